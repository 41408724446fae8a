-- What the last whole reading of a day left in the store, by source and patch group: one point a day.
create table compliance_day (
  compliance_day_no bigint generated always as identity primary key,
  source_no integer not null references source on delete cascade,
  -- Of UTC, by when the reading began.
  day date not null,
  -- null: nodes without one. That row is always there, so that a day on which no node was found is no gap.
  patch_group text,
  compliant integer not null,
  non_compliant integer not null,
  unknown integer not null,
  -- Nodes that SSM listed, and those of them that could be read.
  nodes_known integer not null,
  nodes_read integer not null,
  -- Open findings by state.
  failed integer not null,
  missing integer not null,
  installed_pending_reboot integer not null,
  installed_rejected integer not null,
  available_security_update integer not null,
  unique nulls not distinct (source_no, day, patch_group)
);

-- When Patchboard first saw the node; null where that was before it took note.
alter table managed_node add column appeared_at timestamptz;

-- When a reading of the source first came to its end: what was there by then is no change.
alter table source add column whole_since timestamptz;
update source set whole_since = read_at;

-- What has changed since a moment is looked up, never searched for. A finding's state is never older than the finding.
create index finding_state_since on finding (state_since) where resolved_at is null;
create index finding_resolved_at on finding (resolved_at) where resolved_at is not null;
