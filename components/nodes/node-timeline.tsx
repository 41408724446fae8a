import type { ReactNode } from "react";
import { VerdictMark } from "@/components/badges/verdict-mark";
import { EmptyNote } from "@/components/ui/empty-note";
import { Moment } from "@/components/ui/moment";
import { countOf, formatCount } from "@/components/ui/number-format";
import { Pager } from "@/components/ui/pager";
import { absoluteDay } from "@/components/ui/relative-time";
import { SectionHeading } from "@/components/ui/section-heading";
import { footClass } from "@/components/ui/table-class";
import { nodePage } from "@/lib/api/addresses";
import { withAsOf } from "@/lib/api/as-of";
import { nodeHistoryView } from "@/lib/api/node-history-query";
import type { NodeDay, NodeHistory } from "@/lib/api/node-history.schema";
import type { NodeDetail } from "@/lib/api/node.schema";
import { withScope, type Scope } from "@/lib/browser/scope";
import { findingStates } from "@/lib/domain/patch-state";
import { DayEvents } from "./day-events";
import { DayForm } from "./day-form";

interface NodeTimelineProps {
  readonly node: NodeDetail;
  readonly history: NodeHistory;
  readonly scope: Scope;
  /** Today, of UTC. */
  readonly today: string;
  /** The same days drawn. */
  readonly drawing: ReactNode;
}

/** How many patches needed attention, by SSM's counters; null where it gave none. */
function attention({ countsByState }: NodeDay): number | null {
  const known = findingStates.flatMap((state) => countsByState[state] ?? []);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}

function Difference({ day, before }: { day: NodeDay; before: NodeDay | undefined }) {
  const now = attention(day);
  const then = before === undefined ? null : attention(before);
  if (now === null || then === null || now === then) return null;
  const words = now > then ? `${formatCount(now - then)} more` : `${formatCount(then - now)} fewer`;
  return <span className="text-subtle"> ({words} than before)</span>;
}

const listingWords: Record<NodeDay["listing"], string | null> = {
  listed: null,
  stopped: "stopped: SSM no longer listed it",
  gone: "gone: SSM no longer listed it",
  notListed: "SSM no longer listed it",
};

function Facts({ day, before }: { day: NodeDay; before: NodeDay | undefined }) {
  const count = attention(day);
  const listing = listingWords[day.listing];
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <VerdictMark verdict={day.verdict} reason={day.reason} />
      <span className="tabular-nums">
        {count === null ? "No result of a scan" : countOf(count, "patch needs", "patches need")}
        {count === null ? "" : " attention"}
        <Difference day={day} before={before} />
      </span>
      {listing === null ? null : <span className="text-muted">{listing}</span>}
      {day.operation === null || day.operationEndTime === null ? null : (
        <span className="text-subtle">
          {day.operation} ended <Moment time={day.operationEndTime} />
          {day.installs > 1 ? `, ${day.installs}\u00a0installs` : ""}
        </span>
      )}
    </p>
  );
}

/** What has happened to a node, the newest day first: each day leads to the node as it was at its end. */
export function NodeTimeline({ node, history, scope, today, drawing }: NodeTimelineProps) {
  const { items, page, size, total, since } = history;
  const hrefOf = (search: string) => nodePage(node, node.instanceId, withScope(search, scope));
  const from = since?.slice(0, 10) ?? null;
  return (
    <section aria-labelledby="history" className="flex-1">
      <SectionHeading
        id="history"
        title="What has happened"
        note={from === null ? null : `as Patchboard saw it since ${absoluteDay(from)} (UTC)`}
      />
      <div className="px-gutter pb-4">
        <DayForm node={node} day={items[0]?.day ?? today} from={from} to={today} scope={scope} />
      </div>
      {drawing}
      {items.length === 0 ? (
        <EmptyNote title={total > 0 ? "There are not so many days" : "Nothing is kept yet"}>
          <p>The next reading of the node begins its history.</p>
        </EmptyNote>
      ) : (
        <ol aria-label="Days">
          {items.map((day, at) => (
            <li
              key={day.day}
              className="grid gap-x-6 gap-y-1 border-t border-line-subtle px-gutter py-2.5 sm:grid-cols-[7rem_minmax(0,1fr)]"
            >
              <a
                className="inline-flex min-h-6 items-center self-start font-medium tabular-nums"
                href={hrefOf(withAsOf(day.day, "state=findings"))}
                title="The node at the end of that day"
              >
                {absoluteDay(day.day)}
              </a>
              <div className="grid min-w-0 gap-y-1">
                <Facts day={day} before={items[at + 1]} />
                {day.isFirst ? (
                  <p className="text-subtle">
                    Patchboard’s first reading: what it found had been there before.
                  </p>
                ) : null}
                <DayEvents
                  events={day.events}
                  isFirst={day.isFirst}
                  operatingSystem={node.operatingSystem}
                />
              </div>
            </li>
          ))}
        </ol>
      )}
      <footer className={footClass}>
        <Pager
          page={page}
          size={size}
          total={total}
          hrefOf={(other) => hrefOf(nodeHistoryView({ page: other, size }))}
        />
        <span>Days on which nothing changed are left out.</span>
      </footer>
    </section>
  );
}
