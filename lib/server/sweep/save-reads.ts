import "server-only";
import type { Queryable } from "@/lib/server/store/database";
import { saveNodeRows } from "@/lib/server/store/node-rows";
import { saveNodes } from "@/lib/server/store/nodes";
import type { NodeRead } from "@/lib/server/sweep/describe-node";

/** Saves nodes with their rows, each whole, in the caller's transaction. */
export async function saveReads(
  transaction: Queryable,
  sourceNo: number,
  reads: readonly NodeRead[],
  readAt: string,
): Promise<void> {
  const numbers = await saveNodes(
    transaction,
    sourceNo,
    reads.map(({ node }) => node),
    readAt,
  );
  await saveNodeRows(
    transaction,
    reads.flatMap(({ node, rows }) => {
      const nodeNo = numbers.get(node.instanceId);
      return rows === null || nodeNo === undefined ? [] : [{ ...rows, nodeNo }];
    }),
  );
}
