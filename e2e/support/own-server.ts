import { spawn, type ChildProcess } from "node:child_process";
import { root } from "@/e2e/support/servers";

/** How a process of ours ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** A server.mjs that a story starts itself. */
export class OwnServer {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  #stdout = "";
  #stderr = "";

  constructor(environment: Record<string, string>) {
    this.#child = spawn(process.execPath, ["server.mjs"], {
      cwd: root,
      env: { NODE_ENV: "production", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#stdout += text;
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
    });
    this.ended = new Promise((done) => {
      this.#child.on("close", (code) => done({ code, stderr: this.#stderr }));
    });
  }

  /** Resolves to its address once it says that it is ready. Rejects when it ends before. */
  async ready(): Promise<string> {
    const said = new Promise<string>((ready) => {
      const look = () => {
        const [, address] = /Patchboard is ready on (http\S+)/.exec(this.#stdout) ?? [];
        if (address !== undefined) ready(address);
      };
      this.#child.stdout?.on("data", look);
      look();
    });
    const ended = this.ended.then(({ code, stderr }) => {
      throw new Error(`server.mjs ended with ${code}: ${stderr}`);
    });
    return Promise.race([said, ended]);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Ends it, if it has not ended by itself. */
  async stop(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.ended;
  }
}
