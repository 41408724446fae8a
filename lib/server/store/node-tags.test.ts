import { expect, test } from "vitest";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { listFreshlyTagged, saveNodeTags } from "@/lib/server/store/node-tags";
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
    const ids = nodes.map(({ instanceId }) => instanceId);
    await transaction((tx) => saveNodeTags(tx, sourceNo, ids, tags, tagsReadAt));

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

  test("are fresh where they were asked for since a moment, also where the node has none", async () => {
    const { database, transaction } = store();
    const sourceNo = await sourceWith("eu-west-1", ["11", "12", "13"]);
    const ids = ["11", "12", "13", "14"].map(sampleId);
    const save = (id: string, at: string) =>
      transaction((tx) => saveNodeTags(tx, sourceNo, [sampleId(id)], new Map(), at));
    await save("11", before);
    await save("12", "2026-11-21T11:59:59.999Z");
    expect(await listFreshlyTagged(database, sourceNo, ids, before)).toEqual(
      new Set([sampleId("11")]),
    );
  });
});
