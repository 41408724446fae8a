import type { ListedNodeItem } from "@/lib/api/node.schema";
import type { NodeTableColumn } from "./node-columns";

type Identity = Pick<ListedNodeItem, "account" | "region" | "instanceId" | "name" | "reason">;

/** A node as a row shows it: who it is, and what its columns tell. */
export interface RowNode
  extends Identity, Partial<Omit<ListedNodeItem, keyof Identity | "counts">> {
  /** null where no node patch state exists. */
  readonly counts: Partial<ListedNodeItem["counts"]>;
}

function pick<Item extends object, Key extends keyof Item>(
  item: Item,
  keys: readonly Key[],
): Partial<Item> {
  const picked: Partial<Item> = {};
  for (const key of keys) {
    // What a node has not need not travel: each field may be absent.
    if (item[key] !== null) picked[key] = item[key];
  }
  return picked;
}

/** What these columns show of a node. Rows are drawn in the browser too: nothing else needs to travel. */
export function toRowNode(node: ListedNodeItem, columns: readonly NodeTableColumn[]): RowNode {
  const { account, region, instanceId, name, reason, counts } = node;
  const { counts: _counts, ...shown } = pick(
    node,
    columns.flatMap(({ fields = [] }) => fields),
  );
  return {
    ...shown,
    account,
    region,
    instanceId,
    name,
    reason,
    counts:
      counts === null
        ? null
        : pick(
            counts,
            columns.flatMap(({ count }) => count?.counter ?? []),
          ),
  };
}
