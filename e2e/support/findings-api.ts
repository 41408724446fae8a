import type { z } from "zod";
import { nodesApi } from "@/lib/api/addresses";
import { nodeListSchema, type NodeItem } from "@/lib/api/node.schema";
import type { PatchItem } from "@/lib/api/node-patches.schema";
import { ask } from "@/e2e/support/ask";
import { wholeAnswer } from "@/e2e/support/patches-api";

/** One row of one node that needs attention. */
export interface Finding {
  readonly node: NodeItem;
  readonly row: PatchItem;
}

/** What the API answers, checked against its contract. */
export async function answerOf<Schema extends z.ZodType>(
  home: string,
  address: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const { status, text } = await ask(`${home}${address}`);
  if (status !== 200) throw new Error(`${address}: HTTP ${status}: ${text.slice(0, 400)}`);
  return schema.parse(JSON.parse(text));
}

let read: Promise<readonly Finding[]> | null = null;

async function readFindings(home: string): Promise<readonly Finding[]> {
  const { items } = await answerOf(home, `${nodesApi}?size=500`, nodeListSchema);
  const findings: Finding[] = [];
  const left = items.filter(({ counts }) => counts !== null);
  const work = async (): Promise<void> => {
    for (let node = left.pop(); node !== undefined; node = left.pop()) {
      const rows = await wholeAnswer(home, node, new URLSearchParams({ state: "findings" }));
      for (const row of rows.items) findings.push({ node, row });
    }
  };
  await Promise.all([1, 2, 3, 4].map(work));
  return findings;
}

/** The union of the nodes' own rows that need attention, read node by node; once a worker. */
export function everyFinding(home: string): Promise<readonly Finding[]> {
  read ??= readFindings(home);
  return read;
}

const key = ({ node }: Finding) => `${node.region}/${node.instanceId}`;

/** How many nodes some findings are on. */
export function nodesOf(findings: readonly Finding[]): number {
  return new Set(findings.map(key)).size;
}
