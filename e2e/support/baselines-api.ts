import { baselinesApi, nodesApi } from "@/lib/api/addresses";
import { baselineListSchema, type BaselineList } from "@/lib/api/baseline.schema";
import { ask } from "@/e2e/support/ask";

/** The baselines that the API answers, as they are now. */
export async function baselinesOf(home: string, search: string): Promise<BaselineList> {
  const address = `${home}${baselinesApi}?${search}`;
  const { status, text } = await ask(address);
  if (status !== 200) throw new Error(`${address}: HTTP ${status}: ${text.slice(0, 400)}`);
  return baselineListSchema.parse(JSON.parse(text));
}

/** Has the server read its nodes and all of its baselines: only then does it know who uses which. */
export async function readEverything(home: string): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    await ask(`${home}${nodesApi}?size=1`);
    const { complete, countsByUse } = await baselinesOf(home, "size=1");
    if (complete && countsByUse.self.unknown + countsByUse.aws.unknown === 0) return;
  }
  throw new Error("the server does not come to know which nodes use which baseline");
}
