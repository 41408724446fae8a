import "server-only";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { InstanceId } from "@/lib/domain/instance-id";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { describeInstanceInformationPages } from "@/lib/server/aws/describe-instance-information";
import { describeInstancePatchStates } from "@/lib/server/aws/describe-instance-patch-states";
import { describeInstancePatches } from "@/lib/server/aws/describe-instance-patches";
import { getPatchBaseline } from "@/lib/server/aws/get-patch-baseline";
import { hasAssociationPatchCompliance } from "@/lib/server/aws/list-compliance-items";
import { openTestSource } from "@/lib/server/aws/open-test-source";
import { startStubEndpoint, type StubAnswer } from "@/lib/server/aws/stub-endpoint";

// Bodies as AWS sends them, quoted in public by those who got them.
const folder = join(import.meta.dirname, "../../emulator/data/golden");
const node = "i-0123456789abcdef0" as InstanceId;
const closing: Array<() => unknown> = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(closing.splice(0).map((close) => close()));
});

function golden(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
}

/** A source whose every listing has the golden answer as its first page and an empty one as its last. */
async function openGolden(name: string) {
  const last: StubAnswer = { json: {} };
  const stub = await startStubEndpoint((_request, index) =>
    index === 0 ? { json: golden(name) } : last,
  );
  const clients = openTestSource(stub.url);
  closing.push(stub.close, clients.close);
  return clients;
}

async function patchesOf(name: string) {
  const patches = await describeInstancePatches(await openGolden(name), node);
  return patches === "noSuchNode" ? [] : patches;
}

describe("what AWS really sends", () => {
  it.each([
    ["not-applicable", "NotApplicable"],
    ["year-one", "InstalledOther"],
  ])("of a patch without particulars is nothing said: %s", async (name, state) => {
    const [patch] = await patchesOf(`describe-instance-patches.${name}`);
    expect(patch).toEqual({
      kbId: expect.stringMatching(/^KB\d+$/),
      title: null,
      classification: null,
      severity: null,
      state,
      installedTime: null,
      cveIds: [],
    });
  });

  it("Pitfall 19, the API's oddities: is read in every state, known or not, spelled as on the wire or as in the SDK", async () => {
    const patches = await patchesOf("describe-instance-patches.every-state");
    expect(
      patches.map(({ kbId, state, installedTime, cveIds }) => [
        kbId,
        state,
        installedTime,
        cveIds.length,
      ]),
    ).toEqual([
      ["bind-libs.x86_64", "Installed", "2018-03-09T02:10:35.870Z", 0],
      ["bind9-host.amd64", "InstalledOther", null, 0],
      ["telnet.x86_64", "InstalledRejected", "2025-01-01T00:00:00.000Z", 0],
      ["kernel.x86_64", "InstalledPendingReboot", "2025-11-21T08:00:00.000Z", 0],
      ["libstdc++.x86_64", "Missing", null, 3],
      ["glibc.x86_64", "Failed", null, 1],
      ["KB5078120", "AvailableSecurityUpdate", null, 0],
      ["KB2305420", "NotApplicable", null, 0],
      ["openssl.x86_64", "Missing", null, 0],
      ["liblivepatch.x86_64", "InstalledSuperseded", null, 0],
    ]);
  });

  it("has titles, classes and severities in the vendor's words", async () => {
    expect(await patchesOf("describe-instance-patches.missing-example")).toEqual([
      {
        kbId: "KB890830",
        title: "Windows Malicious Software Removal Tool x64 - February 2019 (KB890830)",
        classification: "UpdateRollups",
        severity: "Unspecified",
        state: "Missing",
        installedTime: null,
        cveIds: [],
      },
    ]);
    const [named] = await patchesOf("describe-instance-patches.aws-cli-example");
    expect(named).toMatchObject({ kbId: "KB4480979", severity: "Critical" });
  });

  it("may be an empty page that is not the last", async () => {
    await expect(patchesOf("describe-instance-patches.empty-page")).resolves.toEqual([]);
  });

  it("of a node's state has counters, bare ids and times in seconds", async () => {
    const clients = await openGolden("describe-instance-patch-states.aws-cli-example");
    const [state] = (await describeInstancePatchStates(clients, [node])).values();
    expect(state?.baselineId).toMatch(/^pb-[0-9a-f]{17}$/);
    expect(state?.operationEndTime).toMatch(/^20\d\d-/);
    expect(state?.counts.missing).toBeGreaterThanOrEqual(0);
  });

  it("of an old node's state lacks counters, which are not zero", async () => {
    const clients = await openGolden("describe-instance-patch-states.old-node");
    const state = (await describeInstancePatchStates(clients, [node])).get(node);
    expect(state).toMatchObject({
      patchGroup: null,
      ownerInformation: null,
      unreportedNotApplicable: null,
      operationEndTime: "2025-11-21T04:40:31.456Z",
      installOverrideList: "https://patch-lists.s3.amazonaws.com/override.yaml",
      counts: { missing: 0, failed: 9, criticalNonCompliant: null, installedPendingReboot: null },
    });
  });

  it("of a node says what SSM knows of it", async () => {
    const clients = await openGolden("describe-instance-information.aws-cli-example");
    const pages = [];
    for await (const page of describeInstanceInformationPages(clients)) pages.push(...page);
    expect(pages).toEqual([
      expect.objectContaining({
        instanceId: "i-028ea792daEXAMPLE",
        lastPingDateTime: "2020-02-20T17:53:53.421Z",
        platformName: "SLES",
        platformVersion: "15.1",
        isLatestVersion: true,
        activationName: null,
      }),
    ]);
  });

  it("of a baseline need not say what security updates count for", async () => {
    const clients = await openGolden("get-patch-baseline.aws-cli-example");
    await expect(getPatchBaseline(clients, "pb-0123456789abcdef0")).resolves.toMatchObject({
      baseline: {
        baselineId: "pb-0123456789abcdef0",
        arn: null,
        name: "WindowsPatching",
        approvalRules: { patchRules: [{ complianceLevel: "CRITICAL", approveAfterDays: 0 }] },
        patchGroups: ["QA", "DEV"],
        availableSecurityUpdatesComplianceStatus: null,
      },
    });
  });

  it("of an association that gathers inventory says nothing of patches", async () => {
    const clients = await openGolden("list-compliance-items.aws-cli-example");
    await expect(hasAssociationPatchCompliance(clients, node)).resolves.toBe(false);
  });
});

