import type { ReactNode } from "react";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import { ApprovalRules } from "./approval-rules";
import { FurtherRules } from "./further-rules";
import { NamedPatches } from "./named-patches";
import { NodesUsing } from "./nodes-using";
import { PatchGroupsUsing } from "./patch-groups-using";
import { PatchSources } from "./patch-sources";
import { RegisteredGroups } from "./registered-groups";

/** Two columns, 7 to 5, with the line between them that every section shares. */
export function Split({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className="flex-1 lg:grid lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
      <div className="min-w-0">{children}</div>
      <div className="min-w-0 border-line max-lg:border-t lg:border-l">{aside}</div>
    </div>
  );
}

/** What a baseline decides, beside what became of it. */
export function BaselineRules({ baseline }: { baseline: BaselineDetail }) {
  return (
    <Split
      aside={
        <>
          <NodesUsing baseline={baseline} />
          <PatchGroupsUsing baseline={baseline} />
          <RegisteredGroups baseline={baseline} />
        </>
      }
    >
      <ApprovalRules baseline={baseline} />
      <FurtherRules baseline={baseline} />
      <NamedPatches baseline={baseline} />
      <PatchSources baseline={baseline} />
    </Split>
  );
}
