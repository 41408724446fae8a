import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { InstanceId } from "@/lib/domain/instance-id";
import { parseInstanceId } from "@/lib/domain/instance-id";
import { loadNodes } from "@/lib/server/store/nodes";
import { describeOnEachPlace } from "@/lib/server/store/each-engine";
import { openStore, type Store } from "@/lib/server/store/store";

const folder = join(process.cwd(), "lib/server/store/migrations");

/** Makes the store what the versions up to one had made of it, empty. */
async function goBackTo(version: number, { database }: Store): Promise<void> {
  await database.execute("drop schema public cascade");
  await database.execute("create schema public");
  await database.execute(
    "create table migration (version integer primary key, applied_at timestamptz not null default now())",
  );
  for (const name of readdirSync(folder).toSorted()) {
    const number = Number(name.slice(0, 4));
    if (number > version) continue;
    await database.execute(readFileSync(join(folder, name), "utf8"));
    await database.execute(`insert into migration (version) values (${number})`);
  }
}

function instanceId(text: string): InstanceId {
  const id = parseInstanceId(text);
  if (id === null) throw new Error(`${text} is no instance id.`);
  return id;
}

const scanned = instanceId("i-0000000000000000a");
const neverScanned = instanceId("i-0000000000000000b");

describeOnEachPlace("A store of schema version 5", ({ place }) => {
  it("keeps what it knew of each node's patch state in the node's own row", async () => {
    const where = await place();
    const old = await openStore(where);
    await goBackTo(5, old);
    await old.database.execute(
      "insert into source (account, region) values ('111122223333', 'us-east-1')",
    );
    await old.database.execute(`
      insert into managed_node (source_no, listing, verdict, reason, patch_group, instance_id, name, name_order, search_text,
        described, read_at)
      values (1, 'listed', 'nonCompliant', null, 'web', '${scanned}', 'web-1', 'web-1', 'web-1', false, '2026-11-20 12:00Z'),
        (1, 'listed', 'unknown', 'neverScanned', 'tagged', '${neverScanned}', 'web-2', 'web-2', 'web-2', false, '2026-11-20 12:00Z')`);
    await old.database.execute(`
      insert into node_patch_state (node_no, missing, failed, installed, critical_findings, important_findings,
        operation_end_time, baseline_id, patch_group, operation, rows_scope, rows_operation_end_time, rows_read_at,
        rows_differ, high_since)
      values (1, 3, 2, 40, 1, 2, '2026-11-20 10:00Z', 'pb-0123456789abcdef0', 'web', 'Scan', 'findings',
        '2026-11-20 10:00Z', '2026-11-20 12:00Z', true, '2026-11-01')`);
    await old.database.execute(
      "insert into patch (digest, kb_id, cve_ids) values ('1', 'bash.x86_64', '{}')",
    );
    await old.database.execute(
      "insert into node_patch (node_no, patch_no, ordinal, state) values (1, 1, 1, 'Missing')",
    );
    await old.close();

    const store = await openStore(where);
    const [before, without] = (
      await loadNodes(store.database, 1, [scanned, neverScanned])
    ).toSorted((a, b) => a.nodeNo - b.nodeNo);
    const { rows } = await store.database.execute(
      "select critical_findings, important_findings from managed_node order by node_no",
    );
    const { rows: next } = await store.database.execute(`
      insert into managed_node (source_no, listing, verdict, instance_id, name, name_order, search_text, described, read_at)
      values (1, 'listed', 'unknown', 'i-0000000000000000c', 'web-3', 'web-3', 'web-3', false, '2026-11-20 12:00Z')
      returning node_no`);
    const patches = async () =>
      (await store.database.execute("select node_no from node_patch")).rows;
    const kept = await patches();
    await store.database.execute("delete from managed_node where node_no = 1");
    const left = await patches();
    await store.close();

    expect(next).toEqual([{ node_no: 3 }]);
    expect(kept).toEqual([{ node_no: 1 }]);
    expect(left).toEqual([]);
    expect(before).toMatchObject({
      patchState: {
        counts: { missing: 3, failed: 2, installed: 40, installedPendingReboot: null },
        baselineId: "pb-0123456789abcdef0",
        patchGroup: "web",
        operation: "Scan",
        operationEndTime: "2026-11-20T10:00:00.000Z",
      },
      rows: {
        scope: "findings",
        operationEndTime: "2026-11-20T10:00:00.000Z",
        readAt: "2026-11-20T12:00:00.000Z",
        differ: true,
      },
      oldestClocks: { critical: null, high: "2026-11-01" },
    });
    expect(without).toMatchObject({
      patchState: null,
      rows: null,
      evidence: { counts: null, reason: "neverScanned" },
      patchGroupTag: null,
    });
    expect(rows).toEqual([
      { critical_findings: 1, important_findings: 2 },
      { critical_findings: null, important_findings: null },
    ]);
  });
});
