import "server-only";
import type { InvalidParam } from "@/lib/api/query-reader";
import type { ProblemCode } from "@/lib/api/problem-code";

/** A request that cannot be answered as asked. `detail` is ours and may be shown to the viewer. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ProblemCode;
  readonly detail: string;
  readonly invalidParams: readonly InvalidParam[];
  constructor(code: ProblemCode, detail: string, invalidParams: readonly InvalidParam[] = []) {
    super(detail);
    this.code = code;
    this.detail = detail;
    this.invalidParams = invalidParams;
  }
}

/** The problem of an address or query that could not be understood; the sentence names each parameter. */
export function invalidParameters(invalidParams: readonly InvalidParam[]): ProblemError {
  const sentence = invalidParams
    .map(({ name, value, reason }) => `${name}=${value}: ${reason}`)
    .join(" ");
  return new ProblemError("invalidParameter", sentence, invalidParams);
}
