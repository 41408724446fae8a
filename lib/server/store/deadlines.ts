import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { deadlineStates, dueSoonDays, type DeadlineDays } from "@/lib/domain/deadline";
import { severityRanks, type SeverityRank } from "@/lib/domain/severity";
import { managedNode } from "@/lib/server/store/schema";

// The rules of lib/domain/deadline.ts in SQL: a test holds the two against each other.

/** As of which day (UTC), and how many days each rank has. */
export interface DeadlineBounds {
  readonly today: string;
  readonly deadlineDays: DeadlineDays;
}

const sinceOf = {
  critical: managedNode.criticalSince,
  high: managedNode.highSince,
  medium: managedNode.mediumSince,
  low: managedNode.lowSince,
  unrated: managedNode.unratedSince,
} satisfies Record<SeverityRank, unknown>;

/** The day on which the first of the node's findings is due; null where none has a deadline. */
export function dueOfNode({ deadlineDays }: DeadlineBounds): SQL {
  const dues = severityRanks.map((rank) => sql`${sinceOf[rank]} + ${deadlineDays[rank]}::int`);
  return sql`least(${sql.join(dues, sql`, `)})`;
}

/** The standing, where `due` is a day or null. That day is worked out once: it is most of what a count of nodes costs. */
export function deadlineOfDue(due: SQL, { today }: DeadlineBounds): SQL {
  return sql`case width_bucket(${due}, array[${today}::date, ${today}::date + ${sql.raw(String(dueSoonDays + 1))}])
    when 0 then 'overdue' when 1 then 'dueSoon' when 2 then 'inTime' else 'none' end`;
}

/** How the node stands, over `managed_node`. */
export function deadlineOfNode(bounds: DeadlineBounds): SQL {
  return sql`case when ${managedNode.rowsScope} is null then 'unknown'
    else ${deadlineOfDue(dueOfNode(bounds), bounds)} end`;
}

/** Whether a row of `finding` is open and has a deadline: as the index finding_deadline says it. */
export const hasDeadlineSql = sql.raw(
  `finding.resolved_at is null and finding.state in (${deadlineStates.map((state) => `'${state}'`).join(", ")})`,
);

/** The day on which the first of some rows of `finding` is due, and how many of them are overdue: `due`, `overdue`. */
export function firstDue(bounds: DeadlineBounds): SQL {
  const due = dueOfFinding(bounds);
  return sql`min(${due}) filter (where ${hasDeadlineSql}) as due,
    count(*) filter (where ${hasDeadlineSql} and ${due} < ${bounds.today}::date)::int as overdue`;
}

/** The day on which a row of `finding` is due. */
export function dueOfFinding({ deadlineDays }: DeadlineBounds): SQL {
  const days = severityRanks.map(
    (rank) => sql`when ${sql.raw(`'${rank}'`)} then ${deadlineDays[rank]}::int`,
  );
  return sql`(finding.clock_day + case finding.rank ${sql.join(days, sql` `)} end)`;
}

/** How a row of `finding` stands. */
export function deadlineOfFinding(bounds: DeadlineBounds): SQL {
  return deadlineOfDue(dueOfFinding(bounds), bounds);
}

/** Whether a row of `finding` was due on a day before one, looked up by the index. */
export function isDueBefore(day: SQL, { deadlineDays }: DeadlineBounds): SQL {
  const parts = severityRanks.map(
    (rank) =>
      sql`(finding.rank = ${sql.raw(`'${rank}'`)} and finding.clock_day < ${day} - ${deadlineDays[rank]}::int)`,
  );
  return sql`(${sql.join(parts, sql` or `)})`;
}

/** How many of the node's findings are overdue; null where its findings were never read. */
export function countOverdueOfNode(bounds: DeadlineBounds): SQL<number | null> {
  return sql<
    number | null
  >`case when ${managedNode.rowsScope} is null then null else (select count(*)::int from finding
    where finding.node_no = ${managedNode.nodeNo} and ${hasDeadlineSql}
      and ${isDueBefore(sql`${bounds.today}::date`, bounds)}) end`;
}
