-- What SSM says of a node's last operation moves into the node's own row: a list of a large fleet sorts, filters and counts
-- by both at once, and joining them took as long as all the rest. The table is made anew, because a row is read from its
-- front: what every node of a fleet is looked at for stands first.
create table node_row (
  node_no integer not null,
  source_no integer not null,
  -- listed, stopped, gone, notListed: what became of it.
  listing text not null,
  verdict text not null,
  -- False where SSM has no patch state of the node: its counters, times and rows are then null or false.
  has_result boolean not null default false,
  operating_system text,
  platform_type text,
  patch_group text,
  baseline_id text,
  operation_end_time timestamptz,
  ping_status text,
  failed integer,
  missing integer,
  installed_pending_reboot integer,
  installed_rejected integer,
  available_security_update integer,
  installed integer,
  installed_other integer,
  not_applicable integer,
  -- Of the rows held: findings that the vendor calls critical, and important or high; 0 before any are held.
  critical_findings integer,
  important_findings integer,
  -- Which rows of node_patch are held (findings, all), of which operation, and when they were read; null: none were.
  rows_scope text,
  rows_operation_end_time timestamptz,
  rows_read_at timestamptz,
  -- True where the rows differ from SSM's own counters after a second reading.
  rows_differ boolean not null default false,
  -- True where security updates are Missing or Failed and none of the node's rows names a CVE: SSM Agent leaves every
  -- CVE id of a node out when its inventory item grows too large, and such a node cannot be told from one without.
  rows_lack_cve_ids boolean not null default false,
  -- The day on which the oldest clock of each rank began, of the findings that have a deadline.
  critical_since date,
  high_since date,
  medium_since date,
  low_since date,
  unrated_since date,
  -- Why the node could not be read at the last sweep; its rows are older than the source's then.
  failure_code text,
  failure_detail text,
  -- The texts that lists are sorted by, as order-key.ts makes them.
  name_order text collate "C" not null,
  platform_order text collate "C",
  patch_group_order text collate "C",
  instance_id text not null,
  -- What a search of the list looks at, in lower case.
  search_text text not null,
  name text not null,
  platform_label text,
  reason text,
  reason_read_at timestamptz,
  left_at timestamptz,
  appeared_at timestamptz,
  -- False where only results are known: SSM no longer describes a node that has stopped.
  described boolean not null,
  -- When this row was last written; a later whole listing of the source confirms it as it is.
  read_at timestamptz not null,
  name_tag text,
  patch_group_tag text,
  tags_read_at timestamptz,
  last_ping_date_time timestamptz,
  agent_version text,
  is_latest_version boolean,
  platform_name text,
  platform_version text,
  activation_id text,
  iam_role text,
  registration_date timestamptz,
  resource_type text,
  activation_name text,
  ip_address text,
  computer_name text,
  association_status text,
  last_association_execution_date timestamptz,
  last_successful_association_execution_date timestamptz,
  source_id text,
  source_type text,
  source_location text,
  critical_non_compliant integer,
  security_non_compliant integer,
  other_non_compliant integer,
  unreported_not_applicable integer,
  operation text,
  operation_start_time timestamptz,
  reboot_option text,
  last_no_reboot_install_operation_time timestamptz,
  snapshot_id text,
  install_override_list text,
  owner_information text,
  -- What the baseline says of security updates it has not approved, as the verdict took it.
  available_security_updates text
);

-- managed_node.patch_group is what the state says too, wherever there is a state.
insert into node_row
select node.node_no, source_no, listing, verdict, state.node_no is not null, operating_system, platform_type,
  node.patch_group, baseline_id, operation_end_time, ping_status, failed, missing, installed_pending_reboot,
  installed_rejected, available_security_update, installed, installed_other, not_applicable, critical_findings,
  important_findings, rows_scope, rows_operation_end_time, rows_read_at, coalesce(rows_differ, false),
  coalesce(rows_lack_cve_ids, false), critical_since, high_since, medium_since, low_since, unrated_since, failure_code,
  failure_detail, name_order, platform_order, patch_group_order, instance_id, search_text, name, platform_label, reason,
  reason_read_at, left_at, appeared_at, described, read_at, name_tag, patch_group_tag, tags_read_at,
  last_ping_date_time, agent_version, is_latest_version, platform_name, platform_version, activation_id, iam_role,
  registration_date, resource_type, activation_name, ip_address, computer_name, association_status,
  last_association_execution_date, last_successful_association_execution_date, source_id, source_type, source_location,
  critical_non_compliant, security_non_compliant, other_non_compliant, unreported_not_applicable, operation,
  operation_start_time, reboot_option, last_no_reboot_install_operation_time, snapshot_id, install_override_list,
  owner_information, available_security_updates
from managed_node node left join node_patch_state state on state.node_no = node.node_no;

drop table node_patch_state;
-- By name, and not with `cascade`: what somebody else has made of this table is not ours to drop.
alter table node_patch drop constraint node_patch_node_no_fkey;
alter table node_finding_count drop constraint node_finding_count_node_no_fkey;
alter table finding drop constraint finding_node_no_fkey;
alter table node_history drop constraint node_history_node_no_fkey;
drop table managed_node;
alter table node_row rename to managed_node;

alter table managed_node
  add primary key (node_no),
  add unique (source_no, instance_id),
  add foreign key (source_no) references source on delete cascade;
alter table managed_node alter column node_no add generated always as identity;
select setval(pg_get_serial_sequence('managed_node', 'node_no'), coalesce(max(node_no), 0) + 1, false) from managed_node;

alter table node_patch add foreign key (node_no) references managed_node on delete cascade;
alter table node_finding_count add foreign key (node_no) references managed_node on delete cascade;
alter table finding add foreign key (node_no) references managed_node on delete cascade;
alter table node_history add foreign key (node_no) references managed_node on delete cascade;

create index managed_node_instance_id on managed_node (instance_id);
create index managed_node_listing on managed_node (listing, source_no);
create index managed_node_name on managed_node (name_order, node_no);
create index managed_node_baseline on managed_node (baseline_id);
create index managed_node_operation_end_time on managed_node (operation_end_time);

-- Worst first, as list-nodes.ts orders the list that everybody sees first.
create index managed_node_priority on managed_node (
  (case verdict when 'nonCompliant' then 0 when 'unknown' then 1 when 'compliant' then 2 end),
  critical_findings desc nulls last, important_findings desc nulls last, failed desc nulls last, missing desc nulls last,
  installed_pending_reboot desc nulls last, operation_end_time, name_order);
