import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import { answerAwsCall } from "./answer-aws-call";
import { answerControlCall } from "./answer-control-call";
import { emulatorControl, type EmulatorControl } from "./control";
import { EmulatorState } from "./emulator-state";
import type { ClockChange } from "./fleet/fleet-clock";
import { createFleet, type Fleet, type FleetOptions } from "./fleet/fleet";
import { changedSettings, defaultSettings, type SettingsChange } from "./settings";
import { sendAwsAnswer } from "./send-aws-answer";

export interface EmulatorOptions extends Partial<FleetOptions> {
  /** 0, the default, takes a free port. */
  port?: number;
  settings?: SettingsChange;
  /** Where the fleet's clock stands at the start and how it goes: at `now` and still unless said otherwise. */
  clock?: ClockChange;
}

export interface Emulator {
  /** For AWS_ENDPOINT_URL. */
  url: string;
  port: number;
  fleet: Fleet;
  control: EmulatorControl;
  close: () => Promise<void>;
}

/** The sizes of the demo fleet. */
const demoNodes = { "us-east-1": 480, "eu-west-1": 120 };

/**
 * Starts an emulator on the loopback address. Without options: the demo fleet at the start of the current UTC hour.
 * Rejects with the system's error when the port is taken, with RangeError for an impossible fleet or clock.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { accounts, externalIds } = options;
  const fleet = createFleet(
    {
      seed: options.seed ?? "patchboard",
      now: options.now ?? startOfHour(),
      account: options.account ?? firstAccount(options),
      nodes: options.nodes ?? (accounts ? {} : demoNodes),
      ...(accounts ? { accounts } : {}),
      ...(externalIds ? { externalIds } : {}),
    },
    options.clock,
  );
  const state = new EmulatorState(
    fleet,
    changedSettings(defaultSettings(), options.settings ?? {}),
  );
  const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    void answer(state, request, response);
  });
  const port = await listen(server, options.port ?? 0);
  const url = `http://127.0.0.1:${port}`;
  return { url, port, fleet, control: emulatorControl(url), close: () => close(server, state) };
}

/** Regions that name no account belong to the demo's; when all name one, the first is the hub. */
function firstAccount({ nodes, accounts }: EmulatorOptions): string {
  const [first] = nodes ? [] : Object.keys(accounts ?? {});
  return first ?? "111122223333";
}

async function answer(
  state: EmulatorState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    if (request.url?.startsWith("/_emulator") === true) {
      const { status, body } = await answerControlCall(state, request);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      return;
    }
    await sendAwsAnswer(state, response, await answerAwsCall(state, request));
  } catch (error) {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    const text =
      error instanceof Error
        ? `${error.name}: ${error.message}\n${error.stack ?? ""}`
        : String(error);
    response
      .writeHead(500, { "content-type": "text/plain" })
      .end(`the emulator itself failed: ${text}`);
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

function close(server: Server, state: EmulatorState): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    state.releaseHeld();
    server.closeAllConnections();
  });
}

function startOfHour(): string {
  return `${new Date().toISOString().slice(0, 13)}:00:00.000Z`;
}
