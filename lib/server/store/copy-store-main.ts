import "server-only";
/** `npm run store:copy`: the store in PATCHBOARD_DATA_DIR into the empty PostgreSQL at DATABASE_URL. */
import { ConfigError, storesToCopy } from "@/lib/server/config";
import { CopyRefusedError, copyStore } from "@/lib/server/store/copy-store";
import { DirectoryInUseError } from "@/lib/server/store/directory-lock";
import { StoreIsNewerError } from "@/lib/server/store/migrate";

/** Told by their sentence: what is wrong is not in Patchboard. */
const refusals = [ConfigError, CopyRefusedError, DirectoryInUseError, StoreIsNewerError];

try {
  const { directory, url } = storesToCopy();
  const copied = await copyStore(directory, url);
  for (const { table, rows } of copied) process.stdout.write(`${table}: ${rows}\n`);
  const all = copied.reduce((sum, { rows }) => sum + rows, 0);
  process.stdout.write(`Copied ${all} rows of ${copied.length} tables from ${directory}.\n`);
} catch (error) {
  if (!refusals.some((each) => error instanceof each)) throw error;
  process.stderr.write(`Nothing was copied: ${error instanceof Error ? error.message : ""}\n`);
  process.exitCode = 78;
}
