import { NodeFindings } from "@/components/charts/node-findings";
import { NodeTimeline } from "@/components/nodes/node-timeline";
import { ReadingPanel } from "@/components/shell/reading-panel";
import { InvalidLink } from "@/components/ui/invalid-link";
import { nodeHistoryApi, nodePage } from "@/lib/api/addresses";
import type { NodeAddress } from "@/lib/api/node-address";
import { nodeHistoryView, parseNodeHistoryQuery } from "@/lib/api/node-history-query";
import type { NodeDetail } from "@/lib/api/node.schema";
import { scopeOf } from "@/lib/browser/scope";
import { asking } from "@/lib/server/auth/asking";
import { readNodeHistory } from "@/lib/server/read/read-node-history";
import { pagePatience } from "@/lib/server/read/waiting";
import { answerOrProblem } from "@/lib/server/respond";

interface NodeHistoryProps {
  readonly address: NodeAddress;
  readonly node: NodeDetail;
  readonly search: URLSearchParams;
  readonly nowMs: number;
}

/** What has happened to a node: a view of its page. */
export async function NodeHistory({ address, node, search, nowMs }: NodeHistoryProps) {
  const { source, instanceId } = address;
  const parsed = parseNodeHistoryQuery(search, false);
  if (!parsed.ok) {
    return (
      <InvalidLink
        level={2}
        params={parsed.invalidParams}
        href={nodePage(source, instanceId, nodeHistoryView())}
        instead="Show its newest days"
      />
    );
  }
  const { viewer, requestId } = await asking();
  const reading = readNodeHistory(viewer, address, parsed.query, pagePatience);
  const history = await answerOrProblem(reading, requestId);
  if (!history.ok) {
    const api = nodeHistoryApi(source, instanceId);
    return <ReadingPanel api={api} what="its history" problem={history.problem} />;
  }
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const { items, page, asOf } = history.answer;
  const drawnTo = page === 1 ? asOf?.slice(0, 10) : items[0]?.day;
  return (
    <NodeTimeline
      node={node}
      history={history.answer}
      scope={scopeOf(search)}
      today={today}
      drawing={<NodeFindings days={items} to={drawnTo ?? today} />}
    />
  );
}
