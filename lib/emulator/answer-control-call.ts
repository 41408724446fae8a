import type { IncomingMessage } from "node:http";

import { readBody } from "./aws-request";
import { ControlError, readFaultRule, readSettingsChange } from "./control-request";
import { readClockChange, readPercent } from "./clock-request";
import type { EmulatorState } from "./emulator-state";
import { specialBaselines } from "./fleet/special-baselines";
import { specialNodes } from "./fleet/special-nodes";
import { changedSettings } from "./settings";

interface ControlAnswer {
  status: number;
  body: object;
}

type Route = (state: EmulatorState, body: string, id: string) => object;

const routes: Record<string, Route> = {
  "GET settings": (state) => state.settings,
  "POST settings": (state, body) => {
    state.change(changedSettings(state.settings, readSettingsChange(parse(body))));
    return state.settings;
  },
  "DELETE settings": (state) => {
    state.change(state.initialSettings);
    return state.settings;
  },
  "GET faults": (state) => ({ faults: state.faults.list() }),
  "POST faults": (state, body) => ({ id: state.faults.add(readFaultRule(parse(body))) }),
  "DELETE faults": (state, _, id) => {
    state.faults.clear(id === "" ? undefined : id);
    if (!state.faults.list().some((fault) => fault.kind === "hang")) state.releaseHeld();
    return { faults: state.faults.list() };
  },
  "GET calls": (state) => state.calls.counts(),
  "DELETE calls": (state) => {
    state.calls.reset();
    return state.calls.counts();
  },
  "GET clock": (state) => state.fleet.clock.reading(),
  "POST clock": (state, body) => {
    state.fleet.clock.set(readClockChange(parse(body)));
    return state.fleet.clock.reading();
  },
  "DELETE clock": (state) => {
    state.fleet.clock.reset();
    return state.fleet.clock.reading();
  },
  "POST rescan": (state, body) => state.fleet.rescan(readPercent(parse(body))),
  "DELETE rescan": (state) => {
    state.fleet.forgetRescans();
    return {};
  },
  "GET special-baselines": (state) => specialBaselines(state.fleet),
  "GET special-nodes": (state) => specialNodes(state.fleet),
  "GET fleet": (state) => ({
    ...state.fleet.options,
    sources: state.fleet.sources.map(({ account, region, size }) => ({
      account,
      region,
      nodes: size,
    })),
  }),
};

/** Answers a request to `/_emulator/…`: 404 for an unknown path, 400 with a sentence for a request it cannot read. */
export async function answerControlCall(
  state: EmulatorState,
  request: IncomingMessage,
): Promise<ControlAnswer> {
  const [, , noun = "", id = ""] = (request.url ?? "").split("?")[0]?.split("/") ?? [];
  const route = routes[`${request.method ?? ""} ${noun}`];
  if (!route)
    return {
      status: 404,
      body: { error: `no such control: ${request.method ?? ""} /_emulator/${noun}` },
    };
  try {
    return { status: 200, body: route(state, await readBody(request), id) };
  } catch (error) {
    if (error instanceof ControlError) return { status: 400, body: { error: error.message } };
    if (error instanceof RangeError) return { status: 409, body: { error: error.message } };
    throw error;
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new ControlError(`the body is not JSON: ${error instanceof Error ? error.message : ""}`);
  }
}
