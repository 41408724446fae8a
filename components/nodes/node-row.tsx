import { freshnessText } from "@/components/badges/freshness-text";
import { reasonWords, VerdictMark } from "@/components/badges/verdict-mark";
import { classNames } from "@/components/ui/class-names";
import { formatCount } from "@/components/ui/number-format";
import { cellClass, rowClass, secondLineClass } from "@/components/ui/table-class";
import { TimeAgo } from "@/components/ui/time-ago";
import { nodePage } from "@/lib/api/addresses";
import { stateWord } from "@/lib/api/node-patches-query";
import type { NodeItem } from "@/lib/api/node.schema";
import { countColumns } from "./node-columns";
import { accountWords } from "./source-words";

interface NodeRowProps {
  readonly node: NodeItem;
  readonly alias: string | null;
  readonly nowMs: number;
}

function CountCell({ node, column }: { node: NodeItem; column: (typeof countColumns)[number] }) {
  const count = node.counts?.[column.key] ?? null;
  const narrow = classNames(secondLineClass, (count === null || count === 0) && "max-sm:hidden");
  if (count === null) {
    const why = node.reason === null ? "Not reported by AWS" : reasonWords[node.reason];
    return (
      <td className={classNames(cellClass, narrow, "text-right text-faint")} title={why}>
        –
      </td>
    );
  }
  return (
    <td
      className={classNames(
        cellClass,
        narrow,
        "text-right tabular-nums",
        count === 0 && "text-faint",
      )}
    >
      {count === 0 ? (
        "0"
      ) : (
        <a
          className="inline-block min-h-6 min-w-6 py-0.5"
          href={nodePage(node, node.instanceId, `state=${stateWord(column.state)}`)}
        >
          {formatCount(count)}
          <span className="sm:sr-only">&nbsp;{column.unit}</span>
        </a>
      )}
    </td>
  );
}

/** One node of the list; a two-line item on a narrow screen. */
export function NodeRow({ node, alias, nowMs }: NodeRowProps) {
  const quiet = classNames(cellClass, secondLineClass, "text-muted");
  return (
    <tr className={rowClass}>
      <td
        className={classNames(
          cellClass,
          "max-sm:min-w-0 max-sm:flex-1 max-sm:basis-[calc(100%-7rem)]",
        )}
      >
        <a
          className="inline-flex min-h-6 items-center font-medium max-sm:wrap-anywhere max-sm:whitespace-normal"
          href={nodePage(node, node.instanceId)}
        >
          {node.name}
        </a>
      </td>
      <td className={classNames(cellClass, "code text-subtle max-sm:hidden")}>{node.instanceId}</td>
      <td className={classNames(cellClass, secondLineClass)}>
        <VerdictMark verdict={node.verdict} reason={node.reason} />
      </td>
      {countColumns.map((column) => (
        <CountCell key={column.key} node={node} column={column} />
      ))}
      <td className={classNames(quiet, "pl-5!")}>
        {node.platformLabel ?? node.platformName ?? "–"}
      </td>
      <td className={classNames(quiet, "max-w-48 overflow-hidden text-ellipsis max-sm:hidden")}>
        {node.patchGroup === null ? (
          <span className="text-subtle">None</span>
        ) : (
          <span title={node.patchGroup}>{node.patchGroup}</span>
        )}
      </td>
      <td
        className={classNames(quiet, "max-sm:hidden")}
        title={`${accountWords(node.account, alias)}, ${node.region}`}
      >
        {alias ?? node.account} <span className="text-subtle">{node.region}</span>
      </td>
      <td
        className={classNames(cellClass, "text-right tabular-nums max-sm:ml-auto max-sm:text-xs")}
      >
        {node.operationEndTime === null ? (
          <span className="text-subtle">Never</span>
        ) : (
          <TimeAgo
            time={node.operationEndTime}
            nowMs={nowMs}
            className={freshnessText[node.freshness]}
          />
        )}
      </td>
    </tr>
  );
}
