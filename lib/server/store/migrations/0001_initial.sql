-- Times are timestamptz and never null for "unknown to us": null is where AWS said nothing.

create table source (
  source_no integer generated always as identity primary key,
  account text not null,
  region text not null,
  -- Moves with every change of the source's rows: part of each answer's ETag. It begins at the clock, so that a source
  -- that is stored anew never gives a number that it has given before.
  generation bigint not null default (extract(epoch from clock_timestamp()) * 1000)::bigint,
  -- When the last sweep that listed every node had ended.
  read_at timestamptz,
  baselines_read_at timestamptz,
  failure_code text,
  failure_detail text,
  failed_at timestamptz,
  unique (account, region)
);

-- What the limiters learned, so that a new process does not begin by being throttled.
create table limiter_rate (
  source_no integer not null references source on delete cascade,
  operation text not null,
  rate_per_second double precision not null,
  learned boolean not null,
  primary key (source_no, operation)
);

-- What lists are filtered by, counted by and sorted by stands first: the columns behind it cost them nothing.
create table managed_node (
  node_no integer generated always as identity primary key,
  source_no integer not null references source on delete cascade,
  -- listed, stopped, gone, notListed: what became of it.
  listing text not null,
  verdict text not null,
  operating_system text,
  ping_status text,
  platform_type text,
  patch_group text,
  instance_id text not null,
  -- The texts that lists are sorted by, as order-key.ts makes them.
  name_order text collate "C" not null,
  platform_order text collate "C",
  patch_group_order text collate "C",
  -- What a search of the list looks at, in lower case.
  search_text text not null,
  name text not null,
  platform_label text,
  reason text,
  reason_read_at timestamptz,
  left_at timestamptz,
  -- False where only results are known: SSM no longer describes a node that has stopped.
  described boolean not null,
  -- When this row was last written; a later whole listing of the source confirms it as it is.
  read_at timestamptz not null,
  -- Why the node could not be read at the last sweep; its rows are older than the source's then.
  failure_code text,
  failure_detail text,
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
  unique (source_no, instance_id)
);

create index managed_node_instance_id on managed_node (instance_id);
create index managed_node_listing on managed_node (listing, source_no);
create index managed_node_name on managed_node (name_order, node_no);

-- The result of a node's last operation: no row where SSM has none.
create table node_patch_state (
  node_no integer primary key references managed_node on delete cascade,
  missing integer,
  failed integer,
  installed_pending_reboot integer,
  installed_rejected integer,
  installed integer,
  installed_other integer,
  not_applicable integer,
  available_security_update integer,
  critical_non_compliant integer,
  security_non_compliant integer,
  other_non_compliant integer,
  unreported_not_applicable integer,
  -- Of the rows held: findings that the vendor calls critical, and important or high.
  critical_findings integer not null default 0,
  important_findings integer not null default 0,
  operation_end_time timestamptz,
  baseline_id text,
  patch_group text,
  operation text,
  operation_start_time timestamptz,
  reboot_option text,
  last_no_reboot_install_operation_time timestamptz,
  snapshot_id text,
  install_override_list text,
  owner_information text,
  -- What the baseline says of security updates it has not approved, as the verdict took it.
  available_security_updates text,
  -- Which rows of node_patch are held (findings, all), of which operation, and when they were read; null: none were.
  rows_scope text,
  rows_operation_end_time timestamptz,
  rows_read_at timestamptz,
  -- True where the rows differ from SSM's own counters after a second reading.
  rows_differ boolean not null default false,
  -- True where security updates are Missing or Failed and none of the node's rows names a CVE: SSM Agent leaves every
  -- CVE id of a node out when its inventory item grows too large, and such a node cannot be told from one without.
  rows_lack_cve_ids boolean not null default false
);

create index node_patch_state_baseline on node_patch_state (baseline_id);
-- Which node ages next: until then a list stays as it is.
create index node_patch_state_operation_end_time on node_patch_state (operation_end_time);

