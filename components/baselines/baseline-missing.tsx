import { EmptyNote } from "@/components/ui/empty-note";
import { baselineResolverPage, baselinesPage } from "@/lib/api/addresses";
import { accountWords } from "@/lib/domain/source-words";

interface Place {
  readonly account: string;
  readonly alias: string | null;
  readonly region: string;
}

interface BaselineMissingProps {
  readonly baselineId: string;
  /** Where it was looked for. */
  readonly searched: readonly Place[];
  /** Where it could not be looked for, so that it may be there. */
  readonly unread?: readonly Place[];
}

const linkClass = "inline-flex min-h-6 items-center font-medium text-accent";

function Places({ places }: { places: readonly Place[] }) {
  return (
    <ul className="mt-1 list-disc pl-4">
      {places.map(({ account, alias, region }) => (
        <li key={`${account}/${region}`}>
          {accountWords(account, alias)}, {region}
        </li>
      ))}
    </ul>
  );
}

/** No baseline has this id where it was looked for. */
export function BaselineMissing({ baselineId, searched, unread = [] }: BaselineMissingProps) {
  const isUnread = ({ account, region }: Place) =>
    unread.some((place) => place.account === account && place.region === region);
  const known = searched.filter((place) => !isUnread(place));
  const title =
    unread.length === 0
      ? `No patch baseline ${baselineId}`
      : `Baseline ${baselineId} was not found yet`;
  return (
    <EmptyNote level={1} title={title}>
      {known.length === 0 ? null : (
        <>
          <p>AWS Systems Manager doesn’t know it in:</p>
          <Places places={known} />
        </>
      )}
      {unread.length === 0 ? null : (
        <>
          <p className="mt-3 font-medium text-st-missing-text">
            It may be where SSM couldn’t be read:
          </p>
          <Places places={unread} />
        </>
      )}
      <p className="mt-3">It may have been deleted, or belong to another account or Region.</p>
      <p className="mt-2 flex flex-wrap gap-x-4">
        {searched.length === 1 ? (
          <a className={linkClass} href={baselineResolverPage(baselineId)}>
            Look for it everywhere
          </a>
        ) : null}
        <a className={linkClass} href={baselinesPage}>
          All baselines
        </a>
      </p>
    </EmptyNote>
  );
}
