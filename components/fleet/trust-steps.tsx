import { formatCount } from "@/components/ui/number-format";
import type { OverviewQuery } from "@/lib/api/history-query";
import type { Overview } from "@/lib/api/overview";
import { nodesWithin, trustSteps, type TrustStepName } from "@/lib/api/trust-step";

interface TrustStepsProps {
  readonly overview: Pick<Overview, "trust" | "freshnessDays">;
  readonly query: OverviewQuery;
}

interface Words {
  readonly label: string;
  /** What became of those that the step lost. */
  readonly lost: string;
}

function wordsOf(step: TrustStepName, freshDays: number): Words {
  switch (step) {
    case "managed":
      return { label: "Managed by SSM", lost: "" };
    case "online":
      return { label: "Agent online", lost: "offline" };
    case "scanned":
      return { label: "Of these scanned", lost: "never" };
    case "fresh":
      return {
        label: freshDays === 1 ? "Of these in 24 h" : `Of these in ${freshDays} days`,
        lost: "older",
      };
    case "compliant":
      return { label: "Of these compliant", lost: "not" };
  }
}

/** Each step of the trust with the nodes that it keeps of all, and the way to those it loses. */
export function TrustSteps({ overview: { trust, freshnessDays }, query }: TrustStepsProps) {
  const all = trust[0]?.nodes ?? 0;
  return (
    <section
      aria-label="How far the numbers can be trusted"
      className="grid border-b border-line sm:grid-cols-5"
    >
      {trustSteps.map(({ step, kept, lost: lostFilter }, at) => {
        const { nodes = 0, lost = 0 } = trust[at] ?? {};
        const { label, lost: why } = wordsOf(step, freshnessDays.fresh);
        return (
          <div
            key={step}
            className="grid min-w-0 content-start gap-x-2 gap-y-0.5 px-gutter py-2.5 not-first:border-line-subtle max-sm:grid-cols-[8.5rem_3.5rem_minmax(0,1fr)] max-sm:items-center max-sm:py-0.5 sm:px-4 sm:not-first:border-l sm:first:pl-gutter sm:last:pr-gutter"
          >
            <p className="text-xs text-subtle">{label}</p>
            <p className="flex flex-wrap items-baseline gap-x-2 tabular-nums max-sm:contents">
              <a
                href={nodesWithin(query, kept)}
                aria-label={`${label}: ${formatCount(nodes)}`}
                className="inline-block min-w-6 text-base leading-6 font-semibold max-sm:text-right"
              >
                {formatCount(nodes)}
              </a>
              {lostFilter === null || lost === 0 ? null : (
                <a
                  href={nodesWithin(query, lostFilter)}
                  aria-label={`${label}, ${formatCount(lost)} ${why}`}
                  className="inline-block text-xs leading-6 font-medium whitespace-nowrap text-st-missing-text"
                >
                  −{formatCount(lost)} {why}
                </a>
              )}
            </p>
            <div
              aria-hidden="true"
              className="mt-1 flex h-1 gap-px overflow-hidden rounded-xs bg-track max-sm:hidden"
            >
              <span className="bg-faint" style={{ flexGrow: nodes }} />
              {lost === 0 ? null : (
                <span className="min-w-0.75 bg-st-missing" style={{ flexGrow: lost }} />
              )}
              <span style={{ flexGrow: Math.max(0, all - nodes - lost) }} />
            </div>
          </div>
        );
      })}
    </section>
  );
}
