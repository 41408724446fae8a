import { Icon } from "@/components/ui/icon";
import { duration } from "@/components/ui/relative-time";
import { baselinePage } from "@/lib/api/addresses";
import type { NodeDetail } from "@/lib/api/node.schema";
import { Fact } from "@/components/ui/fact";
import { MoreFacts } from "./more-facts";

function Quiet({ children }: { children: string }) {
  return <span className="font-normal text-subtle">{children}</span>;
}

function operationDuration({ operationStartTime, operationEndTime }: NodeDetail): string | null {
  if (operationStartTime === null || operationEndTime === null) return null;
  return duration(Date.parse(operationEndTime) - Date.parse(operationStartTime));
}

const pingWords: Record<string, string> = {
  Online: "Online",
  ConnectionLost: "Connection lost",
  Inactive: "Inactive",
};

const nodeTypes: Record<string, string> = {
  EC2Instance: "EC2 instance",
  ManagedInstance: "Hybrid node",
};

/** The baseline that the node itself says it used, as the link to it. */
function BaselineUsed({ node }: { node: NodeDetail }) {
  const { baselineId, baselineName } = node;
  if (baselineId === null) return baselineName ?? "–";
  return (
    <a
      className="-my-0.5 inline-flex min-h-6 items-center"
      href={baselinePage(node, baselineId)}
      title={baselineId}
    >
      {baselineName ?? <span className="code">{baselineId}</span>}
    </a>
  );
}

/** What decides a node's patches, in one line; everything else AWS says of it, under More. */
export function NodeFacts({ node, nowMs }: { node: NodeDetail; nowMs: number }) {
  const took = operationDuration(node);
  return (
    <section aria-label="Facts" className="border-b border-line">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2.5 px-gutter pt-3 pb-2 sm:grid-cols-3 sm:gap-x-6 lg:flex lg:justify-between">
        <Fact label="Operating system">{node.platformLabel ?? node.platformName}</Fact>
        <Fact label="Patch baseline used">
          <BaselineUsed node={node} />
        </Fact>
        <Fact label="Patch group">{node.patchGroup ?? <Quiet>None</Quiet>}</Fact>
        <Fact label="Last operation">
          {node.operation}
          {took === null ? null : (
            <>
              {" "}
              <Quiet>{took}</Quiet>
            </>
          )}
          {node.operation === null && took === null ? "–" : null}
        </Fact>
        <Fact label="SSM Agent">
          {node.pingStatus === null ? "–" : (pingWords[node.pingStatus] ?? node.pingStatus)}{" "}
          {node.agentVersion === null ? null : <Quiet>{node.agentVersion}</Quiet>}
        </Fact>
        <Fact label="Node type">
          {node.resourceType === null ? "–" : (nodeTypes[node.resourceType] ?? node.resourceType)}
        </Fact>
      </dl>
      <details className="group/more pb-2">
        <summary className="mx-gutter inline-flex min-h-6 list-none items-center gap-1 text-xs font-medium text-muted hover:text-ink print:hidden">
          <Icon
            name="right"
            className="size-3 text-subtle group-open/more:rotate-90 motion-safe:transition-transform"
          />
          More about this node
        </summary>
        <MoreFacts node={node} nowMs={nowMs} />
      </details>
    </section>
  );
}
