import { afterEach, expect, test, vi } from "vitest";
import { openTestSource, testSource } from "@/lib/server/aws/open-test-source";
import { startStubEndpoint, type StubAnswer } from "@/lib/server/aws/stub-endpoint";
import type { PatchBaselineIdentity } from "@/lib/domain/patch-baseline";
import { askBaseline } from "@/lib/server/read/kept-baselines";
import { saveBaselines, saveBaselineVersions } from "@/lib/server/store/baselines";
import type { Queryable } from "@/lib/server/store/database";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { saveSources } from "@/lib/server/store/sources";
import { listBaselines } from "@/lib/server/store/stored-baselines";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import { Throttling } from "@/lib/server/sweep/throttling";

const managedArn = "arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-0be8c61cde3be63f3";
const managedId = "pb-0be8c61cde3be63f3";
const ownId = "pb-0123456789abcdef0";
const own = { baselineId: ownId, askFor: ownId, owner: "self" } as const;
const managedIdentity: PatchBaselineIdentity = {
  baselineId: managedId,
  askFor: managedArn,
  owner: "aws",
  name: null,
  description: null,
  operatingSystem: null,
  defaultBaseline: true,
};
const patience = { waitMs: 5_000 };
const closing: Array<() => unknown> = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(closing.splice(0).map((close) => close()));
});

const denied: StubAnswer = { status: 400, json: { __type: "AccessDeniedException" } };
const listed: StubAnswer = {
  json: {
    BaselineIdentities: [{ BaselineId: managedArn, DefaultBaseline: true }, { BaselineId: ownId }],
  },
};
const caller: StubAnswer = {
  status: 200,
  text: `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${testSource.account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  headers: { "content-type": "text/xml" },
};

/** A source of its own name, as readings are kept by it; GetPatchBaseline answers to an ARN or an own id only. */
async function openStub(
  on: Queryable,
  region: string,
  listing: StubAnswer,
): Promise<OpenedSource & { readonly asked: (operation: string) => number }> {
  const stub = await startStubEndpoint(({ operation, body }) => {
    if (operation === "DescribePatchBaselines") return listing;
    if (operation !== "GetPatchBaseline") return caller;
    const asked = body["BaselineId"];
    return asked === managedArn || asked === ownId
      ? { json: { BaselineId: asked, Name: "found" } }
      : { status: 400, json: { __type: "DoesNotExistException" } };
  });
  const clients = openTestSource(stub.url);
  closing.push(stub.close, clients.close);
  const source = { account: testSource.account, region };
  const [stored] = await saveSources(on, [source]);
  const asked = (operation: string) =>
    stub.requests.filter((request) => request.operation === operation).length;
  const throttling = new Throttling(source);
  return { source, alias: null, sourceNo: stored?.sourceNo ?? 0, clients, throttling, asked };
}

describeOnEachEngine("A baseline by its short id", ({ store }) => {
  const open = (region: string, listing: StubAnswer) =>
    openStub(store().database, `${region}-${store().kind}`, listing);
  const ask = (opened: OpenedSource, baselineId: string) =>
    askBaseline(store().database, opened, baselineId, patience);

  test("that no sweep has kept is found whoever owns it", async () => {
    const opened = await open("eu-west-1", listed);
    const managed = await ask(opened, managedId);
    expect(managed.value).toMatchObject({
      baseline: { baselineId: managedId, name: "found" },
      identity: { owner: "aws", defaultBaseline: true },
    });
    const own = await ask(opened, ownId);
    expect(own.value).toMatchObject({ identity: { owner: "self", defaultBaseline: false } });
  });

  test("that AWS does not know is none", async () => {
    const opened = await open("eu-west-2", listed);
    const { value } = await ask(opened, "pb-00000000000000000");
    expect(value).toBe("noSuchBaseline");
  });

  test("may be one of AWS's while the baselines can't be listed: nobody says that it does not exist", async () => {
    const opened = await open("eu-west-3", denied);
    const { value, failure } = await ask(opened, managedId);
    expect(value).toBeNull();
    expect(failure).toMatchObject({ code: "accessDenied" });
    const own = await ask(opened, ownId);
    expect(own.value).toMatchObject({ baseline: { name: "found" }, identity: null });
  });

  test("is what the sweeps keep of it: SSM is asked for nothing", async () => {
    const opened = await open("eu-west-4", listed);
    const { database, transaction } = store();
    const { value } = await ask(opened, ownId);
    if (value === null || value === "noSuchBaseline") throw new Error("It was not read.");
    const { baseline, raw } = value;
    const identities = [managedIdentity, { ...managedIdentity, ...own }];
    const [listedAt, readAt] = ["2026-11-22T10:00:00.000Z", "2026-11-22T11:00:00.000Z"];
    await transaction(async (tx) => {
      await saveBaselines(tx, opened.sourceNo, identities, listedAt);
      for (const name of ["older", "newer"]) {
        const version = { baseline: { ...baseline, name }, raw };
        await saveBaselineVersions(tx, opened.sourceNo, [version], readAt);
      }
    });
    const [lists, gets] = ["DescribePatchBaselines", "GetPatchBaseline"].map(opened.asked);

    const kept = await ask(opened, ownId);
    expect(kept).toEqual({
      value: { baseline: { ...baseline, name: "newer" }, raw, identity: identities[1] },
      readAt,
      reading: false,
      failure: null,
    });
    expect(opened.asked("GetPatchBaseline")).toBe(gets);

    // One of AWS's that nobody uses has no version: it is read, and the listing in the store says by which ARN.
    const managed = await ask(opened, managedId);
    expect(managed.value).toMatchObject({ baseline: { name: "found" }, identity: managedIdentity });
    expect(opened.asked("GetPatchBaseline")).toBe((gets ?? 0) + 1);
    expect(opened.asked("DescribePatchBaselines")).toBe(lists);
    expect(await listBaselines(database, [opened.sourceNo])).toEqual(
      expect.arrayContaining([
        { sourceNo: opened.sourceNo, identity: managedIdentity, shown: null },
        {
          sourceNo: opened.sourceNo,
          identity: identities[1],
          shown: { modifiedDate: null, patchGroups: [], approveAfterDays: [] },
        },
      ]),
    );
  });
});
