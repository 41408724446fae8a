import "server-only";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** Another process of Patchboard, for tests of what two of them do to each other. */
export interface Child {
  readonly process: ChildProcess;
  /** Everything it has written so far. */
  readonly output: () => string;
  /** kill -9, and waits for its end. */
  readonly kill: () => Promise<void>;
}

/** Starts a TypeScript file of ours in a process of its own. */
export function startChild(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Child {
  const flags = ["--conditions=react-server", "--import", "tsx"];
  const child = spawn(process.execPath, [...flags, join(process.cwd(), file), ...args], {
    env: { NODE_ENV: "test", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => written.push(text));
  }
  return {
    process: child,
    output: () => written.join(""),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}