-- What SSM said of a patch, never updated: the same kb_id may stand for several builds.
create table patch (
  patch_no integer generated always as identity primary key,
  -- SHA-256 of all that follows: an index over the texts themselves would outgrow a page.
  digest text not null unique,
  operating_system text,
  kb_id text not null,
  title text,
  classification text,
  severity text,
  cve_ids text[] not null
);

create index patch_kb_id on patch (operating_system, kb_id);
create index patch_cve_ids on patch using gin (cve_ids);

create table node_patch (
  node_no integer not null references managed_node on delete cascade,
  patch_no integer not null references patch,
  -- From 1: the node may hold the very same patch twice.
  ordinal smallint not null,
  state text not null,
  installed_time timestamptz,
  primary key (node_no, patch_no, ordinal)
);

create index node_patch_patch on node_patch (patch_no, state);

-- How many of the rows held of a node are findings, by state and the vendor's word: no page counts node_patch itself.
create table node_finding_count (
  node_no integer not null references managed_node on delete cascade,
  state text not null,
  -- Our rank of the word on the node's operating system: critical, high, medium, low, unrated.
  rank text not null,
  -- As the vendor spells it; null where nothing was said.
  severity text,
  patches integer not null,
  unique nulls not distinct (node_no, state, severity)
);

-- An episode of a patch that needed attention on a node. Times are those of our reading.
create table finding (
  finding_no bigint generated always as identity primary key,
  node_no integer not null references managed_node on delete cascade,
  patch_no integer not null references patch,
  kb_id text not null,
  state text not null,
  state_since timestamptz not null,
  first_seen timestamptz not null,
  resolved_at timestamptz,
  -- resolved: seen to be so; unknown: SSM no longer has results of the node.
  resolution text
);

create unique index finding_open on finding (node_no, kb_id) where resolved_at is null;
create index finding_patch on finding (patch_no) where resolved_at is null;

create table patch_baseline (
  source_no integer not null references source on delete cascade,
  baseline_id text not null,
  ask_for text not null,
  owner text not null,
  name text,
  name_order text collate "C",
  description text,
  operating_system text,
  default_baseline boolean not null,
  read_at timestamptz not null,
  primary key (source_no, baseline_id)
);

-- Each modification that was seen, whole.
create table patch_baseline_version (
  source_no integer not null,
  baseline_id text not null,
  version integer not null,
  baseline jsonb not null,
  raw jsonb not null,
  first_read_at timestamptz not null,
  primary key (source_no, baseline_id, version),
  foreign key (source_no, baseline_id) references patch_baseline on delete cascade
);

create table sweep (
  sweep_id uuid primary key,
  -- schedule, request
  cause text not null,
  -- waiting, running, complete, partial, failed
  status text not null,
  requested_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz
);

create index sweep_requested_at on sweep (requested_at desc);

create table sweep_source (
  sweep_id uuid not null references sweep on delete cascade,
  source_no integer not null references source on delete cascade,
  -- waiting, running, complete, partial, failed
  status text not null,
  started_at timestamptz,
  ended_at timestamptz,
  nodes_done integer not null default 0,
  nodes_total integer,
  calls integer not null default 0,
  throttled integer not null default 0,
  failure_code text,
  failure_detail text,
  primary key (sweep_id, source_no)
);

create table sweep_failure (
  sweep_failure_no bigint generated always as identity primary key,
  sweep_id uuid not null,
  source_no integer not null,
  instance_id text,
  code text not null,
  detail text not null,
  failed_at timestamptz not null,
  foreign key (sweep_id, source_no) references sweep_source on delete cascade
);

create index sweep_failure_sweep on sweep_failure (sweep_id, source_no);

create table lease (
  name text primary key,
  holder text not null,
  expires_at timestamptz not null,
  -- Grows with every change of holder: a write that carries an older one is refused.
  fence bigint not null default 1
);
