// @ts-check
import { devNull } from "node:os";
import { join } from "node:path";
import { root } from "./run-command.mjs";

/**
 * The environment of the demo: this shell's, without its AWS account and its database. Nothing that the demo does can reach either.
 * @param {NodeJS.ProcessEnv} shell
 * @param {string} endpoint the emulator's address
 * @returns {NodeJS.ProcessEnv}
 */
export function demoEnvironment(shell, endpoint) {
  const kept = Object.entries(shell).filter(
    ([name]) => !name.startsWith("AWS_") && name !== "DATABASE_URL",
  );
  // A proxy between here and the emulator would not find it.
  const notProxied = ["127.0.0.1", shell.no_proxy ?? shell.NO_PROXY].filter(Boolean).join(",");
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: "production",
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "demo",
    AWS_SECRET_ACCESS_KEY: "demo",
    AWS_REGION: "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    NO_PROXY: notProxied,
    no_proxy: notProxied,
    PATCHBOARD_DEMO: "1",
    PATCHBOARD_CONFIG: join(root, "scripts", "demo-sources.yaml"),
    PATCHBOARD_DATA_DIR: join(root, ".data", "demo"),
  };
}
