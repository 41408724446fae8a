import { everyNode, noneWord, type NodesQuery } from "@/lib/api/nodes-query";
import { nodesAddress } from "@/lib/api/nodes-address";
import type { PatchGroupItem } from "@/lib/api/patch-group.schema";

/** The nodes of a group, or some of them: as many rows as the group's row counts. */
export function nodesOfGroup(
  { account, region, group }: Pick<PatchGroupItem, "account" | "region" | "group">,
  part: Partial<NodesQuery> = {},
): string {
  return nodesAddress({
    ...everyNode,
    groups: [group ?? noneWord],
    accounts: [account],
    regions: [region],
    ...part,
  });
}
