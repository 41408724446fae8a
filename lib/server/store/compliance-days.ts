import "server-only";
import { sql, type SQL } from "drizzle-orm";
import type { FindingState } from "@/lib/domain/patch-state";
import type { Verdict } from "@/lib/domain/verdict";
import type { Queryable } from "@/lib/server/store/database";

/** What a source, or some groups of it, was on one day (UTC) as its last whole reading of that day left it. */
export interface ComplianceDay {
  readonly sourceNo: number;
  /** `2026-11-21` */
  readonly day: string;
  readonly nodesByVerdict: Readonly<Record<Verdict, number>>;
  /** Nodes that SSM listed, and those of them that could be read. */
  readonly nodesKnown: number;
  readonly nodesRead: number;
  readonly findingsByState: Readonly<Record<FindingState, number>>;
}

/** How long points are kept. */
const keptDays = 400;

const listedNodes = (sourceNo: number) =>
  sql`select node_no, patch_group, verdict, failure_code from managed_node
    where source_no = ${sourceNo} and listing = 'listed'`;

const numbers = [
  "compliant",
  "non_compliant",
  "unknown",
  "nodes_known",
  "nodes_read",
  "failed",
  "missing",
  "installed_pending_reboot",
  "installed_rejected",
  "available_security_update",
].join(", ");

const excluded = numbers.replaceAll(/\w+/g, "excluded.$&");
const held = numbers.replaceAll(/\w+/g, "held.$&");

/**
 * Keeps what the store holds of a source as its point of the day on which `readAt` falls: a later reading of the same
 * day takes its place. Part of the transaction that says the source has been read to its end.
 */
export async function saveComplianceDay(
  transaction: Queryable,
  sourceNo: number,
  readAt: string,
): Promise<void> {
  const day = readAt.slice(0, 10);
  await transaction.execute(sql`
    delete from compliance_day where source_no = ${sourceNo} and (day < ${day}::date - ${keptDays}::int
      or (day = ${day}::date and patch_group is not null and patch_group not in
        (select patch_group from (${listedNodes(sourceNo)}) node where patch_group is not null)))`);
  await transaction.execute(sql`
    with node as materialized (${listedNodes(sourceNo)}),
    by_node as (
      select patch_group,
        count(*) filter (where verdict = 'compliant') as compliant,
        count(*) filter (where verdict = 'nonCompliant') as non_compliant,
        count(*) filter (where verdict = 'unknown') as unknown,
        count(*) as nodes_known,
        count(*) filter (where failure_code is null) as nodes_read
      from node group by 1
    ),
    by_finding as (
      select patch_group,
        count(*) filter (where state = 'Failed') as failed,
        count(*) filter (where state = 'Missing') as missing,
        count(*) filter (where state = 'InstalledPendingReboot') as installed_pending_reboot,
        count(*) filter (where state = 'InstalledRejected') as installed_rejected,
        count(*) filter (where state = 'AvailableSecurityUpdate') as available_security_update
      from node join finding using (node_no) where resolved_at is null group by 1
    ),
    known as (select null::text as patch_group union select patch_group from node)
    insert into compliance_day as held (source_no, day, patch_group, ${sql.raw(numbers)})
    select ${sourceNo}, ${day}::date, known.patch_group, ${sql.raw(numbers.replaceAll(/\w+/g, "coalesce($&, 0)"))}
    from known
      left join by_node on by_node.patch_group is not distinct from known.patch_group
      left join by_finding on by_finding.patch_group is not distinct from known.patch_group
    on conflict (source_no, day, patch_group) do update set (${sql.raw(numbers)}) = row(${sql.raw(excluded)})
    where (${sql.raw(held)}) is distinct from (${sql.raw(excluded)})`);
}

/** Which points: of some sources, from one day to another, both included. */
export interface ComplianceDays {
  readonly sourceNos: readonly number[];
  /** Patch groups; null within it is nodes without one. Without a list: all of them. */
  readonly groups: ReadonlyArray<string | null> | null;
  readonly from: string;
  readonly to: string;
}

/** `sum(non_compliant)::int as "nonCompliant"` of each number. */
const sums = numbers.replaceAll(
  /\w+/g,
  (name) =>
    `sum(${name})::int as "${name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}"`,
);

/** A day is no day of a source that has none of these groups: its point counts nobody. */
function ofGroups(groups: ComplianceDays["groups"]): SQL {
  if (groups === null) return sql`true`;
  const named = groups.filter((group) => group !== null);
  return groups.includes(null)
    ? sql`(patch_group is null or patch_group = any(${sql.param(named)}::text[]))`
    : sql`patch_group = any(${sql.param(named)}::text[])`;
}

/**
 * The points of some sources, the oldest first, and before them the last one that each source had before `from`: what
 * was known of it when the range begins.
 */
export async function listComplianceDays(
  on: Queryable,
  { sourceNos, groups, from, to }: ComplianceDays,
): Promise<readonly ComplianceDay[]> {
  const { rows } = await on.execute<{
    sourceNo: number;
    day: string;
    compliant: number;
    nonCompliant: number;
    unknown: number;
    nodesKnown: number;
    nodesRead: number;
    failed: number;
    missing: number;
    installedPendingReboot: number;
    installedRejected: number;
    availableSecurityUpdate: number;
  }>(sql`
    select source_no as "sourceNo", day::text as day, ${sql.raw(sums)}
    from compliance_day held
    where source_no = any(${sql.param([...sourceNos])}::int[]) and ${ofGroups(groups)} and day <= ${to}::date
      and day >= coalesce((select max(day) from compliance_day before
        where before.source_no = held.source_no and before.day < ${from}::date), ${from}::date)
    group by 1, 2 order by 2, 1`);
  return rows.map((row) => ({
    sourceNo: row.sourceNo,
    day: row.day,
    nodesByVerdict: {
      compliant: row.compliant,
      nonCompliant: row.nonCompliant,
      unknown: row.unknown,
    },
    nodesKnown: row.nodesKnown,
    nodesRead: row.nodesRead,
    findingsByState: {
      Failed: row.failed,
      Missing: row.missing,
      InstalledPendingReboot: row.installedPendingReboot,
      InstalledRejected: row.installedRejected,
      AvailableSecurityUpdate: row.availableSecurityUpdate,
    },
  }));
}
