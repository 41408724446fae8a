-- What SSM says of a node's last operation moves into the node's own row: a list of a large fleet sorts, filters and counts
-- by both at once, and joining them took as long as all the rest.
alter table managed_node
  -- False where SSM has no patch state of the node: all that follows is then null, false or never.
  add column has_result boolean not null default false,
  add column missing integer,
  add column failed integer,
  add column installed_pending_reboot integer,
  add column installed_rejected integer,
  add column installed integer,
  add column installed_other integer,
  add column not_applicable integer,
  add column available_security_update integer,
  add column critical_non_compliant integer,
  add column security_non_compliant integer,
  add column other_non_compliant integer,
  add column unreported_not_applicable integer,
  -- Of the rows held: findings that the vendor calls critical, and important or high; 0 before any are held.
  add column critical_findings integer,
  add column important_findings integer,
  add column operation_end_time timestamptz,
  add column baseline_id text,
  add column operation text,
  add column operation_start_time timestamptz,
  add column reboot_option text,
  add column last_no_reboot_install_operation_time timestamptz,
  add column snapshot_id text,
  add column install_override_list text,
  add column owner_information text,
  -- What the baseline says of security updates it has not approved, as the verdict took it.
  add column available_security_updates text,
  -- Which rows of node_patch are held (findings, all), of which operation, and when they were read; null: none were.
  add column rows_scope text,
  add column rows_operation_end_time timestamptz,
  add column rows_read_at timestamptz,
  -- True where the rows differ from SSM's own counters after a second reading.
  add column rows_differ boolean not null default false,
  -- True where security updates are Missing or Failed and none of the node's rows names a CVE: SSM Agent leaves every
  -- CVE id of a node out when its inventory item grows too large, and such a node cannot be told from one without.
  add column rows_lack_cve_ids boolean not null default false,
  -- The day on which the oldest clock of each rank began, of the findings that have a deadline.
  add column critical_since date,
  add column high_since date,
  add column medium_since date,
  add column low_since date,
  add column unrated_since date;

-- managed_node.patch_group is what the state said already, wherever there is a state.
update managed_node node set
  has_result = true,
  missing = state.missing,
  failed = state.failed,
  installed_pending_reboot = state.installed_pending_reboot,
  installed_rejected = state.installed_rejected,
  installed = state.installed,
  installed_other = state.installed_other,
  not_applicable = state.not_applicable,
  available_security_update = state.available_security_update,
  critical_non_compliant = state.critical_non_compliant,
  security_non_compliant = state.security_non_compliant,
  other_non_compliant = state.other_non_compliant,
  unreported_not_applicable = state.unreported_not_applicable,
  critical_findings = state.critical_findings,
  important_findings = state.important_findings,
  operation_end_time = state.operation_end_time,
  baseline_id = state.baseline_id,
  operation = state.operation,
  operation_start_time = state.operation_start_time,
  reboot_option = state.reboot_option,
  last_no_reboot_install_operation_time = state.last_no_reboot_install_operation_time,
  snapshot_id = state.snapshot_id,
  install_override_list = state.install_override_list,
  owner_information = state.owner_information,
  available_security_updates = state.available_security_updates,
  rows_scope = state.rows_scope,
  rows_operation_end_time = state.rows_operation_end_time,
  rows_read_at = state.rows_read_at,
  rows_differ = state.rows_differ,
  rows_lack_cve_ids = state.rows_lack_cve_ids,
  critical_since = state.critical_since,
  high_since = state.high_since,
  medium_since = state.medium_since,
  low_since = state.low_since,
  unrated_since = state.unrated_since
from node_patch_state state where state.node_no = node.node_no;

drop table node_patch_state;

create index managed_node_baseline on managed_node (baseline_id);
create index managed_node_operation_end_time on managed_node (operation_end_time);

-- Worst first, as list-nodes.ts orders the list that everybody sees first.
create index managed_node_priority on managed_node (
  (case verdict when 'nonCompliant' then 0 when 'unknown' then 1 when 'compliant' then 2 end),
  critical_findings desc nulls last, important_findings desc nulls last, failed desc nulls last, missing desc nulls last,
  installed_pending_reboot desc nulls last, operation_end_time, name_order);
