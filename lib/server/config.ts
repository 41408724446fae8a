import "server-only";
import { readFileSync } from "node:fs";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { defaultDeadlineDays, type DeadlineDays } from "@/lib/domain/deadline";
import { parseAccount, parseRegion } from "@/lib/domain/source";
import { defaultFreshnessDays, type FreshnessDays } from "@/lib/domain/freshness";
import { oncePerProcess } from "@/lib/server/process-wide";

/** An account as the configuration names it. `account` null: whatever account the credentials belong to. */
export interface ConfiguredAccount {
  readonly account: string | null;
  readonly alias: string | null;
  readonly regions: readonly string[];
  /** The role to take on in the account; null: the process's own credentials belong to it. */
  readonly role: { readonly roleArn: string; readonly externalId?: string } | null;
}

/** The proxy variables, as they stand in the environment. */
export interface Proxies {
  readonly httpsProxy?: string;
  readonly httpProxy?: string;
  readonly noProxy?: string;
}

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | null;
  readonly auth: "none";
  readonly accounts: readonly ConfiguredAccount[];
  readonly freshnessDays: FreshnessDays;
  readonly deadlineDays: DeadlineDays;
  /** The emulator's fleet is shown, and the page says so. */
  readonly demo: boolean;
  readonly proxies: Proxies;
  readonly store: ConfiguredStore;
  /** What this process does: answer the web, sweep, or both. */
  readonly role: "all" | "web" | "sweeper";
  /** Minutes from one sweep's start to the next; 0: only when asked for. */
  readonly sweepMinutes: number;
}

/** Where the store is: a PostgreSQL server, or a directory that this process alone uses. */
export type ConfiguredStore =
  | { readonly kind: "server"; readonly url: string }
  | { readonly kind: "embedded"; readonly directory: string };

/** Configuration that cannot be used: every problem at once, each a sentence. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

const loopbackHosts = ["127.0.0.1", "::1", "localhost", "[::1]"];

function isLoopback(host: string): boolean {
  return loopbackHosts.includes(host);
}

const environmentSchema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "PORT is not a number from 0 to 65535.")
    .transform(Number)
    .refine((port) => port <= 65_535, "PORT is not a number from 0 to 65535.")
    .default(3000),
  PATCHBOARD_HOST: z.string().min(1).default("127.0.0.1"),
  PATCHBOARD_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "PATCHBOARD_PUBLIC_URL is not an http or https address." })
    .optional(),
  PATCHBOARD_AUTH: z
    .enum(["none"], {
      error: "PATCHBOARD_AUTH must be `none` in this version, or be left unset.",
    })
    .optional(),
  PATCHBOARD_CONFIG: z.string().optional(),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: "DATABASE_URL is not a postgres:// address.",
    })
    .optional(),
  PATCHBOARD_DATA_DIR: z.string().min(1).default("./.data"),
  PATCHBOARD_ROLE: z
    .enum(["all", "web", "sweeper"], { error: "PATCHBOARD_ROLE is all, web or sweeper." })
    .default("all"),
  PATCHBOARD_SWEEP_MINUTES: z
    .string()
    .regex(/^\d{1,5}$/, "PATCHBOARD_SWEEP_MINUTES is not a number of minutes.")
    .transform(Number)
    .default(15),
  PATCHBOARD_DEMO: z.enum(["0", "1"], { error: "PATCHBOARD_DEMO is 0 or 1." }).default("0"),
  AWS_REGION: z.string().optional(),
  AWS_DEFAULT_REGION: z.string().optional(),
});

const region = z
  .string()
  .refine((text) => parseRegion(text) !== null, { error: "is not a Region's name" });

const deadline = z
  .int("is not a whole number of days")
  .min(0, "is less than 0 days")
  .max(3650, "is more than 3650 days")
  .optional();

const fileSchema = z.strictObject({
  sources: z
    .array(
      z.strictObject({
        account: z
          .string({ error: "is not a string: write the twelve digits in quotes" })
          .refine((text) => parseAccount(text) !== null, { error: "is not twelve digits" }),
        alias: z.string().min(1).optional(),
        regions: z.array(region).min(1),
        roleArn: z
          .string()
          .regex(/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/, "is not the ARN of a role")
          .optional(),
        externalId: z.string().min(2).max(1224).optional(),
      }),
    )
    .min(1)
    .optional(),
  freshness: z
    .strictObject({ freshDays: z.number().positive(), ageingDays: z.number().positive() })
    .refine((days) => days.ageingDays >= days.freshDays, {
      error: "ageingDays is less than freshDays",
    })
    .optional(),
  deadlines: z
    .strictObject({
      criticalDays: deadline,
      highDays: deadline,
      mediumDays: deadline,
      lowDays: deadline,
      unratedDays: deadline,
    })
    .optional(),
});

type ConfigFile = z.infer<typeof fileSchema>;

type Environment = Readonly<Record<string, string | undefined>>;

function readFile(path: string, problems: string[]): ConfigFile {
  let content: unknown;
  try {
    content = parseYaml(readFileSync(path, "utf8")) ?? {};
  } catch (error) {
    problems.push(`PATCHBOARD_CONFIG: ${path} can't be read: ${String(error)}`);
    return {};
  }
  const parsed = fileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    problems.push(
      `PATCHBOARD_CONFIG: ${path}: ${issue.path.join(".") || "the file"}: ${issue.message}`,
    );
  }
  return {};
}

function accountsOf(
  file: ConfigFile,
  environmentRegion: string | undefined,
  problems: string[],
): readonly ConfiguredAccount[] {
  if (file.sources) {
    return file.sources.map(({ account, alias, regions, roleArn, externalId }) => ({
      account,
      alias: alias ?? null,
      regions,
      role: roleArn ? { roleArn, ...(externalId ? { externalId } : {}) } : null,
    }));
  }
  if (environmentRegion === undefined || environmentRegion === "") {
    problems.push(
      "No AWS Region: set AWS_REGION (for example AWS_REGION=us-east-1), or list sources in PATCHBOARD_CONFIG.",
    );
    return [];
  }
  if (parseRegion(environmentRegion) === null) {
    problems.push(`AWS_REGION: ${environmentRegion} is not a Region's name.`);
    return [];
  }
  return [{ account: null, alias: null, regions: [environmentRegion], role: null }];
}

function deadlineDaysOf({ deadlines }: ConfigFile): DeadlineDays {
  return {
    critical: deadlines?.criticalDays ?? defaultDeadlineDays.critical,
    high: deadlines?.highDays ?? defaultDeadlineDays.high,
    medium: deadlines?.mediumDays ?? defaultDeadlineDays.medium,
    low: deadlines?.lowDays ?? defaultDeadlineDays.low,
    unrated: deadlines?.unratedDays ?? defaultDeadlineDays.unrated,
  };
}

/** curl's rule: the lower-case name wins where both are set. */
function proxiesOf(environment: Environment): Proxies {
  const variable = (name: string) => environment[name.toLowerCase()] || environment[name];
  const httpsProxy = variable("HTTPS_PROXY");
  const httpProxy = variable("HTTP_PROXY");
  const noProxy = variable("NO_PROXY");
  return {
    ...(httpsProxy ? { httpsProxy } : {}),
    ...(httpProxy ? { httpProxy } : {}),
    ...(noProxy ? { noProxy } : {}),
  };
}

