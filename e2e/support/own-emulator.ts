import { spawn, type ChildProcess } from "node:child_process";
import { bareEnvironment, root } from "@/e2e/support/servers";

/** An emulator that a story starts itself: for a fleet that is none of the shared ones. */
export class OwnEmulator {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #said = "";

  /** `nodes` as `--nodes` takes it: `us-east-1=0`. */
  constructor(nodes: string) {
    const main = ["--import", "tsx", "lib/emulator/main.ts", "--port", "0", "--nodes", nodes];
    this.#child = spawn(process.execPath, main, {
      cwd: root,
      env: { NODE_ENV: "production", ...bareEnvironment() },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#said += text;
      });
    }
    this.#ended = new Promise((done) => {
      this.#child.on("close", () => done());
    });
  }

  /** Resolves to its address once it listens. Rejects when it ends before. */
  async ready(): Promise<string> {
    const said = new Promise<string>((ready) => {
      const look = () => {
        const [, address] = /emulator listening on (http\S+)/.exec(this.#said) ?? [];
        if (address !== undefined) ready(address);
      };
      this.#child.stdout?.on("data", look);
      look();
    });
    const ended = this.#ended.then(() => {
      throw new Error(`the emulator ended: ${this.#said}`);
    });
    return Promise.race([said, ended]);
  }

  async stop(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }
}
