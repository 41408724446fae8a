import { rm } from "node:fs/promises";
import { dataFolder } from "@/e2e/support/servers";

/** Removes what the servers of the run have stored. */
// oxlint-disable-next-line import/no-default-export -- Playwright asks for it
export default async function removeStores(): Promise<void> {
  // The servers of the run are ended after this: one may still be writing.
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