interface GoldenError {
  readonly case: string;
  readonly status: number;
  readonly contentType: string;
  readonly errorName: string;
  readonly body: string;
}

describe("what AWS really refuses with", () => {
  const meanings: Record<string, string> = {
    ThrottlingException: "throttled",
    ValidationException: "requestRefused",
    AccessDeniedException: "accessDenied",
    ExpiredTokenException: "credentialsExpired",
    UnrecognizedClientException: "credentialsExpired",
    InvalidSignatureException: "credentialsExpired",
    InternalServerError: "awsUnavailable",
    SyntaxError: "awsUnavailable",
    InvalidInstanceId: "noSuchNode",
    DoesNotExistException: "noSuchNode",
    InvalidNextToken: "listKeptChanging",
  };

  it.each(golden("errors") as GoldenError[])(
    "is understood: $case, $errorName",
    async ({ status, contentType, errorName, body }) => {
      const stub = await startStubEndpoint(() => ({
        status,
        text: body,
        headers: { "content-type": contentType },
      }));
      // Two minutes of throttling pass at once on this clock.
      let nowMs = 0;
      const clock = {
        now: () => (nowMs += 61_000),
        after: () => () => undefined,
      };
      const clients = openTestSource(stub.url, { maxAttempts: 1, clock });
      closing.push(stub.close, clients.close);
      const outcome = await describeInstancePatches(clients, node).catch((error: unknown) =>
        error instanceof AwsReadError ? error.code : error,
      );
      expect(outcome).toBe(meanings[errorName] ?? "a name this test does not know");
    },
  );
});