/** The whole configuration out of an environment. Throws ConfigError with every problem it found. */
export function parseConfig(environment: Environment): Config {
  const problems: string[] = [];
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = issue.path.join(".");
      problems.push(issue.message.startsWith(name) ? issue.message : `${name}: ${issue.message}`);
    }
  }
  const file = environment["PATCHBOARD_CONFIG"]
    ? readFile(environment["PATCHBOARD_CONFIG"], problems)
    : {};
  const accounts = accountsOf(
    file,
    environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"],
    problems,
  );
  if (!parsed.success) throw new ConfigError(problems);
  const env = parsed.data;
  const publicHost = env.PATCHBOARD_PUBLIC_URL ? new URL(env.PATCHBOARD_PUBLIC_URL).hostname : null;
  if (!isLoopback(env.PATCHBOARD_HOST) || (publicHost !== null && !isLoopback(publicHost))) {
    problems.push(
      "Without sign-in Patchboard serves this machine only: set PATCHBOARD_HOST and PATCHBOARD_PUBLIC_URL to loopback addresses.",
    );
  }
  if (env.PATCHBOARD_ROLE !== "all" && env.DATABASE_URL === undefined) {
    problems.push(
      `PATCHBOARD_ROLE=${env.PATCHBOARD_ROLE} shares its store with other processes: set DATABASE_URL.`,
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    port: env.PORT,
    host: env.PATCHBOARD_HOST,
    publicUrl: env.PATCHBOARD_PUBLIC_URL ?? null,
    auth: "none",
    accounts,
    freshnessDays: file.freshness
      ? { fresh: file.freshness.freshDays, ageing: file.freshness.ageingDays }
      : defaultFreshnessDays,
    deadlineDays: deadlineDaysOf(file),
    demo: env.PATCHBOARD_DEMO === "1",
    proxies: proxiesOf(environment),
    store:
      env.DATABASE_URL === undefined
        ? { kind: "embedded", directory: env.PATCHBOARD_DATA_DIR }
        : { kind: "server", url: env.DATABASE_URL },
    role: env.PATCHBOARD_ROLE,
    sweepMinutes: env.PATCHBOARD_SWEEP_MINUTES,
  };
}

/** The store that is copied and where to, of an environment that has both. Throws ConfigError. */
export function storesToCopy(environment: Environment = process.env): {
  readonly directory: string;
  readonly url: string;
} {
  const parsed = environmentSchema
    .pick({ DATABASE_URL: true, PATCHBOARD_DATA_DIR: true })
    .safeParse(environment);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(({ message }) => message));
  const { DATABASE_URL: url, PATCHBOARD_DATA_DIR: directory } = parsed.data;
  if (url === undefined) {
    throw new ConfigError(["set DATABASE_URL to the empty PostgreSQL that is to be filled."]);
  }
  return { directory, url };
}

/** This process's configuration, parsed once. */
export const config = oncePerProcess("config", () => parseConfig(process.env));
