import { expect, test } from "vitest";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { loadNodesWithOldTags, saveNodeTags } from "@/lib/server/store/node-tags";
import { loadNodesOfSource } from "@/lib/server/store/nodes";
import { sampleId, saveSampleNodes } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";

const readAt = "2026-11-22T12:00:00.000Z";
const tagsReadAt = "2026-11-22T11:00:00.000Z";
const before = "2026-11-21T12:00:00.000Z";

describeOnEachEngine("The tags of nodes", ({ store }) => {
  async function sourceWith(region: string, ids: readonly string[]): Promise<number> {
    const [source] = await saveSources(store().database, [{ account: "111122223333", region }]);
    const sourceNo = source?.sourceNo ?? 0;
    const samples = ids.map((id, at) => ({
      id,
      ...(at === 0 ? { counts: null } : { patchGroup: "reported" }),
      patches: at === 0 ? null : [{}],
    }));
    await saveSampleNodes(store(), sourceNo, samples, readAt);
    return sourceNo;
  }

  test("change what tags determine, and nothing else that is stored", async () => {
    const { database, transaction } = store();
    const sourceNo = await sourceWith("us-east-1", ["1", "2", "3"]);
    const nodes = await loadNodesOfSource(database, sourceNo);
    const tags = new Map([
      [sampleId("1"), { name: "web", patchGroup: "tagged" }],
      [sampleId("2"), { name: "db", patchGroup: "tagged" }],
    ]);
    const nodeNos = nodes.map(({ nodeNo }) => nodeNo);
    await transaction((tx) => saveNodeTags(tx, nodeNos, tags, tagsReadAt));

    const after = await loadNodesOfSource(database, sourceNo);
    const byId = new Map(after.map((node) => [node.instanceId, node]));
    for (const node of nodes) {
      const { name = null, patchGroup = null } = tags.get(node.instanceId) ?? {};
      expect(byId.get(node.instanceId)).toEqual({
        ...node,
        nameTag: name,
        patchGroupTag: patchGroup,
        tagsReadAt,
      });
    }
    const { rows } = await database.execute(
      `select name, name_order, patch_group, patch_group_order, search_text from managed_node
        where source_no = ${sourceNo} order by node_no`,
    );
    expect(rows).toMatchObject([
      // Not scanned: its group is the tag's.
      { name: "web", patch_group: "tagged", search_text: expect.stringMatching(/^web\ni-0/) },
      // What the node itself reported outweighs its tag.
      { name: "db", patch_group: "reported" },
      { name: sampleId("3"), patch_group: "reported" },
    ]);
    expect(rows[0]?.["patch_group_order"]).not.toBeNull();
    expect(rows[1]?.["name_order"]).not.toBe(rows[2]?.["name_order"]);
  });

  test("are asked for in the order of node numbers, each node once, whatever becomes of the answer", async () => {
    const { database } = store();
    const sourceNo = await sourceWith("eu-west-1", ["11", "12", "13", "14", "15"]);
    const seen: string[] = [];
    let afterNodeNo = 0;
    for (let part = 0; part < 9; part += 1) {
      const nodes = await loadNodesWithOldTags(database, sourceNo, before, {
        afterNodeNo,
        limit: 2,
      });
      seen.push(...nodes.map(({ instanceId }) => instanceId));
      const last = nodes.at(-1);
      if (last === undefined) break;
      afterNodeNo = last.nodeNo;
    }
    expect(seen).toEqual(["11", "12", "13", "14", "15"].map(sampleId));
  });
});
