import { saveSources } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";

/** How large a fleet is made. */
export interface FleetSize {
  readonly nodes: number;
  readonly rowsPerNode: number;
}

/** A CVE to look up: three hundred of them, each on about one node in a hundred. */
export function cveOf(at: number): string {
  return `CVE-2026-0${1_000 + (at % 300)}`;
}

/** A baseline that one node in twenty used. */
export function baselineOf(at: number): string {
  return `pb-${String(at % baselines).padStart(17, "0")}`;
}

const source = { account: "111122223333", region: "us-east-1" };
const builds = 4_000;
const baselines = 20;

/** Text that says which of a few values a row has; `at` is a number in SQL. */
function oneOf(at: string, words: readonly string[]): string {
  const array = words.map((word) => (word === "" ? "null" : `'${word}'`)).join(", ");
  return `(array[${array}]::text[])[1 + (${at}) % ${words.length}]`;
}

export const systems = [
  "AMAZON_LINUX_2023",
  "UBUNTU",
  "WINDOWS",
  "REDHAT_ENTERPRISE_LINUX",
  "SUSE",
] as const;
export const patchGroups = ["web", "db", "batch", "edge"] as const;
const rankOfSeverity = `case severity when 'Critical' then 'critical' when 'Important' then 'high'
  when 'Medium' then 'medium' when 'Low' then 'low' else 'unrated' end`;
const findingCount = "(node_no * 7919) % 12";

/**
 * Fills an empty store with a fleet, in SQL and not through a sweep: a third of the nodes is compliant, one in fifty has
 * never scanned, scans are up to ten days old. Each row that is no finding is Installed. Gives the source's number.
 */
export async function fillStore({ database }: Store, size: FleetSize): Promise<number> {
  const [stored] = await saveSources(database, [source]);
  if (stored === undefined) throw new Error("The source was not stored.");
  const { sourceNo } = stored;
  const at = "timestamptz '2026-11-21 12:00Z'";
  await database.execute(`
    insert into managed_node (source_no, instance_id, listing, verdict, reason, operating_system, ping_status, platform_type,
      platform_name, platform_version, platform_label, platform_order, patch_group, patch_group_order, name, name_order,
      search_text, described, read_at)
    select ${sourceNo}, 'i-' || lpad(to_hex(n), 17, '0'), 'listed', 'compliant', null, ${oneOf("n", systems)}, 'Online', 'Linux',
      'Amazon Linux', '2023', 'Amazon Linux 2023', 'amazon linux 2023', g, g, 'web-' || n, 'web-' || lpad(n::text, 8, '0'),
      'web-' || n || chr(10) || 'i-' || lpad(to_hex(n), 17, '0'), true, ${at}
    from (select n, ${oneOf("n / 5", [...patchGroups, ""])} as g from generate_series(1, ${size.nodes}) n) made`);
  await database.execute(`
    update managed_node set has_result = true, missing = f - f / 4, failed = f / 4, installed_pending_reboot = 0,
      installed_rejected = 0, installed = ${size.rowsPerNode} - f, installed_other = 0, not_applicable = 100,
      operation_end_time = ended, baseline_id = 'pb-' || lpad((managed_node.node_no % ${baselines})::text, 17, '0'), operation = 'Scan',
      rows_scope = 'all', rows_operation_end_time = ended, rows_read_at = ${at}, critical_findings = f / 6,
      important_findings = 0
    from (select node_no, ${findingCount} as f, ${at} - (node_no * 37 % 14400) * interval '1 minute' as ended from managed_node
      where node_no % 50 <> 0) made
    where made.node_no = managed_node.node_no`);
  await database.execute(`
    update managed_node set
      verdict = case when not has_result then 'unknown' when missing + failed > 0 then 'nonCompliant' else 'compliant' end,
      reason = case when not has_result then 'neverScanned' end`);
  await database.execute(`
    insert into patch (digest, operating_system, kb_id, title, classification, severity, cve_ids)
    select 'bench-' || n, ${oneOf("n", systems)}, 'package-' || n / 3 || '.x86_64', 'package-' || n || '-1.' || n, 'Security',
      ${oneOf("n", ["Critical", "Important", "Medium", "Low", ""])},
      case when n % 3 = 0 then array['CVE-2026-0' || 1000 + n / 12, 'CVE-2026-1' || 1000 + n / 12] else '{}' end
    from generate_series(0, ${builds - 1}) n`);
  // Its findings are a node's first rows.
  await database.execute(`
    insert into node_patch (node_no, patch_no, ordinal, state, installed_time)
    select node_no, 1 + (node_no * 31 + n * 79) % ${builds}, 1,
      case when n > f then 'Installed' when n <= f / 4 then 'Failed' else 'Missing' end,
      case when n > f then ${at} - n * interval '1 day' end
    from (select node_no, ${findingCount} as f from managed_node where has_result) of, generate_series(1, ${size.rowsPerNode}) n`);
  await database.execute(`
    insert into node_finding_count (node_no, state, rank, severity, patches)
    select node_no, state, ${rankOfSeverity}, severity, count(*)
    from node_patch join patch using (patch_no) where state <> 'Installed' group by 1, 2, 3, 4`);
  // First seen on one of the last hundred days: every deadline has some that are past it.
  await database.execute(`
    insert into finding (node_no, patch_no, kb_id, state, state_since, first_seen, rank, clock, clock_day)
    select distinct on (node_no, kb_id) node_no, patch_no, kb_id, state, seen, seen, ${rankOfSeverity}, 'firstSeen', (seen at time zone 'UTC')::date
    from (select *, ${at} - (node_no * 13 + patch_no) % 100 * interval '1 day' as seen
      from node_patch join patch using (patch_no) where state <> 'Installed') made order by node_no, kb_id, patch_no`);
  await database.execute(`
    update managed_node node set critical_since = critical, high_since = high, medium_since = medium, low_since = low,
      unrated_since = unrated
    from (select node_no, ${["critical", "high", "medium", "low", "unrated"]
      .map((rank) => `min(clock_day) filter (where rank = '${rank}') as ${rank}`)
      .join(", ")} from finding group by 1) oldest
    where oldest.node_no = node.node_no`);
  await database.execute(`update source set read_at = ${at}`);
  await database.execute("vacuum analyze");
  return sourceNo;
}

/** Rows of node_patch, for the heading. */
export async function countRows({ database }: Store): Promise<number> {
  const { rows } = await database.execute<{ rows: number }>(
    "select count(*)::int as rows from node_patch",
  );
  return rows[0]?.rows ?? 0;
}
