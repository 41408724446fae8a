import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { findingStates } from "@/lib/domain/patch-state";
import { verdicts } from "@/lib/domain/verdict";
import type { Queryable } from "@/lib/server/store/database";
import { deadlineOfNode } from "@/lib/server/store/deadlines";
import {
  counterOfState,
  freshnessOfNode,
  passes,
  type NodeFilter,
} from "@/lib/server/store/node-filter";
import { managedNode } from "@/lib/server/store/schema";

/** Nodes of one kind by verdict; or, of the row that counts states, what SSM's counters say in the order of `findingStates`. */
export interface Counted extends Record<string, unknown> {
  readonly what: string;
  readonly value: string | null;
  readonly sourceNo: number | null;
  readonly name: string | null;
  readonly nonCompliant: number;
  readonly unknown: number;
  readonly compliant: number;
  readonly states: ReadonlyArray<readonly [number | null, number, number]> | null;
  readonly nodesRead: number | null;
  readonly nodesWithResults: number | null;
}

const byVerdict = sql.raw(
  verdicts
    .map((word) => `coalesce(sum(nodes) filter (where verdict = '${word}'), 0)::int as "${word}"`)
    .join(", "),
);

interface Grouping {
  readonly value: SQL;
  readonly sourceNo?: SQL;
  readonly name?: SQL;
  readonly from?: SQL;
  readonly groups?: SQL;
}

function counted(
  what: string,
  {
    value,
    sourceNo = sql`null::int`,
    name = sql`null::text`,
    from = sql`part`,
    groups = sql`2, 3`,
  }: Grouping,
): SQL {
  return sql`select ${sql.raw(`'${what}'`)} as what, ${value} as value, ${sourceNo} as "sourceNo", ${name} as name, ${byVerdict},
      null::int[] as states, null::int as "nodesRead", null::int as "nodesWithResults"
    from ${from} group by ${groups}`;
}

/** Of the counter at `at`: its sum, the nodes with some, the nodes that report it. */
const counterColumns = (at: number) =>
  ["sum", "some", "reporting"].map((name) => sql.raw(`${name}_${at}`));

const countersOfPart = findingStates.flatMap((state, at) => {
  const counter = counterOfState(state);
  const [sum, some, reporting] = counterColumns(at);
  return [
    sql`sum(${counter}) as ${sum}`,
    sql`count(*) filter (where ${counter} > 0) as ${some}`,
    sql`count(${counter}) as ${reporting}`,
  ];
});

const countedStates = sql`select 'states', null, null, null, 0, 0, 0, array[${sql.join(
  findingStates.map(
    (_state, at) =>
      sql`array[${sql.join(
        counterColumns(at).map((column) => sql`sum(${column})`),
        sql`, `,
      )}]`,
  ),
  sql`, `,
)}]::int[], sum(nodes_read)::int, sum(nodes_with_results)::int from part`;

/** The nodes that pass a filter, by each thing they have in common: one pass over them, whatever is asked. */
export async function countGroups(on: Queryable, filter: NodeFilter): Promise<readonly Counted[]> {
  const { rows } = await on.execute<Counted>(sql`
    with part as materialized (
      select ${managedNode.sourceNo}, ${managedNode.verdict}, ${managedNode.operatingSystem}, ${managedNode.patchGroup},
        ${managedNode.baselineId}, ${freshnessOfNode(filter)} as freshness,
        ${deadlineOfNode(filter)} as deadline, count(*) as nodes, ${sql.join(countersOfPart, sql`, `)},
        count(*) filter (where ${managedNode.rowsScope} is not null) as nodes_read,
        count(*) filter (where ${managedNode.hasResult}) as nodes_with_results
      from ${managedNode} where ${passes(filter)} group by 1, 2, 3, 4, 5, 6, 7
    )
    ${sql.join(
      [
        counted("total", { value: sql`null::text` }),
        counted("operatingSystem", { value: sql`operating_system` }),
        counted("patchGroup", { value: sql`patch_group` }),
        counted("baseline", {
          value: sql`baseline_id`,
          sourceNo: sql`source_no`,
          name: sql`name`,
          from: sql`part left join patch_baseline using (source_no, baseline_id)`,
          groups: sql`2, 3, 4`,
        }),
        counted("source", { value: sql`null::text`, sourceNo: sql`source_no` }),
        counted("freshness", { value: sql`freshness` }),
        counted("deadline", { value: sql`deadline` }),
        countedStates,
      ],
      sql` union all `,
    )}`);
  return rows;
}
