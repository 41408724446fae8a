import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask } from "@/e2e/support/ask";
import { OwnServer, type Ended } from "@/e2e/support/own-server";
import { bareEnvironment, freePorts, patchboardEnvironment } from "@/e2e/support/servers";
import { expect, test } from "@/e2e/support/test";
import { nodesApi } from "@/lib/api/addresses";
import { nodeListSchema } from "@/lib/api/node.schema";

const [port = 0] = freePorts(1);

/** How a server ends that is started with this environment. */
async function endOf(environment: Record<string, string>): Promise<Ended> {
  const server = new OwnServer(environment);
  const ended = await server.ended;
  return ended;
}

/** Clear sentences for a person: no stack, no JSON. */
function expectSentences({ stderr }: Ended, ...sentences: readonly RegExp[]): void {
  for (const sentence of sentences) expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).not.toContain("{");
}

test("a port that is taken is one sentence and the status 1", async ({ emulatorUrl }) => {
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => taken.once("listening", done));
  const address = taken.address();
  const takenPort = Number(Reflect.get(Object(address), "port"));
  const ended = await endOf(patchboardEnvironment(emulatorUrl, takenPort));
  taken.close();
  expect(ended.code).toBe(1);
  expect(ended.stderr.trim()).toBe(`Port ${takenPort} is already in use; set PORT to another one.`);
});

test("without a Region the start is refused with the status 78", async ({ emulatorUrl }) => {
  const {
    AWS_REGION: _region,
    PATCHBOARD_CONFIG: _config,
    ...environment
  } = patchboardEnvironment(emulatorUrl, port);
  const ended = await endOf(environment);
  expect(ended.code).toBe(78);
  expectSentences(ended, /No AWS Region: set AWS_REGION/);
});

test("without credentials the start is refused with the status 78", async () => {
  const home = await mkdtemp(join(tmpdir(), "patchboard-home-"));
  const ended = await endOf({
    ...bareEnvironment(),
    HOME: home,
    PORT: String(port),
    AWS_REGION: "us-east-1",
  });
  await rm(home, { recursive: true });
  expect(ended.code).toBe(78);
  expectSentences(ended, /No AWS credentials found\. Set AWS_PROFILE/);
});

const brokenFiles = [
  ["that is not there", null, /PATCHBOARD_CONFIG: .*can't be read/],
  ["that is no YAML", "sources: [", /PATCHBOARD_CONFIG: .*can't be read/],
  [
    "with an account that is a number",
    "sources:\n  - account: 111122223333\n    regions: [us-east-1]\n",
    /sources\.0\.account: is not a string/,
  ],
  [
    "with a Region that is none",
    'sources:\n  - account: "111122223333"\n    regions: [nowhere]\n',
    /sources\.0\.regions\.0: is not a Region's name/,
  ],
  [
    "with a word that it does not know",
    'source:\n  - account: "111122223333"\n',
    /PATCHBOARD_CONFIG: .*source/,
  ],
] as const;

for (const [which, content, sentence] of brokenFiles) {
  test(`a configuration file ${which} is refused with the status 78`, async ({ emulatorUrl }) => {
    const folder = await mkdtemp(join(tmpdir(), "patchboard-config-"));
    const file = join(folder, "config.yaml");
    await Promise.all(content === null ? [] : [writeFile(file, content)]);
    const ended = await endOf({
      ...patchboardEnvironment(emulatorUrl, port),
      PATCHBOARD_CONFIG: file,
    });
    await rm(folder, { recursive: true });
    expect(ended.code).toBe(78);
    expectSentences(ended, sentence);
  });
}

test("any address but loopback is refused with the status 78", async ({ emulatorUrl }) => {
  const ended = await endOf({
    ...patchboardEnvironment(emulatorUrl, port),
    PATCHBOARD_HOST: "0.0.0.0",
  });
  expect(ended.code).toBe(78);
  expectSentences(ended, /Without sign-in Patchboard serves this machine only/);
});

test("everything that is wrong is said at once", async ({ emulatorUrl }) => {
  const ended = await endOf({
    ...patchboardEnvironment(emulatorUrl, port),
    PATCHBOARD_CONFIG: "/no/such/file.yaml",
    PATCHBOARD_PUBLIC_URL: "no address",
    PATCHBOARD_AUTH: "magic",
  });
  expect(ended.code).toBe(78);
  expectSentences(ended, /PATCHBOARD_CONFIG/, /PATCHBOARD_PUBLIC_URL/, /PATCHBOARD_AUTH/);
});

test("SIGTERM lets a request that runs finish, and ends with the status 0", async ({
  emulator,
  emulatorUrl,
}) => {
  await emulator.reset();
  await emulator.setLatency(700);
  const server = new OwnServer(patchboardEnvironment(emulatorUrl, 0));
  const home = await server.ready();
  await emulator.reset();
  await emulator.setLatency(700);
  const running = ask(`${home}${nodesApi}`);
  // A new store is made before AWS is asked.
  await expect.poll(() => emulator.calls(), { timeout: 45_000 }).toBeGreaterThan(0);
  server.signal("SIGTERM");
  const answer = await running;
  const ended = await server.ended;
  await emulator.reset();
  expect(answer.status).toBe(200);
  expect(nodeListSchema.parse(JSON.parse(answer.text)).items).toHaveLength(50);
  expect(ended).toEqual({ code: 0, stderr: "" });
});
