import { FreshnessDot } from "@/components/badges/freshness-dot";
import { freshnessText } from "@/components/badges/freshness-text";
import { VerdictPill } from "@/components/badges/verdict-mark";
import { CopyButton } from "@/components/ui/copy-button";
import { Moment } from "@/components/ui/moment";
import { TimeAgo } from "@/components/ui/time-ago";
import { nodesPage } from "@/lib/api/addresses";
import { scopeAddress } from "@/lib/api/nodes-address";
import type { NodeDetail } from "@/lib/api/node.schema";
import { withinScope, type Scope } from "@/lib/browser/scope";
import { NodeActions, type OtherView } from "./node-actions";
import { ReadAgain } from "./read-again";
import { accountWords } from "@/lib/domain/source-words";

interface NodeHeaderProps {
  readonly node: NodeDetail;
  /** What the list is narrowed to that one came from. */
  readonly scope: Scope;
  /** Of a view that is not the list. */
  readonly other?: OtherView;
  /** The server's clock when it wrote the page. */
  readonly nowMs: number;
}

const listingWords: Record<NodeDetail["listing"], string | null> = {
  listed: null,
  stopped: "Stopped",
  gone: "Gone",
  notListed: "Not listed by SSM",
};

/** 24 px to hit, in a line of 16. */
const crumbClass = "-my-1 inline-flex min-h-6 items-center";

function Crumbs({ node, scope }: Pick<NodeHeaderProps, "node" | "scope">) {
  return (
    <nav aria-label="Breadcrumb" className="w-full text-xs text-subtle">
      <ol className="flex flex-wrap gap-x-1.5">
        <li>
          <a className={crumbClass} href={withinScope(nodesPage, scope)}>
            Nodes
          </a>
        </li>
        <li className="before:mr-1.5 before:text-faint before:content-['/']">
          <a
            className={crumbClass}
            href={scopeAddress(node.account)}
            title={accountWords(node.account, node.alias)}
          >
            {node.alias ?? node.account}
          </a>
        </li>
        <li className="before:mr-1.5 before:text-faint before:content-['/']">
          <a className={crumbClass} href={scopeAddress(node.account, node.region)}>
            {node.region}
          </a>
        </li>
      </ol>
    </nav>
  );
}

/** The two clocks of a day of the past, which no longer move. */
function PastClocks({ operationEndTime, readAt }: NodeDetail) {
  return (
    <p className="flex w-full flex-wrap max-sm:order-1 items-center gap-x-1.5 gap-y-1 text-xs text-subtle">
      <span>
        {operationEndTime === null ? (
          "Not scanned by that day"
        ) : (
          <>
            Scanned <Moment time={operationEndTime} />
          </>
        )}
      </span>
      <span aria-hidden="true" className="max-sm:hidden">
        ·
      </span>
      <span>
        Read by Patchboard <Moment time={readAt} />
      </span>
    </p>
  );
}

/** The two clocks: when the node was scanned, and when Patchboard read that. */
function Clocks({ node, nowMs }: Pick<NodeHeaderProps, "node" | "nowMs">) {
  const { operationEndTime, freshness } = node;
  return (
    <p className="flex w-full flex-wrap max-sm:order-1 items-center gap-x-1.5 gap-y-1 text-xs text-subtle">
      <FreshnessDot freshness={freshness} />
      {operationEndTime === null ? (
        <span>Never scanned</span>
      ) : (
        <>
          <span className="on-paper">
            Scanned <Moment time={operationEndTime} />
          </span>
          <span className="on-screen">
            Scanned{" "}
            <TimeAgo
              time={operationEndTime}
              nowMs={nowMs}
              className={`font-medium ${freshnessText[freshness]}`}
            />
          </span>
          {freshness === "stale" ? <span className={freshnessText.stale}>· Stale</span> : null}
          <span className="max-sm:hidden print:hidden">
            <Moment time={operationEndTime} />
          </span>
        </>
      )}
      <span aria-hidden="true">·</span>
      <ReadAgain source={node} instanceId={node.instanceId} readAt={node.readAt} nowMs={nowMs} />
    </p>
  );
}

/** Which node this is, its verdict, and how old everything below is. */
export function NodeHeader({ node, scope, other, nowMs }: NodeHeaderProps) {
  const listing = listingWords[node.listing];
  return (
    <header className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5 border-b border-line px-gutter py-4 max-sm:gap-y-2">
      <Crumbs node={node} scope={scope} />
      <h1 className="text-xl font-semibold wrap-anywhere">{node.name}</h1>
      <VerdictPill verdict={node.verdict} reason={node.reason} />
      {listing === null ? null : (
        <span className="rounded-sm bg-surface-2 px-1.5 text-2xs leading-4.5 font-medium text-muted">
          {listing}
        </span>
      )}
      <span className="flex items-center gap-1 max-sm:w-full">
        <span className="code text-subtle select-all">{node.instanceId}</span>
        <CopyButton label="Copy node ID" text={node.instanceId} />
      </span>
      <NodeActions source={node} instanceId={node.instanceId} other={other} />
      {node.asOfDay === null ? <Clocks node={node} nowMs={nowMs} /> : <PastClocks {...node} />}
    </header>
  );
}
