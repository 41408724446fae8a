import { spawn } from "node:child_process";
import { root } from "@/e2e/support/servers";

/** Fills the store of an environment with the emulator's last ninety days, as the demo does. Rejects where that fails. */
export async function sweepPast(
  emulatorUrl: string,
  environment: Record<string, string>,
): Promise<void> {
  const child = spawn(process.execPath, ["scripts/sweep-past.mjs", emulatorUrl, "10"], {
    cwd: root,
    env: { NODE_ENV: "production", ...environment, PATCHBOARD_DEMO: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const code = await new Promise<number | null>((done) => {
    child.on("close", done);
  });
  if (code !== 0) throw new Error(`the past could not be swept: ${said}`);
}
