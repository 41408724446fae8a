import "server-only";

/** How long an answer may wait for SSM before it says what there is. */
export interface Patience {
  readonly waitMs: number;
  /** How long it waits on for the rest of a list once the first rows are there; absent: as long as for the first. */
  readonly restMs?: number;
}

/** True when `promise` settled within `waitMs`; its failure is not thrown here. */
export async function settledWithin(promise: Promise<unknown>, waitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, waitMs, false);
  });
  const settled = promise.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, late]);
  } finally {
    clearTimeout(timer);
  }
}
