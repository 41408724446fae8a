import { DueMark } from "@/components/badges/due-mark";
import { freshnessText } from "@/components/badges/freshness-text";
import { PatchStateMark } from "@/components/badges/patch-state-mark";
import { classNames } from "@/components/ui/class-names";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import { TimeAgo } from "@/components/ui/time-ago";
import { nodePage } from "@/lib/api/addresses";
import type { AffectedNode } from "@/lib/api/patch.schema";
import { formatQuery } from "@/lib/api/query-reader";
import { withScope, type Scope } from "@/lib/browser/scope";
import { utcDay } from "@/lib/domain/deadline";
import { sourceWords } from "@/lib/domain/source-words";
import { whyDue, whyNoDeadline } from "./due-words";

interface PatchNodeRowProps {
  readonly node: AffectedNode;
  readonly kbId: string;
  readonly alias: string | null;
  readonly scope: Scope;
  readonly nowMs: number;
}

const quiet = classNames(cellClass, "text-muted t-wide");

/** The rows of one patch on the node's page. */
function search(kbId: string): string {
  return formatQuery([
    ["state", "findings"],
    ["q", kbId],
  ]);
}

/** One node that has the patch among its findings; an item of two lines on a narrow screen. */
export function PatchNodeRow({ node, kbId, alias, scope, nowMs }: PatchNodeRowProps) {
  const { account, region, instanceId, rows, firstSeen, finding, operationEndTime } = node;
  const states = [...new Set(rows.map(({ state }) => state))];
  const titles = rows.map(({ title }) => title ?? "Not reported").join(", ");
  return (
    <tr className={rowClass}>
      <td className={`${cellClass} t-title`}>
        <a href={nodePage(node, instanceId, withScope(search(kbId), scope))}>{node.name}</a>
      </td>
      <td className={`${cellClass} t-wide code text-subtle`}>{instanceId}</td>
      <td className={`${cellClass} ${secondLineClass}`}>
        <span className="flex gap-3">
          {states.map((state) => (
            <PatchStateMark key={state} state={state} />
          ))}
        </span>
      </td>
      <td className={`${quiet} sm:w-full sm:max-w-0 sm:min-w-32`} title={titles}>
        <span className="block truncate">{titles}</span>
      </td>
      <td className={`${cellClass} ${secondLineClass} text-muted`}>{node.platformLabel ?? "–"}</td>
      <td className={`${quiet} t-cut`} title={node.patchGroup ?? undefined}>
        {node.patchGroup ?? <span className="text-subtle">None</span>}
      </td>
      <td className={quiet} title={sourceWords({ account, region, alias })}>
        {alias ?? account} <span className="text-subtle">{region}</span>
      </td>
      <td className={`${cellClass} t-number t-wide text-muted`}>
        {firstSeen === null ? "–" : <TimeAgo time={firstSeen} nowMs={nowMs} />}
      </td>
      <td className={`${cellClass} ${secondLineClass} t-number`}>
        <DueMark
          dueOn={finding.dueOn}
          today={utcDay(nowMs)}
          {...whyDue(finding)}
          whyNone={whyNoDeadline({ state: states[0] ?? "" })}
        />
      </td>
      <td className={`${cellClass} t-number t-age`}>
        {operationEndTime === null ? (
          "–"
        ) : (
          <TimeAgo
            time={operationEndTime}
            nowMs={nowMs}
            className={freshnessText[node.freshness]}
          />
        )}
      </td>
    </tr>
  );
}
