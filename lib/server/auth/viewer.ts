import "server-only";
import type { Source } from "@/lib/domain/source";
import { config } from "@/lib/server/config";

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

/** The viewer of a request. */
export function viewerOf(_headers: Headers): Viewer {
  switch (config().auth) {
    case "none":
      // Served to loopback only (lib/server/config.ts): whoever sits at this machine.
      return new SignedInViewer("This machine", () => true);
  }
}
