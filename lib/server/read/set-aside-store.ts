import "server-only";
import { basename } from "node:path";
import type { SetAsideStore } from "@/lib/api/sweep.schema";
import type { SetAside } from "@/lib/server/store/data-directory";

/** A path of this machine within a sentence: two names at least, so that `and/or` is none. */
const path = /(?:[A-Za-z]:)?(?:[\\/][^\\/\s'"`:;,()]+){2,}[\\/]?/g;

/** A store that was set aside, without telling how this machine's directories are named. */
export function setAsideStore({ directory, reason, at }: SetAside): SetAsideStore {
  return {
    name: basename(directory),
    reason: reason.replaceAll(path, (found) => basename(found)),
    at,
  };
}
