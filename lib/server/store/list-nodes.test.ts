import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { defaultDeadlineDays } from "@/lib/domain/deadline";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { orderOfNodes } from "@/lib/server/store/list-nodes";

const worstFirst = [{ column: "priority", descending: false }] as const;
const bounds = { today: "2026-11-21", deadlineDays: defaultDeadlineDays };

describeOnEachEngine("The list of nodes, worst first", ({ store }) => {
  test("comes in the order of its index", async () => {
    const plan = await store().transaction(async (transaction) => {
      // Of a few nodes, sorting them all would cost less.
      await transaction.execute("set local enable_seqscan = off");
      await transaction.execute("set local enable_sort = off");
      const { rows } = await transaction.execute(sql`
        explain select node_no from managed_node join source using (source_no)
        order by ${sql.join([...orderOfNodes(worstFirst, bounds)], sql`, `)} limit 50`);
      return JSON.stringify(rows);
    });
    expect(plan).toContain("using managed_node_priority");
    expect(plan).toContain("Incremental Sort");
    expect(plan).toMatch(/Presorted Key: [^"]*installed_pending_reboot[^"]*name_order/);
  });
});
