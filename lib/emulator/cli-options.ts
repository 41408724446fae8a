import { parseArgs } from "node:util";

import type { ClockChange } from "./fleet/fleet-clock";
import type { EmulatorOptions } from "./server";
import type { SettingsChange } from "./settings";

/** The command line's options, in one sentence a line, for --help. */
export const cliHelp = `Usage: npm run emulator -- [options]
  --port <number>              port on 127.0.0.1; 0 (the default) takes a free one
  --nodes <region=n,region=n>  fleet size, default us-east-1=480,eu-west-1=120;
                               several accounts: 111122223333/us-east-1=480,444455556666/eu-west-1=80
  --account <12 digits>        whose Regions and keys name no account; default 111122223333, or the first of
                               --nodes when all of them name one
  --external-id <account=id>   the roles of this account ask for this external id; can be given again for another
  --seed <text>                the same seed and time give the same fleet
  --now <ISO 8601>             the moment the fleet is made for, default the start of this UTC hour
  --clock-start <ISO 8601>     the moment it shows at the start, from 120 days before --now to 30 after; default --now
  --clock <fixed|real>         real: time goes on with the machine's clock; default fixed
  --latency-ms <number>        added to every answer, default 0
  --rate <number>              calls a second for each account, Region and operation, default unlimited
  --burst <number>             calls at once before --rate counts, default twice the rate`;

/** Reads the command line. Throws Error with a sentence for what cannot be understood. */
export function readCliOptions(args: readonly string[]): EmulatorOptions | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string" },
      nodes: { type: "string" },
      account: { type: "string" },
      "external-id": { type: "string", multiple: true },
      seed: { type: "string" },
      now: { type: "string" },
      "clock-start": { type: "string" },
      clock: { type: "string" },
      "latency-ms": { type: "string" },
      rate: { type: "string" },
      burst: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) return "help";
  if (values.account !== undefined && !/^\d{12}$/.test(values.account))
    throw new Error(`--account must be twelve digits, not "${values.account}"`);
  return {
    port: values.port === undefined ? 0 : numberOf("--port", values.port),
    ...(values.nodes === undefined ? {} : nodesOf(values.nodes)),
    ...(values.account === undefined ? {} : { account: values.account }),
    ...(values["external-id"] === undefined
      ? {}
      : { externalIds: externalIdsOf(values["external-id"]) }),
    ...(values.seed === undefined ? {} : { seed: values.seed }),
    ...(values.now === undefined ? {} : { now: values.now }),
    ...clockOf(values["clock-start"], values.clock),
    settings: settingsOf({
      latencyMs: values["latency-ms"],
      rate: values.rate,
      burst: values.burst,
    }),
  };
}

function clockOf(now: string | undefined, mode: string | undefined): { clock?: ClockChange } {
  if (now === undefined && mode === undefined) return {};
  if (mode !== undefined && mode !== "fixed" && mode !== "real")
    throw new Error(`--clock takes fixed or real, not "${mode}"`);
  return {
    clock: { ...(now === undefined ? {} : { now }), ...(mode === undefined ? {} : { mode }) },
  };
}

function settingsOf(flags: {
  latencyMs: string | undefined;
  rate: string | undefined;
  burst: string | undefined;
}): SettingsChange {
  const settings: SettingsChange = {};
  if (flags.latencyMs !== undefined) settings.latencyMs = numberOf("--latency-ms", flags.latencyMs);
  if (flags.rate !== undefined) {
    const ratePerSecond = numberOf("--rate", flags.rate);
    settings.throttle = {
      ratePerSecond,
      burst: flags.burst === undefined ? ratePerSecond * 2 : numberOf("--burst", flags.burst),
    };
  } else if (flags.burst !== undefined) {
    throw new Error("--burst needs --rate");
  }
  return settings;
}

/** `us-east-1=480` counts for the default account, `444455556666/us-east-1=80` for that one. */
function nodesOf(text: string): Pick<EmulatorOptions, "nodes" | "accounts"> {
  const nodes: Record<string, number> = {};
  const accounts: Record<string, Record<string, number>> = {};
  for (const part of text.split(",")) {
    const [place = "", size = ""] = part.split("=");
    const [, account, region] =
      /^(?:(\d{12})\/)?([a-z]{2,}(?:-[a-z]+)+-\d)$/.exec(place.trim()) ?? [];
    if (region === undefined)
      throw new Error(`--nodes takes region=number or account/region=number, not "${part}"`);
    const count = numberOf("--nodes", size);
    if (account === undefined) nodes[region] = count;
    else accounts[account] = { ...accounts[account], [region]: count };
  }
  return {
    ...(Object.keys(nodes).length === 0 ? {} : { nodes }),
    ...(Object.keys(accounts).length === 0 ? {} : { accounts }),
  };
}

/** An external id may itself hold an equals sign. */
function externalIdsOf(flags: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    flags.map((flag) => {
      const [, account, externalId] = /^(\d{12})=(.{2,})$/.exec(flag) ?? [];
      if (account === undefined || externalId === undefined)
        throw new Error(`--external-id takes account=id, not "${flag}"`);
      return [account, externalId];
    }),
  );
}

function numberOf(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0)
    throw new Error(`${flag} takes a number from 0, not "${text}"`);
  return value;
}
