import { spawnSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");

/** The fleet of every emulator that the tests start. */
export const account = "111122223333";
export const regions = ["us-east-1", "eu-west-1"] as const;
const fleet = "us-east-1=160,eu-west-1=40";

/** Prints free ports, held all at once so that no two are the same. */
const findPorts = `
const { createServer } = require("node:net");
const servers = Array.from({ length: Number(process.argv[1]) }, () => createServer().listen(0, "127.0.0.1"));
Promise.all(servers.map((server) => new Promise((done) => server.once("listening", done)))).then(() => {
  console.log(servers.map((server) => server.address().port).join(","));
  for (const server of servers) server.close();
});`;

export function freePorts(count: number): readonly number[] {
  const found = spawnSync(process.execPath, ["-e", findPorts, String(count)], { encoding: "utf8" });
  return found.stdout.trim().split(",").map(Number);
}

/** The config is loaded once in each worker: what must be the same in all of them stands in the environment. */
process.env.E2E_PORTS ??= freePorts(4).join(",");
process.env.E2E_NOW ??= new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000).toISOString();

const [storiesEmulator, stories, faultsEmulator, faults] = process.env.E2E_PORTS.split(",");

/** Where the servers of a run keep their stores; the teardown removes it. */
export const dataFolder = join(tmpdir(), `patchboard-e2e-${process.env.E2E_PORTS}`);

/** An empty store, once the run's setup has made it. */
export const templateFolder = join(dataFolder, "template");

interface Pair {
  readonly baseURL: string;
  readonly emulatorUrl: string;
}

/** The product and its emulator, twice: faults are global to an emulator. */
export const pairs: Readonly<Record<"stories" | "faults", Pair>> = {
  stories: {
    baseURL: `http://127.0.0.1:${stories}`,
    emulatorUrl: `http://127.0.0.1:${storiesEmulator}`,
  },
  faults: {
    baseURL: `http://127.0.0.1:${faults}`,
    emulatorUrl: `http://127.0.0.1:${faultsEmulator}`,
  },
};

/** Nothing of the shell's: no account, no database, no configuration, no proxy can be reached. */
export function bareEnvironment(): Record<string, string> {
  const kept = ["PATH", "HOME", "SystemRoot", "TEMP", "TMPDIR"];
  return {
    ...Object.fromEntries(
      kept.flatMap((name) => {
        const value = process.env[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    NEXT_TELEMETRY_DISABLED: "1",
    TZ: "UTC",
    // Far from the browser's en-US in New York: what differs by place shows as a hydration warning.
    LANG: "ja_JP.UTF-8",
  };
}

let stores = 0;

/** A folder with a store that is new. */
function newStore(): string {
  stores += 1;
  const folder = join(dataFolder, `${process.pid}-${stores}`);
  const template = join(templateFolder, "store");
  if (existsSync(template)) cpSync(template, join(folder, "store"), { recursive: true });
  return folder;
}

/** The environment of a Patchboard that reads an emulator into a store that is new. */
export function patchboardEnvironment(
  emulatorUrl: string,
  port: number,
  store = newStore(),
): Record<string, string> {
  return {
    ...bareEnvironment(),
    PORT: String(port),
    AWS_ENDPOINT_URL: emulatorUrl,
    AWS_ACCESS_KEY_ID: "e2e",
    AWS_SECRET_ACCESS_KEY: "e2e",
    AWS_REGION: regions[0],
    PATCHBOARD_DATA_DIR: store,
    PATCHBOARD_CONFIG: join(root, "e2e/support/estate.yaml"),
  };
}

/** With no sweep but those that a story asks for, so that it can set the faults that the first one meets. */
export function sweepingWhenAsked(environment: Record<string, string>): Record<string, string> {
  return { ...environment, PATCHBOARD_SWEEP_MINUTES: "0" };
}

/** For Playwright's `webServer`, which adds the environment to its own: what must not be there is emptied. */
function withoutTheShell(environment: Record<string, string>): Record<string, string> {
  const unwanted = Object.keys(process.env).filter((name) =>
    /^(AWS_|PATCHBOARD_|DATABASE_URL$|NODE_ENV$|NODE_OPTIONS$|https?_proxy$)/i.test(name),
  );
  return { ...Object.fromEntries(unwanted.map((name) => [name, ""])), ...environment };
}

const shared = {
  cwd: root,
  reuseExistingServer: false,
  timeout: 60_000,
  stderr: "pipe",
  gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
} as const;

function serversOf(
  { baseURL, emulatorUrl }: Pair,
  adjust: typeof sweepingWhenAsked = (environment) => environment,
) {
  const port = Number(new URL(baseURL).port);
  const options = `--nodes ${fleet} --seed e2e-2 --now ${process.env.E2E_NOW ?? ""}`;
  return [
    {
      ...shared,
      name: "emulator",
      command: `node --import tsx lib/emulator/main.ts --port ${new URL(emulatorUrl).port} ${options}`,
      url: `${emulatorUrl}/_emulator/fleet`,
      env: withoutTheShell(bareEnvironment()),
    },
    {
      ...shared,
      name: "patchboard",
      command: "node server.mjs",
      url: `${baseURL}/livez`,
      env: withoutTheShell(
        adjust(patchboardEnvironment(emulatorUrl, port, join(dataFolder, `shared-${port}`))),
      ),
    },
  ];
}

export const servers = [...serversOf(pairs.stories), ...serversOf(pairs.faults, sweepingWhenAsked)];
