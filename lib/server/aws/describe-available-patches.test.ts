import { DescribeAvailablePatchesCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEmulator, type Emulator } from "@/lib/emulator/server";
import { describeAvailablePatches, mostKbIds } from "@/lib/server/aws/describe-available-patches";
import { openTestSource, testSource } from "@/lib/server/aws/open-test-source";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({
    account: testSource.account,
    nodes: { [testSource.region]: 5 },
  });
});
afterAll(() => emulator.close());

/** When the catalogue says each KB was released, every time: by the SDK alone, all of it. */
async function catalogue(): Promise<ReadonlyMap<string, readonly string[]>> {
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" };
  const ssm = new SSMClient({ region: testSource.region, endpoint: emulator.url, credentials });
  const releases = new Map<string, string[]>();
  let token: string | undefined;
  do {
    const page = { MaxResults: 100, ...(token === undefined ? {} : { NextToken: token }) };
    const answer = await ssm.send(new DescribeAvailablePatchesCommand(page));
    for (const { KbNumber: kbId, ReleaseDate: releasedAt } of answer.Patches ?? []) {
      if (kbId === undefined || releasedAt === undefined) continue;
      releases.set(
        kbId,
        [...(releases.get(kbId) ?? []), releasedAt.toISOString()].toSorted(byText),
      );
    }
    token = answer.NextToken;
  } while (token !== undefined);
  ssm.destroy();
  return releases;
}

const byText = (a: string, b: string) => (a < b ? -1 : 1);
const malwareRemovalTool = "KB890830";

test("a KB has the day of its release; one that AWS does not know, or that comes each month, has none", async () => {
  const clients = openTestSource(emulator.url);
  const releases = await catalogue();
  expect(new Set(releases.get(malwareRemovalTool)).size).toBeGreaterThan(1);
  const once = [...releases].filter(([, moments]) => new Set(moments).size === 1);
  const known = once.slice(0, mostKbIds - 2);
  expect(known).toHaveLength(mostKbIds - 2);
  const kbIds = [...known.map(([kbId]) => kbId), malwareRemovalTool, "KB0000001"];
  const asked = await describeAvailablePatches(clients, kbIds);
  clients.close();
  expect(asked).toEqual(new Map(known.map(([kbId, [moment]]) => [kbId, moment])));
});
