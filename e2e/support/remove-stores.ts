import { rm } from "node:fs/promises";
import { dataFolder } from "@/e2e/support/servers";

/** Removes what the servers of the run have stored. */
export default async function removeStores(): Promise<void> {
  await rm(dataFolder, { recursive: true, force: true });
}
