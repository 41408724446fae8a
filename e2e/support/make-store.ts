import { spawnSync } from "node:child_process";
import { bareEnvironment, root, templateFolder } from "@/e2e/support/servers";

const maker = "lib/server/store/testing/make-store.ts";

/** Makes the empty store that each server which a story starts is given a copy of. */
// oxlint-disable-next-line import/no-default-export -- Playwright asks for it
export default function makeStore(): void {
  const run = spawnSync(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", maker, templateFolder],
    { cwd: root, env: { NODE_ENV: "production", ...bareEnvironment() }, encoding: "utf8" },
  );
  if (run.status !== 0) throw new Error(`no store could be made: ${run.stderr}`);
}
