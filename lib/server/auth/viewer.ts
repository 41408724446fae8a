import "server-only";
import type { Source } from "@/lib/domain/source";

/** Who asks. The class is not exported: only this file makes a viewer. */
class SignedInViewer {
  readonly #sees: (source: Source) => boolean;
  /** What to call the viewer on the page. */
  readonly name: string;
  constructor(name: string, sees: (source: Source) => boolean) {
    this.name = name;
    this.#sees = sees;
  }
  maySee(source: Source): boolean {
    return this.#sees(source);
  }
}

/** The first argument of every read function: there is no answer without a viewer. */
export type Viewer = SignedInViewer;

/**
 * The viewer of a request. Without sign-in Patchboard serves loopback only (lib/server/config.ts): whoever sits at this
 * machine sees everything.
 */
export function viewerOf(_headers: Pick<Headers, "get">): Viewer {
  return new SignedInViewer("This machine", () => true);
}
