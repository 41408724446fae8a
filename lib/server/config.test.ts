import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ConfigError, parseConfig } from "@/lib/server/config";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "patchboard-config-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function yaml(text: string): string {
  const file = path.join(folder, "patchboard.yaml");
  writeFileSync(file, text);
  return file;
}

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("the configuration", () => {
  test("needs nothing but a Region", () => {
    const config = parseConfig({ AWS_REGION: "eu-west-1" });
    expect(config).toMatchObject({ port: 3000, host: "127.0.0.1", auth: "none", demo: false });
    expect(config.accounts).toEqual([
      { account: null, alias: null, regions: ["eu-west-1"], role: null },
    ]);
  });

  test("without a Region says which variable to set", () => {
    expect(problemsOf({}).join()).toContain("set AWS_REGION");
  });

  test("reads sources from the YAML file, account ids with leading zeros included", () => {
    const file = yaml(
      `sources:\n  - account: "011122223333"\n    alias: prod\n    regions: [us-east-1, eu-west-1]\n    roleArn: arn:aws:iam::011122223333:role/patchboard\n    externalId: abc\n`,
    );
    expect(parseConfig({ PATCHBOARD_CONFIG: file }).accounts).toEqual([
      {
        account: "011122223333",
        alias: "prod",
        regions: ["us-east-1", "eu-west-1"],
        role: { roleArn: "arn:aws:iam::011122223333:role/patchboard", externalId: "abc" },
      },
    ]);
  });

  test("names every problem at once", () => {
    const file = yaml(`sources:\n  - account: 123\n    regions: [nowhere]\n    colour: red\n`);
    const problems = problemsOf({
      PORT: "99999",
      PATCHBOARD_CONFIG: file,
      PATCHBOARD_AUTH: "magic",
    });
    expect(problems.join("\n")).toMatch(/PORT/);
    expect(problems.join("\n")).toMatch(/PATCHBOARD_AUTH/);
    expect(problems.join("\n")).toMatch(/sources\.0\.account/);
    expect(problems.join("\n")).toMatch(/sources\.0\.regions\.0/);
    expect(problems.join("\n")).toMatch(/colour/);
  });

  test("deadlines are 14, 30 and 90 days; a file changes those it names", () => {
    const standard = { critical: 14, high: 30, medium: 90, low: 90, unrated: 90 };
    expect(parseConfig({ AWS_REGION: "us-east-1" }).deadlineDays).toEqual(standard);
    const file = yaml("deadlines: { criticalDays: 0, lowDays: 180 }");
    const { deadlineDays } = parseConfig({ AWS_REGION: "us-east-1", PATCHBOARD_CONFIG: file });
    expect(deadlineDays).toEqual({ ...standard, critical: 0, low: 180 });
  });

  test("a deadline that cannot be meant is refused by its name", () => {
    const file = yaml(
      "deadlines: { criticalDays: -1, highDays: 1.5, mediumDays: two, lowDays: 4000, importantDays: 30 }",
    );
    const problems = problemsOf({ AWS_REGION: "us-east-1", PATCHBOARD_CONFIG: file }).join("\n");
    expect(problems).toMatch(/deadlines\.criticalDays: is less than 0 days/);
    expect(problems).toMatch(/deadlines\.highDays: is not a whole number of days/);
    expect(problems).toMatch(/deadlines\.mediumDays: is not a whole number of days/);
    expect(problems).toMatch(/deadlines\.lowDays: is more than 3650 days/);
    expect(problems).toMatch(/importantDays/);
  });

  test.each([
    { PATCHBOARD_HOST: "0.0.0.0" },
    { PATCHBOARD_PUBLIC_URL: "https://patchboard.example.com" },
  ])("without sign-in it serves this machine only: %o", (environment) => {
    expect(problemsOf({ AWS_REGION: "us-east-1", ...environment }).join()).toContain("loopback");
  });

  test("a file that is not there is named", () => {
    expect(problemsOf({ PATCHBOARD_CONFIG: path.join(folder, "none.yaml") }).join()).toContain(
      "none.yaml",
    );
  });

  test("takes the proxy variables, lower case first", () => {
    const { proxies } = parseConfig({
      AWS_REGION: "us-east-1",
      HTTPS_PROXY: "http://upper:1",
      https_proxy: "http://lower:1",
      NO_PROXY: "localhost",
    });
    expect(proxies).toEqual({ httpsProxy: "http://lower:1", noProxy: "localhost" });
  });
});
