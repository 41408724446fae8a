/** An answer that is an error on the wire: AWS's error code, its text (null when it sends none) and HTTP status. */
export class WireError extends Error {
  readonly code: string;
  readonly text: string | null;
  readonly status: number;

  constructor(code: string, text: string | null, status = 400) {
    super(`${code}: ${text ?? "no message"}`);
    this.code = code;
    this.text = text;
    this.status = status;
  }
}
