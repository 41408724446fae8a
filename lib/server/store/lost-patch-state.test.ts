import { expect, test } from "vitest";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { saveSampleNodes } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";

const readAt = "2026-11-21T14:00:00.000Z";
const later = "2026-11-21T15:00:00.000Z";

describeOnEachEngine("A node whose patch state SSM no longer has", ({ store }) => {
  test("is as one that never had any, beside others of its batch that have", async () => {
    const { database } = store();
    const [source] = await saveSources(database, [
      { account: "111122223333", region: "us-east-1" },
    ]);
    if (source === undefined) throw new Error("No source was stored.");
    const never = { id: "1", counts: null };
    const scanned = {
      counts: { missing: 1, failed: 2, installed: 3 },
      operationEndTime: readAt,
      baselineId: "pb-0123456789abcdef0",
      patches: [{ severity: "Critical" }],
    };
    const save = (at: string, ...nodes: Parameters<typeof saveSampleNodes>[2]) =>
      saveSampleNodes(store(), source.sourceNo, nodes, at);
    const rowsOf = async () => {
      const { rows } = await database.execute<{ row: Record<string, unknown> }>(`
        select to_jsonb(managed_node) - '{node_no,instance_id,name,name_order,search_text,computer_name}'::text[] as row
        from managed_node order by instance_id`);
      return rows.map(({ row }) => row);
    };
    await save(readAt, never, { id: "2", ...scanned }, { id: "3", ...scanned });
    const [, before, other] = await rowsOf();
    expect(before).toMatchObject({ has_result: true, failed: 2, critical_findings: 1 });
    expect(before?.["critical_since"]).toBe("2026-11-21");

    await save(later, never, { id: "2", counts: null }, { id: "3", ...scanned });
    const [first, second, third] = await rowsOf();
    expect(second).toEqual(first);
    expect(third).toEqual({
      ...other,
      read_at: third?.["read_at"],
      rows_read_at: third?.["rows_read_at"],
    });
  });
});
