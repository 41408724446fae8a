import { CopyButton } from "@/components/ui/copy-button";
import { TimeAgo } from "@/components/ui/time-ago";
import { baselinesPage } from "@/lib/api/addresses";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import type { BaselineView } from "@/lib/browser/baseline-view";
import { BaselineActions } from "./baseline-actions";
import { ownerWords } from "./baseline-words";
import { scopeAddress } from "./baselines-address";
import { InlineMore } from "./inline-more";
import { accountWords } from "@/lib/domain/source-words";

interface BaselineHeaderProps {
  readonly baseline: BaselineDetail;
  readonly view: BaselineView;
  /** The server's clock when it wrote the page. */
  readonly nowMs: number;
}

/** 24 px to hit, in a line of 16. */
const crumbClass = "-my-1 inline-flex min-h-6 items-center";

const tagClass =
  "rounded-sm bg-surface-2 px-1.5 text-2xs leading-4.5 font-medium whitespace-nowrap text-muted";

/** A description can have 1,024 characters; so many are shown before the rest is folded away. */
const longestShown = 240;

function Crumbs({ baseline: { account, alias, region } }: { baseline: BaselineDetail }) {
  return (
    <nav aria-label="Breadcrumb" className="w-full text-xs text-subtle">
      <ol className="flex flex-wrap gap-x-1.5">
        <li>
          <a className={crumbClass} href={baselinesPage}>
            Baselines
          </a>
        </li>
        <li className="before:mr-1.5 before:text-faint before:content-['/']">
          <a
            className={crumbClass}
            href={scopeAddress(account)}
            title={accountWords(account, alias)}
          >
            {alias ?? account}
          </a>
        </li>
        <li className="before:mr-1.5 before:text-faint before:content-['/']">
          <a className={crumbClass} href={scopeAddress(account, region)}>
            {region}
          </a>
        </li>
      </ol>
    </nav>
  );
}

function Description({ text }: { text: string | null }) {
  if (text === null || text.trim() === "") return "No description";
  if (text.length <= longestShown) return text;
  const cut = text.lastIndexOf(" ", longestShown);
  const shown = cut > 0 ? cut : longestShown;
  return (
    <>
      {text.slice(0, shown)} <InlineMore summary="… more">{text.slice(shown)}</InlineMore>
    </>
  );
}

/** Which baseline this is, whose, and when it was read. */
export function BaselineHeader({ baseline, view, nowMs }: BaselineHeaderProps) {
  const { baselineId, name, owner, description, defaultBaseline, readAt } = baseline;
  return (
    <header className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5 border-b border-line px-gutter py-4 max-sm:gap-y-2">
      <Crumbs baseline={baseline} />
      <h1 className="text-xl font-semibold wrap-anywhere">{name ?? baselineId}</h1>
      <span className={tagClass}>{owner === "aws" ? "AWS-managed" : ownerWords.self}</span>
      {defaultBaseline === true ? <span className={tagClass}>Default</span> : null}
      <span className="flex items-center gap-1 max-sm:w-full">
        <span className="code text-subtle select-all">{baselineId}</span>
        <CopyButton label="Copy baseline ID" text={baselineId} />
      </span>
      <BaselineActions baseline={baseline} view={view} />
      <div className="w-full max-w-240 text-xs wrap-anywhere text-subtle max-sm:order-1">
        <Description text={description} /> <span aria-hidden="true">·</span> Read from SSM{" "}
        <TimeAgo time={readAt} nowMs={nowMs} className="font-medium text-muted" />
      </div>
    </header>
  );
}
