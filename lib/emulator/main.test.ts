import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const limitMs = 30_000;

function start(port: string) {
  const args = [
    "--import",
    "tsx",
    "lib/emulator/main.ts",
    "--port",
    port,
    "--nodes",
    "us-east-1=20000",
  ];
  return spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
}

test(
  "the command says when it is ready, refuses a taken port in one sentence, and ends on SIGTERM",
  async () => {
    const emulator = start("0");
    const [line] = (await once(createInterface(emulator.stdout), "line")) as [string];
    const port = /^emulator listening on http:\/\/127\.0\.0\.1:(\d+)$/.exec(line)?.[1] ?? "";
    expect((await fetch(`http://127.0.0.1:${port}/_emulator/fleet`)).status).toBe(200);

    const second = start(port);
    let words = "";
    second.stderr.on("data", (chunk: Buffer) => (words += chunk.toString()));
    const [code] = (await once(second, "close")) as [number];
    expect(code).toBe(1);
    expect(words).toBe("The emulator cannot start: its port is already in use.\n");

    emulator.kill("SIGTERM");
    const [exit] = (await once(emulator, "exit")) as [number];
    expect(exit).toBe(0);
  },
  limitMs,
);
