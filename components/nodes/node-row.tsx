import { DueMark } from "@/components/badges/due-mark";
import { freshnessText } from "@/components/badges/freshness-text";
import { reasonWords, VerdictMark } from "@/components/badges/verdict-mark";
import { classNames } from "@/components/ui/class-names";
import { formatCount } from "@/components/ui/number-format";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import { TimeAgo } from "@/components/ui/time-ago";
import { nodePage } from "@/lib/api/addresses";
import { stateWord } from "@/lib/api/node-patches-query";
import { agentWord } from "@/lib/api/nodes-query";
import { withScope, type Scope } from "@/lib/browser/scope";
import { agentWords } from "./agent-words";
import type { NodeTableColumn } from "./node-columns";
import type { RowNode } from "./row-node";
import { utcDay } from "@/lib/domain/deadline";
import { sourceWords } from "@/lib/domain/source-words";

interface NodeRowProps {
  readonly node: RowNode;
  readonly alias: string | null;
  readonly columns: readonly NodeTableColumn[];
  /** What the list is narrowed to: it goes along to the node's page. */
  readonly scope: Scope;
  readonly nowMs: number;
}

interface CountCellProps {
  readonly node: RowNode;
  readonly scope: Scope;
  readonly count: NonNullable<NodeTableColumn["count"]>;
}

const numberClass = classNames(cellClass, secondLineClass, "t-number");
const quietClass = classNames(cellClass, "text-muted");

function CountCell({ node, scope, count: { counter, state, unit } }: CountCellProps) {
  const count = node.counts?.[counter] ?? null;
  if (count === null) {
    const why = node.reason === null ? "Not reported by AWS" : reasonWords[node.reason];
    return (
      <td className={`${cellClass} t-zero`} title={why}>
        –
      </td>
    );
  }
  if (count === 0) return <td className={`${cellClass} t-zero`}>0</td>;
  const number = (
    <>
      {formatCount(count)}
      <span className="t-unit">{`\u00a0${unit}`}</span>
    </>
  );
  if (state === null) return <td className={numberClass}>{number}</td>;
  return (
    <td className={numberClass}>
      <a
        className="t-link"
        href={nodePage(node, node.instanceId, withScope(`state=${stateWord(state)}`, scope))}
      >
        {number}
      </a>
    </td>
  );
}

function Overdue({ node, scope }: Pick<NodeRowProps, "node" | "scope">) {
  const { overdue = null } = node;
  if (overdue === null) {
    return (
      <td className={`${cellClass} t-zero`} title="Patchboard has read no findings of this node">
        –
      </td>
    );
  }
  if (overdue === 0) return <td className={`${cellClass} t-zero`}>0</td>;
  return (
    <td className={numberClass}>
      <a
        className="t-link font-medium text-st-failed-text"
        href={nodePage(node, node.instanceId, withScope("state=findings&deadline=overdue", scope))}
      >
        {formatCount(overdue)}
        <span className="t-unit">{"\u00a0overdue"}</span>
      </a>
    </td>
  );
}

function Scanned({ node, nowMs }: Pick<NodeRowProps, "node" | "nowMs">) {
  if (!node.operationEndTime) return <span className="text-subtle">Never</span>;
  return (
    <TimeAgo
      time={node.operationEndTime}
      nowMs={nowMs}
      className={freshnessText[node.freshness ?? "never"]}
    />
  );
}

/** What the row says is older than its list, or counts alone: beside the name, which is always there. */
function Unread({ failure }: { failure: NonNullable<RowNode["failure"]> }) {
  return (
    <span
      className="ml-1.5 rounded-sm bg-surface-2 px-1.5 text-2xs leading-4.5 font-medium whitespace-nowrap text-muted"
      title={`The last sweep could not read its patches. ${failure.detail}`}
    >
      Not read
    </span>
  );
}

function Cell({
  node,
  alias,
  column,
  scope,
  nowMs,
}: Omit<NodeRowProps, "columns"> & { column: NodeTableColumn }) {
  if (column.count) return <CountCell node={node} scope={scope} count={column.count} />;
  switch (column.id) {
    case "name":
      return (
        <td className={`${cellClass} t-title`}>
          <a href={nodePage(node, node.instanceId, withScope("state=findings", scope))}>
            {node.name}
          </a>
          {node.failure ? <Unread failure={node.failure} /> : null}
        </td>
      );
    case "instance-id":
      return <td className={`${cellClass} t-wide code text-subtle`}>{node.instanceId}</td>;
    case "verdict":
      return (
        <td className={`${cellClass} ${secondLineClass}`}>
          <VerdictMark verdict={node.verdict ?? "unknown"} reason={node.reason} />
        </td>
      );
    case "overdue":
      return <Overdue node={node} scope={scope} />;
    case "deadline":
      return (
        <td className={`${cellClass} t-number t-wide`}>
          <DueMark
            dueOn={node.dueOn ?? null}
            today={utcDay(nowMs)}
            whyNone="No finding with a deadline is known"
          />
        </td>
      );
    case "os":
      return (
        <td className={`${quietClass} ${secondLineClass} t-after`}>{node.platformLabel ?? "–"}</td>
      );
    case "group":
      return (
        <td className={`${quietClass} t-wide t-cut`} title={node.patchGroup ?? undefined}>
          {node.patchGroup ?? <span className="text-subtle">None</span>}
        </td>
      );
    case "baseline":
      return (
        <td className={`${quietClass} t-wide t-cut`} title={node.baselineId ?? undefined}>
          {node.baselineName ?? node.baselineId ?? "–"}
        </td>
      );
    case "source":
      return (
        <td className={`${quietClass} t-wide`} title={sourceWords({ ...node, alias })}>
          {`${alias ?? node.account} `}
          <span className="text-subtle">{node.region}</span>
        </td>
      );
    case "ip":
      return <td className={`${quietClass} t-wide`}>{node.ipAddress ?? "–"}</td>;
    case "agent":
      return (
        <td className={`${quietClass} t-wide`}>{agentWords[agentWord(node.pingStatus ?? null)]}</td>
      );
    case "operation":
      return <td className={`${quietClass} t-wide`}>{node.operation ?? "–"}</td>;
    default:
      return (
        <td className={`${cellClass} t-number t-age`}>
          <Scanned node={node} nowMs={nowMs} />
        </td>
      );
  }
}

/** One node of the list; a two-line item on a narrow screen. */
export function NodeRow({ node, alias, columns, scope, nowMs }: NodeRowProps) {
  return (
    <tr className={rowClass}>
      {columns.map((column) => (
        <Cell
          key={column.id}
          node={node}
          alias={alias}
          column={column}
          scope={scope}
          nowMs={nowMs}
        />
      ))}
    </tr>
  );
}
