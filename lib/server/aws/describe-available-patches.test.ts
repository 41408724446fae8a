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

/** When the catalogue says each KB was released first: by the SDK alone, all of it. */
async function catalogue(): Promise<ReadonlyMap<string, string>> {
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" };
  const ssm = new SSMClient({ region: testSource.region, endpoint: emulator.url, credentials });
  const releases = new Map<string, string>();
  let token: string | undefined;
  do {
    const page = { MaxResults: 100, ...(token === undefined ? {} : { NextToken: token }) };
    const answer = await ssm.send(new DescribeAvailablePatchesCommand(page));
    for (const { KbNumber: kbId, ReleaseDate: releasedAt } of answer.Patches ?? []) {
      if (kbId === undefined || releasedAt === undefined) continue;
      const moment = releasedAt.toISOString();
      const known = releases.get(kbId);
      if (known === undefined || moment < known) releases.set(kbId, moment);
    }
    token = answer.NextToken;
  } while (token !== undefined);
  ssm.destroy();
  return releases;
}

test("a KB has the earliest release of its products; one that AWS does not know has none", async () => {
  const clients = openTestSource(emulator.url);
  const releases = await catalogue();
  const known = [...releases].slice(0, mostKbIds - 1);
  expect(known).toHaveLength(mostKbIds - 1);
  const kbIds = [...known.map(([kbId]) => kbId), "KB0000001"];
  const asked = await describeAvailablePatches(clients, kbIds);
  clients.close();
  expect(asked).toEqual(new Map(known));
});
