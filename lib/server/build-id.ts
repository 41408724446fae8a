import "server-only";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { oncePerProcess } from "@/lib/server/process-wide";

/** Names the build that answers: its answers may look otherwise than the last build's. Without one, this process. */
export const buildId = oncePerProcess("build-id", () => {
  try {
    return readFileSync(join(process.cwd(), ".next/BUILD_ID"), "utf8").trim();
  } catch {
    // Development: nothing is built.
    return randomUUID();
  }
});
