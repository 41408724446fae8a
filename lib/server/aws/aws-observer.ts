import "server-only";

/** One HTTP request to AWS, as it ended. */
export interface AwsAttempt {
  readonly operation: string;
  readonly outcome: "answered" | "throttled" | "failed";
  /** What the operation's limiter allows now. */
  readonly ratePerSecond: number;
}

/** What a source tells as it reads: for metrics, a sweep's counts and the log. Must not throw. */
export interface AwsObserver {
  readonly attempted?: (attempt: AwsAttempt) => void;
  /** AWS sent a row that cannot be used, such as a node whose id has not the form of one. */
  readonly rowSkipped?: (operation: string) => void;
}
