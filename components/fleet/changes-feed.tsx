import type { ReactNode } from "react";
import { StateGlyph } from "@/components/badges/state-glyph";
import { Icon } from "@/components/ui/icon";
import { Moment } from "@/components/ui/moment";
import { countOf, formatCount } from "@/components/ui/number-format";
import { SectionHeading } from "@/components/ui/section-heading";
import { TimeAgo } from "@/components/ui/time-ago";
import { nodePage } from "@/lib/api/addresses";
import type { OverviewQuery } from "@/lib/api/history-query";
import type { ChangedPatch, Overview, OverviewChanges } from "@/lib/api/overview";
import { withScope } from "@/lib/browser/scope";
import { patchAddress } from "./patch-address";
import { scopeOfQuery } from "./scope-of-query";

interface ChangesFeedProps {
  readonly overview: Overview;
  readonly query: OverviewQuery;
  readonly nowMs: number;
}

type FindingChange = ChangedPatch["change"];

const kinds = ["fixed", "failed", "failedAgain", "newlyMissing", "pendingReboot"] as const;

const glyphs: Record<FindingChange, ReactNode> = {
  fixed: <StateGlyph state="Installed" />,
  failed: <StateGlyph state="Failed" />,
  failedAgain: <StateGlyph state="Failed" />,
  newlyMissing: <StateGlyph state="Missing" />,
  pendingReboot: <StateGlyph state="InstalledPendingReboot" />,
};

const words: Record<FindingChange, string> = {
  fixed: "fixed",
  failed: "failed to install",
  failedAgain: "failed to install again",
  newlyMissing: "newly missing",
  pendingReboot: "waiting for a reboot",
};

function Line({
  glyph,
  at,
  nowMs,
  children,
}: {
  glyph: ReactNode;
  at: string;
  nowMs: number;
  children: ReactNode;
}) {
  return (
    <li className="flex min-h-9 items-center gap-2.5 border-t border-line-subtle px-gutter py-1">
      {glyph}
      <span className="min-w-0 flex-1 wrap-anywhere">{children}</span>
      <TimeAgo
        time={at}
        nowMs={nowMs}
        className="flex-none text-xs whitespace-nowrap text-subtle tabular-nums"
      />
    </li>
  );
}

interface NodeLinkProps {
  readonly node: ChangedPatch["node"];
  readonly query: OverviewQuery;
}

function NodeLink({ node, query }: NodeLinkProps) {
  return (
    <a
      className="font-medium"
      href={nodePage(node, node.instanceId, withScope("state=findings", scopeOfQuery(query)))}
    >
      {node.name}
    </a>
  );
}

function Totals({ changes }: { changes: OverviewChanges }) {
  const { findings, nodesAppeared, nodesLeft } = changes;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1.5 px-gutter pb-3 text-muted tabular-nums">
      {kinds.map((kind) => (
        <li key={kind} className="flex items-center gap-1.75">
          {glyphs[kind]}
          <span>
            <b className="font-strong text-ink">{formatCount(findings[kind].findings)}</b>{" "}
            {words[kind]}
            {findings[kind].nodes === 0 ? null : (
              <span className="text-subtle">
                {" "}
                on {countOf(findings[kind].nodes, "node", "nodes")}
              </span>
            )}
          </span>
        </li>
      ))}
      <li className="flex items-center gap-1.75">
        <Icon name="appeared" className="size-3.5 text-subtle" />
        <span>
          <b className="font-strong text-ink">{formatCount(nodesAppeared)}</b>{" "}
          {nodesAppeared === 1 ? "node" : "nodes"} appeared
        </span>
      </li>
      <li className="flex items-center gap-1.75">
        <Icon name="gone" className="size-3.5 text-subtle" />
        <span>
          <b className="font-strong text-ink">{formatCount(nodesLeft)}</b>{" "}
          {nodesLeft === 1 ? "node" : "nodes"} left
        </span>
      </li>
    </ul>
  );
}

interface Event {
  readonly key: string;
  readonly at: string;
  readonly glyph: ReactNode;
  readonly text: ReactNode;
}

/** So many lines at most, whatever happened. */
const mostLines = 8;

function eventsOf({ patches, appeared, left }: OverviewChanges, query: OverviewQuery): Event[] {
  return [
    ...patches.map(({ change, operatingSystem, kbId, nodes, node, at }) => ({
      key: `${change}/${operatingSystem ?? ""}/${kbId}`,
      at,
      glyph: glyphs[change],
      text: (
        <>
          <a className="code" href={patchAddress(query, operatingSystem, kbId)}>
            {kbId}
          </a>{" "}
          {words[change]} on{" "}
          {nodes === 1 ? <NodeLink node={node} query={query} /> : countOf(nodes, "node", "nodes")}
        </>
      ),
    })),
    ...appeared.map(({ at, ...node }) => ({
      key: `appeared/${node.account}/${node.region}/${node.instanceId}`,
      at,
      glyph: <Icon name="appeared" className="size-3.5 text-subtle" />,
      text: (
        <>
          <NodeLink node={node} query={query} /> appeared in SSM
        </>
      ),
    })),
    ...left.map(({ at, ...node }) => ({
      key: `left/${node.account}/${node.region}/${node.instanceId}`,
      at,
      glyph: <Icon name="gone" className="size-3.5 text-subtle" />,
      text: (
        <>
          <NodeLink node={node} query={query} /> left SSM’s list
        </>
      ),
    })),
  ].slice(0, mostLines);
}

function Since({ since }: Pick<OverviewChanges, "since">) {
  return since === null ? null : <Moment time={since} />;
}

/** What has changed in a day, by what Patchboard read: counts, then the worst of it. */
export function ChangesFeed({ overview: { changes }, query, nowMs }: ChangesFeedProps) {
  const events = eventsOf(changes, query);
  return (
    <section aria-labelledby="changes" className="min-w-0">
      <SectionHeading
        id="changes"
        title={changes.sinceFirstReading ? "Since the first reading" : "Since yesterday"}
        note={<Since since={changes.since} />}
      />
      {changes.since === null ? (
        <p className="px-gutter pb-5 text-subtle">
          Changes are told once a source has been read to its end.
        </p>
      ) : (
        <>
          <Totals changes={changes} />
          {events.length === 0 ? (
            <p className="border-t border-line-subtle px-gutter py-3 text-subtle">
              Nothing has changed.
            </p>
          ) : (
            <ul>
              {events.map(({ key, at, glyph, text }) => (
                <Line key={key} glyph={glyph} at={at} nowMs={nowMs}>
                  {text}
                </Line>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}
