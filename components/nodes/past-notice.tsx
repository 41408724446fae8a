import { Notice } from "@/components/ui/notice";
import { absoluteDay } from "@/components/ui/relative-time";
import { nodePage } from "@/lib/api/addresses";
import type { NodeDetail } from "@/lib/api/node.schema";
import { withScope, type Scope } from "@/lib/browser/scope";

interface PastNoticeProps {
  readonly node: Pick<NodeDetail, "account" | "region" | "instanceId">;
  readonly day: string;
  readonly scope: Scope;
}

/** Says that a page shows a day of the past, and what of that day there is. */
export function PastNotice({ node, day, scope }: PastNoticeProps) {
  return (
    <Notice
      tone="warning"
      action={
        <a
          className="inline-flex min-h-6 flex-none items-center font-medium text-accent"
          href={nodePage(node, node.instanceId, withScope("state=findings", scope))}
        >
          Show it now
        </a>
      }
    >
      <b>This is the node at the end of {absoluteDay(day)} (UTC), as Patchboard knew it then.</b>{" "}
      Verdict, baseline, patch group and findings are of that day; name, system and address of
      today. Rows that needed no attention are not kept.
    </Notice>
  );
}
