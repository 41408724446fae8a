import type { BaselineDetail } from "@/lib/api/baseline.schema";
import { NodesUsing } from "./nodes-using";
import { PatchGroupsUsing } from "./patch-groups-using";
import { Split } from "./baseline-rules";

/** The nodes of a baseline as counts: each leads to the list that proves it. */
export function BaselineNodes({ baseline }: { baseline: BaselineDetail }) {
  return (
    <Split aside={<PatchGroupsUsing baseline={baseline} />}>
      <NodesUsing baseline={baseline} />
    </Split>
  );
}
