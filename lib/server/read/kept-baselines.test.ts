import { afterEach, describe, expect, test, vi } from "vitest";
import { openTestSource, testSource } from "@/lib/server/aws/open-test-source";
import { startStubEndpoint, type StubAnswer } from "@/lib/server/aws/stub-endpoint";
import { baselineReading } from "@/lib/server/read/kept-baselines";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import { Throttling } from "@/lib/server/sweep/throttling";

const managedArn = "arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-0be8c61cde3be63f3";
const managedId = "pb-0be8c61cde3be63f3";
const ownId = "pb-0123456789abcdef0";
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
async function openStub(region: string, listing: StubAnswer): Promise<OpenedSource> {
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
  return { source, alias: null, sourceNo: 1, clients, throttling: new Throttling(source) };
}

describe("a baseline by its short id", () => {
  test("is found whoever owns it", async () => {
    const opened = await openStub("eu-west-1", listed);
    const managed = await baselineReading(opened, managedId).ask(patience);
    expect(managed.value).toMatchObject({
      baseline: { baselineId: managedId, name: "found" },
      identity: { owner: "aws", defaultBaseline: true },
    });
    const own = await baselineReading(opened, ownId).ask(patience);
    expect(own.value).toMatchObject({ identity: { owner: "self", defaultBaseline: false } });
  });

  test("that AWS does not know is none", async () => {
    const opened = await openStub("eu-west-2", listed);
    const { value } = await baselineReading(opened, "pb-00000000000000000").ask(patience);
    expect(value).toBe("noSuchBaseline");
  });

  test("may be one of AWS's while the baselines can't be listed: nobody says that it does not exist", async () => {
    const opened = await openStub("eu-west-3", denied);
    const { value, failure } = await baselineReading(opened, managedId).ask(patience);
    expect(value).toBeNull();
    expect(failure).toMatchObject({ code: "accessDenied" });
    const own = await baselineReading(opened, ownId).ask(patience);
    expect(own.value).toMatchObject({ baseline: { name: "found" }, identity: null });
  });
});
