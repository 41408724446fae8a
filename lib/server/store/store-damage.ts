import "server-only";
import { DatabaseError } from "pg";

/** A store whose content contradicts itself. */
export class StoreDamagedError extends Error {
  override readonly name = "StoreDamagedError";
}

/** A store that could not be opened though nothing says that it is damaged; its message says why. It is left as it is. */
export class StoreNotOpenedError extends Error {
  override readonly name = "StoreNotOpenedError";
}

/** data_corrupted, index_corrupted, undefined_file: PostgreSQL's own words for a file that is cut off or gone. */
const damageCodes = new Set(["XX001", "XX002", "58P01"]);

/** What no file of the store can be blamed for: memory, disk space, rights. */
const ofTheMachine =
  /out of memory|\boom\b|enlarge memory|allocat\w* .*memory|no space left|ENOMEM|ENOSPC|EACCES|EPERM|EROFS|EMFILE|ENFILE|EDQUOT/i;

/**
 * Whether an error that ended the opening of an embedded store speaks of damage. "unclear": the engine ended without a
 * word, as it does on a damaged directory and where it cannot run at all.
 */
export function damageIn(error: unknown): "damage" | "none" | "unclear" {
  if (error instanceof StoreDamagedError) return "damage";
  if (error instanceof DatabaseError) return damageCodes.has(error.code ?? "") ? "damage" : "none";
  if (!(error instanceof Error)) return "unclear";
  const isOfTheSystem = "syscall" in error;
  return isOfTheSystem || ofTheMachine.test(`${error.name} ${error.message}`) ? "none" : "unclear";
}
