-- A state that a finding was in before the one it is in now: with it a node can be told as of a day. `finding` itself
-- holds the last one.
create table finding_past (
  finding_no bigint not null references finding on delete cascade,
  -- The patch as it was last said to be in that state.
  patch_no integer not null references patch,
  state text not null,
  since timestamptz not null,
  until timestamptz not null,
  primary key (finding_no, since)
);

-- A node's findings of the past are looked up by the node.
create index finding_node on finding (node_no, first_seen);
-- And those of a patch by its name, whatever the build.
create index finding_kb_id on finding (kb_id);

-- What a node was, from the reading that first found it so to the next row. Scans that change nothing of it only move
-- `last_operation_end_time`; an Install is always a row.
create table node_history (
  node_no integer not null references managed_node on delete cascade,
  since timestamptz not null,
  listing text not null,
  verdict text not null,
  reason text,
  patch_group text,
  baseline_id text,
  -- SSM's counters of what needs attention; null where it said nothing.
  failed integer,
  missing integer,
  installed_pending_reboot integer,
  installed_rejected integer,
  available_security_update integer,
  -- The operation that left it so, when it ended, when the last one ended that changed nothing of it, and how many they
  -- are, of those that Patchboard saw.
  operation text,
  operation_end_time timestamptz,
  last_operation_end_time timestamptz,
  operations integer not null,
  primary key (node_no, since)
);

-- What is older than histories are kept is looked up by its age.
create index node_history_since on node_history (since);

-- The history of a node that is stored already begins with what is known of it.
insert into node_history
select node_no, managed_node.read_at, listing, verdict, reason, managed_node.patch_group, baseline_id, failed, missing,
  installed_pending_reboot, installed_rejected, available_security_update, operation, operation_end_time, operation_end_time, 1
from managed_node left join node_patch_state using (node_no);
