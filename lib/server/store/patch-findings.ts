import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { operatingSystems } from "@/lib/domain/operating-system";
import { findingStates, type FindingState } from "@/lib/domain/patch-state";
import { rankedWords, reportsPriority, severityRanks } from "@/lib/domain/severity";

/** Listed nodes of some sources: `node`, with whether their rows are held and of the last operation. */
export function nodesInScope(sourceNos: readonly number[]): SQL {
  return sql`node as materialized (
    select node_no, operating_system, has_result,
      rows_scope is not null as is_read,
      rows_scope is not null and rows_operation_end_time is distinct from operation_end_time as is_outdated
    from managed_node
    where source_no = any(${sql.param([...sourceNos])}::int[]) and listing = 'listed')`;
}

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(", ");

/** The states of findings, for `in`. */
export const findingStatesSql = sql.raw(`(${quoted(findingStates)})`);

const wordsOfRank = (rank: string) =>
  Object.entries(rankedWords).flatMap(([word, of]) => (of === rank ? [word] : []));

/** The rank of the vendor's word of a row of `patch`, worst first, as lib/domain/severity.ts gives it. */
export const severityOrderSql = sql.raw(
  `case when patch.operating_system in (${quoted(operatingSystems.filter(reportsPriority))})
    then ${severityRanks.length - 1} else case lower(patch.severity collate "C")
    ${severityRanks
      .flatMap((rank, order) => wordsOfRank(rank).map((word) => `when '${word}' then ${order}`))
      .join(" ")}
    else ${severityRanks.length - 1} end end`,
);

/** A vendor's word as `foldWord` of lib/api spells it, for who filters by it. */
export function foldedSql(word: SQL): SQL {
  return sql`case when ${word} is null or btrim(${word}) = '' then 'not-reported'
    else coalesce(nullif(regexp_replace(lower(${word} collate "C"), '[\\s_-]', '', 'g'), 'notreported'), 'not-reported') end`;
}

/** A list as one parameter. PostgreSQL has no NUL in a text: a word with one is no word of any row. */
export function textsSql(words: readonly string[]): SQL {
  return sql`${sql.param(words.filter((word) => !word.includes("\0")))}::text[]`;
}

/** Whether a row of `patch` says the text in KB or package, title or a CVE id, in any case. */
export function patchSays(q: string): SQL {
  if (q === "") return sql`true`;
  if (q.includes("\0")) return sql`false`;
  return sql`(strpos(lower(patch.kb_id), lower(${q})) > 0 or strpos(lower(coalesce(patch.title, '')), lower(${q})) > 0
    or strpos(array_to_string(patch.cve_ids, ' '), upper(${q})) > 0)`;
}

/** Nodes that have a patch, by the state that at least one of their rows of it is in. */
export type NodesByState = Readonly<Record<FindingState, number>>;

/** The columns of `NodesByState`, counted over rows with a flag a state. */
export const countFlags = sql.raw(
  findingStates
    .map((state) => `count(*) filter (where "is${state}")::int as "${state}"`)
    .join(", "),
);

/** A flag a state, over the rows of one patch on one node. */
export const flagsOfRows = sql.raw(
  findingStates.map((state) => `bool_or(state = '${state}') as "is${state}"`).join(", "),
);

/** The five counts of a row that has them beside other things. */
export function toNodesByState(row: NodesByState): NodesByState {
  const { Failed, Missing, InstalledPendingReboot, InstalledRejected, AvailableSecurityUpdate } =
    row;
  return { Failed, Missing, InstalledPendingReboot, InstalledRejected, AvailableSecurityUpdate };
}

/** What the numbers of a list of findings rest on. */
export interface RowsHeld {
  readonly nodes: number;
  readonly nodesRead: number;
  readonly nodesOutdated: number;
  readonly nodesWithoutResult: number;
}

/** The columns of `RowsHeld`, counted over `node`. */
export const countRowsHeld = sql`count(*)::int as nodes, count(*) filter (where is_read)::int as "nodesRead",
  count(*) filter (where is_outdated)::int as "nodesOutdated",
  count(*) filter (where not has_result)::int as "nodesWithoutResult"`;
