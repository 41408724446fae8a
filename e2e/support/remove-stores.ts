import { rm } from "node:fs/promises";
import { dataFolder } from "@/e2e/support/servers";

/** Removes what the servers of the run have stored. */
// oxlint-disable-next-line import/no-default-export -- Playwright asks for it
export default async function removeStores(): Promise<void> {
  await rm(dataFolder, { recursive: true, force: true });
}
