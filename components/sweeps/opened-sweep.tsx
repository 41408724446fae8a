import { useQuery } from "@tanstack/react-query";
import { Moment } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import { sweepsPage } from "@/lib/api/addresses";
import type { SweepDetail } from "@/lib/api/sweep.schema";
import { formatSweepsView, type SweepsView } from "@/lib/api/sweeps-query";
import { sweepQuery } from "@/lib/browser/sweeps-query";
import { SectionHead } from "./section-head";
import { SweepFailures } from "./sweep-failures";
import { SweepParts } from "./sweep-parts";
import { openedSweepId } from "./sweep-row";
import { causeWords, statusWords } from "./sweep-words";

interface OpenedSweepProps {
  /** As the server wrote the page; null: there is no such sweep. */
  readonly initial: SweepDetail | null;
  readonly view: SweepsView;
  readonly now: string;
}

function Close({ view }: Pick<OpenedSweepProps, "view">) {
  const search = formatSweepsView({ ...view, sweepId: null });
  return (
    <a
      className="ml-auto inline-flex min-h-6 items-center text-xs font-medium text-accent print:hidden"
      href={search === "" ? sweepsPage : `${sweepsPage}?${search}`}
    >
      Close
    </a>
  );
}

function Opened({ initial, view, now }: OpenedSweepProps & { initial: SweepDetail }) {
  const { data: sweep } = useQuery(sweepQuery(initial));
  return (
    <section
      aria-labelledby={openedSweepId}
      className="scroll-mt-12 border-b border-line"
      data-status={sweep.status}
    >
      <SectionHead
        id={openedSweepId}
        title={
          <>
            Sweep of <Moment time={sweep.startedAt ?? sweep.requestedAt} />
          </>
        }
        note={`${statusWords[sweep.status]} · ${causeWords[sweep.cause]}`}
        action={<Close view={view} />}
      />
      {sweep.sources.length === 0 ? (
        <p className="px-gutter pb-4 text-subtle">
          {sweep.status === "waiting"
            ? "It has not begun: its sources show once it does."
            : "It had no source to read."}
        </p>
      ) : (
        <SweepParts parts={sweep.sources} now={now} />
      )}
      <SweepFailures sweep={sweep} />
    </section>
  );
}

/** The sweep that the address opens, source by source. */
export function OpenedSweep({ initial, view, now }: OpenedSweepProps) {
  if (initial !== null) return <Opened initial={initial} view={view} now={now} />;
  return (
    <Notice tone="warning" action={<Close view={view} />}>
      <b>There is no sweep with the id that the address names.</b> It may be older than what is
      kept.
    </Notice>
  );
}
