-- Baselines are read beside the nodes: one of the two can fail while the other is read.
alter table source
  add column baselines_failure_code text,
  add column baselines_failure_detail text,
  -- False where even the list could not be read the last time; else one baseline or another could not.
  add column baselines_listed boolean not null default true;

-- When GetPatchBaseline last gave the newest version; null where only the listing is known.
alter table patch_baseline add column version_read_at timestamptz;

update patch_baseline b set version_read_at = read_at
  where exists (select from patch_baseline_version v where v.source_no = b.source_no and v.baseline_id = b.baseline_id);
