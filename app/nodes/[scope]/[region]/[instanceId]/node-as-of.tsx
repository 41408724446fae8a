import { notFound } from "next/navigation";
import { NodeFacts } from "@/components/nodes/node-facts";
import { NodeHeader } from "@/components/nodes/node-header";
import { NodeTabs } from "@/components/nodes/node-tabs";
import { PastNotice } from "@/components/nodes/past-notice";
import { PastPatches } from "@/components/patches/past-patches";
import { ReadingPanel } from "@/components/shell/reading-panel";
import { InvalidLink } from "@/components/ui/invalid-link";
import { nodeApi, nodePage, nodePatchesApi } from "@/lib/api/addresses";
import { withAsOf } from "@/lib/api/as-of";
import type { NodeAddress } from "@/lib/api/node-address";
import {
  findingsQuery,
  formatNodePatchesQuery,
  parseNodePatchesQuery,
} from "@/lib/api/node-patches-query";
import { listFiles } from "@/lib/browser/list-files";
import { scopeOf } from "@/lib/browser/scope";
import { asking } from "@/lib/server/auth/asking";
import { readNodeAsOf, readNodePatchesAsOf } from "@/lib/server/read/read-node-as-of";
import { pagePatience } from "@/lib/server/read/waiting";
import { answerOrProblem } from "@/lib/server/respond";

interface NodeAsOfProps {
  readonly address: NodeAddress;
  readonly day: string;
  /** What the address asks for besides the day. */
  readonly search: URLSearchParams;
}

/** A node as it was at the end of a day of the past, or why that cannot be told. */
export async function NodeAsOf({ address, day, search }: NodeAsOfProps) {
  const { source, instanceId } = address;
  const now = nodePage(source, instanceId);
  const parsed = parseNodePatchesQuery(search, false);
  if (!parsed.ok) {
    return (
      <InvalidLink
        params={parsed.invalidParams}
        href={now}
        instead="Show what needs attention now"
      />
    );
  }
  const query = search.has("state")
    ? parsed.query
    : { ...parsed.query, states: findingsQuery.states };
  const { viewer, requestId } = await asking();
  const asked = { source, instanceId, day };
  const reading = Promise.all([
    readNodeAsOf(viewer, asked, pagePatience),
    readNodePatchesAsOf(viewer, asked, query, pagePatience),
  ]);
  const read = await answerOrProblem(reading, requestId);
  if (!read.ok) {
    const { code, invalidParams } = read.problem;
    if (code === "notFound") notFound();
    return invalidParams === undefined ? (
      <ReadingPanel
        api={nodeApi(source, instanceId)}
        what={`node ${instanceId}`}
        problem={read.problem}
      />
    ) : (
      <InvalidLink params={invalidParams} href={now} instead="Show the node as it is now" />
    );
  }
  const [node, patches] = read.answer;
  const scope = scopeOf(search);
  const nowMs = Date.now();
  const past = withAsOf(day, formatNodePatchesQuery(query));
  const other = {
    href: nodePage(source, instanceId, past),
    files: listFiles(nodePatchesApi(source, instanceId), past),
  };
  return (
    <>
      <NodeHeader node={node} scope={scope} other={other} nowMs={nowMs} />
      <PastNotice node={node} day={day} scope={scope} />
      <NodeFacts node={node} nowMs={nowMs} />
      <NodeTabs node={node} here="past" scope={scope} />
      <PastPatches node={node} day={day} patches={patches} query={query} scope={scope} />
    </>
  );
}
