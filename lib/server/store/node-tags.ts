import "server-only";
import { and, eq, gte, inArray, sql } from "drizzle-orm";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { Queryable } from "@/lib/server/store/database";
import { toTagColumns } from "@/lib/server/store/node-columns";
import { managedNode } from "@/lib/server/store/schema";
import { loadStoredNodes } from "@/lib/server/store/stored-node-columns";

/** Tags as they were read: null where there is none of that name. */
interface TagsToSave {
  readonly name: string | null;
  readonly patchGroup: string | null;
}

/** The nodes of a source among some ids whose tags were asked for at a moment or since. */
export async function listFreshlyTagged(
  on: Queryable,
  sourceNo: number,
  instanceIds: readonly InstanceId[],
  since: string,
): Promise<ReadonlySet<string>> {
  const rows = await on
    .select({ instanceId: managedNode.instanceId })
    .from(managedNode)
    .where(
      and(
        eq(managedNode.sourceNo, sourceNo),
        inArray(managedNode.instanceId, [...instanceIds]),
        gte(managedNode.tagsReadAt, since),
      ),
    );
  return new Set(rows.map(({ instanceId }) => instanceId));
}

/**
 * Saves the tags of nodes as they were read at `tagsReadAt`, and what follows from them: names, patch groups, and how
 * nodes are sorted and found by those. A node without an entry has no tags. When the node itself was read, and
 * everything else that was read of it, stays.
 */
export async function saveNodeTags(
  transaction: Queryable,
  sourceNo: number,
  instanceIds: readonly InstanceId[],
  tags: ReadonlyMap<InstanceId, TagsToSave>,
  tagsReadAt: string,
): Promise<void> {
  // Held until they are written: names come from tags and host names together, and a reader may bring others.
  const held = await loadStoredNodes(
    transaction,
    sql`where ${managedNode.sourceNo} = ${sourceNo} and ${inArray(managedNode.instanceId, [...instanceIds])}
      order by ${managedNode.nodeNo} for update of managed_node`,
  );
  if (held.length === 0) return;
  const rows = held.map((node) => {
    const { name = null, patchGroup = null } = tags.get(node.instanceId) ?? {};
    const tagged = { ...node, nameTag: name, patchGroupTag: patchGroup, tagsReadAt };
    return { nodeNo: node.nodeNo, ...toTagColumns(tagged) };
  });
  const column = <Value>(of: (row: (typeof rows)[number]) => Value) => sql.param(rows.map(of));
  await transaction.execute(sql`
    update managed_node held set
      name = tagged.name, name_order = tagged.name_order, search_text = tagged.search_text,
      patch_group = tagged.patch_group, patch_group_order = tagged.patch_group_order,
      name_tag = tagged.name_tag, patch_group_tag = tagged.patch_group_tag, tags_read_at = ${tagsReadAt}
    from unnest(
      ${column(({ nodeNo }) => nodeNo)}::int[],
      ${column(({ name }) => name)}::text[],
      ${column(({ nameOrder }) => nameOrder)}::text[],
      ${column(({ searchText }) => searchText)}::text[],
      ${column(({ patchGroup }) => patchGroup)}::text[],
      ${column(({ patchGroupOrder }) => patchGroupOrder)}::text[],
      ${column(({ nameTag }) => nameTag)}::text[],
      ${column(({ patchGroupTag }) => patchGroupTag)}::text[]
    ) as tagged (node_no, name, name_order, search_text, patch_group, patch_group_order, name_tag, patch_group_tag)
    where held.node_no = tagged.node_no`);
}
