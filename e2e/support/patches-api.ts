import { nodePatchesApi } from "@/lib/api/addresses";
import { nodePatchesSchema, type NodePatches, type PatchItem } from "@/lib/api/node-patches.schema";
import { ask } from "@/e2e/support/ask";

interface NodePlace {
  readonly account: string;
  readonly region: string;
  readonly instanceId: string;
}

/** All that the API answers to one question about a node: the rows of every page, and what stands beside them. */
export interface WholeAnswer {
  readonly items: readonly PatchItem[];
  readonly first: NodePatches;
}

const size = 500;

/** Throws an Error that names the address when the answer is no complete list. */
export async function wholeAnswer(
  home: string,
  node: NodePlace,
  search: URLSearchParams,
): Promise<WholeAnswer> {
  const read = async (page: number): Promise<NodePatches> => {
    const asked = new URLSearchParams([...search, ["page", String(page)], ["size", String(size)]]);
    const address = `${home}${nodePatchesApi(node, node.instanceId)}?${asked}`;
    const { status, text } = await ask(address);
    if (status !== 200) throw new Error(`${address}: HTTP ${status}: ${text.slice(0, 400)}`);
    const answer = nodePatchesSchema.parse(JSON.parse(text));
    if (!answer.complete) throw new Error(`${address}: not complete`);
    return answer;
  };
  const first = await read(1);
  const items = [...first.items];
  for (let page = 2; page <= Math.ceil(first.total / size); page += 1) {
    items.push(...(await read(page)).items);
  }
  return { items, first };
}
