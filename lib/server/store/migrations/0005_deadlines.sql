-- When its vendor released a patch, in AWS's word. It is the same in every account and Region.
create table patch_release (
  operating_system text not null,
  kb_id text not null,
  -- null: AWS was asked and gave no date.
  released_at timestamptz,
  asked_at timestamptz not null,
  primary key (operating_system, kb_id)
);

-- What a deadline is made of besides the days that are configured.
alter table finding
  -- Of the vendor's word on the node's operating system: critical, high, medium, low, unrated.
  add column rank text,
  -- released, firstSeen: what the deadline counts from.
  add column clock text not null default 'firstSeen',
  -- That day, of UTC.
  add column clock_day date;

update finding set
  clock_day = (first_seen at time zone 'UTC')::date,
  rank = case when patch.operating_system in ('UBUNTU', 'DEBIAN', 'RASPBIAN') then 'unrated'
    else case lower(patch.severity collate "C")
      when 'critical' then 'critical' when 'important' then 'high' when 'high' then 'high'
      when 'moderate' then 'medium' when 'medium' then 'medium' when 'low' then 'low' else 'unrated' end end
from patch where patch.patch_no = finding.patch_no;

alter table finding alter column rank set not null, alter column clock_day set not null;

create index finding_deadline on finding (rank, clock_day, node_no)
  where resolved_at is null and state in ('Failed', 'Missing', 'InstalledPendingReboot');

-- The oldest clock of the node's open findings that have a deadline, by rank: which finding is due first hangs on the
-- days that are configured, so that it is not kept.
alter table node_patch_state
  add column critical_since date,
  add column high_since date,
  add column medium_since date,
  add column low_since date,
  add column unrated_since date;

update node_patch_state state set critical_since = oldest.critical, high_since = oldest.high,
  medium_since = oldest.medium, low_since = oldest.low, unrated_since = oldest.unrated
from (
  select node_no, min(clock_day) filter (where rank = 'critical') as critical,
    min(clock_day) filter (where rank = 'high') as high, min(clock_day) filter (where rank = 'medium') as medium,
    min(clock_day) filter (where rank = 'low') as low, min(clock_day) filter (where rank = 'unrated') as unrated
  from finding
  where resolved_at is null and state in ('Failed', 'Missing', 'InstalledPendingReboot')
  group by 1
) oldest where oldest.node_no = state.node_no;
