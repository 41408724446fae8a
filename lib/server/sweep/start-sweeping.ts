import "server-only";
import { config } from "@/lib/server/config";
import { log } from "@/lib/server/log";
import { DirectoryInUseError } from "@/lib/server/store/directory-lock";
import { StoreIsNewerError } from "@/lib/server/store/migrate";
import { StoreNotOpenedError } from "@/lib/server/store/store-damage";
import { store } from "@/lib/server/store/store";
import { sweeper, type SweeperTimes } from "@/lib/server/sweep/sweeper";

declare global {
  /** What the entry waits for when it was told to stop. */
  var patchboardBeforeExit: Array<() => Promise<void>> | undefined;
}

/** sysexits.h: starting again will not help. */
const exitConfiguration = 78;

/** Begins to read the fleet, unless this process only answers the web; nobody waits for it. The entry ends it. */
export function startSweeping(times?: SweeperTimes): void {
  const runs = config().role === "web" ? null : sweeper(times);
  globalThis.patchboardBeforeExit ??= [];
  globalThis.patchboardBeforeExit.push(async () => {
    await runs?.stop();
    await (await store()).close();
  });
  store().catch((error: unknown) => {
    if (error instanceof DirectoryInUseError || error instanceof StoreIsNewerError) {
      process.stderr.write(`Patchboard can't start:\n  - ${error.message}\n`);
      process.exit(exitConfiguration);
    }
    // Another start may find the memory, or the room, that this one lacked.
    if (error instanceof StoreNotOpenedError) {
      process.stderr.write(`Patchboard can't start:\n  - ${error.message}\n`);
      process.exit(1);
    }
    log().error({ event: "storeNotOpened", error });
  });
}
