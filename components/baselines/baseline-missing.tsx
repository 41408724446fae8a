import { MissingNote } from "@/components/ui/missing-note";
import { baselineResolverPage, baselinesPage } from "@/lib/api/addresses";
import {
  sourceWords,
  unreadWords,
  type NamedSource,
  type UnreadSource,
} from "@/lib/domain/source-words";

interface BaselineMissingProps {
  readonly baselineId: string;
  /** Where it was looked for. */
  readonly searched: readonly NamedSource[];
  /** Where it could not be looked for, so that it may be there. */
  readonly unread?: readonly UnreadSource[];
}

/** No baseline has this id where it was looked for. */
export function BaselineMissing({ baselineId, searched, unread = [] }: BaselineMissingProps) {
  const unreadPlaces = unread.map(sourceWords);
  const everywhere = { href: baselineResolverPage(baselineId), words: "Look for it everywhere" };
  return (
    <MissingNote
      title={
        unread.length === 0
          ? `No patch baseline ${baselineId}`
          : `Baseline ${baselineId} was not found yet`
      }
      knownNot={searched.map(sourceWords).filter((place) => !unreadPlaces.includes(place))}
      unread={unread.map(unreadWords)}
      why="It may have been deleted, or belong to another account or Region."
      links={[
        ...(searched.length === 1 ? [everywhere] : []),
        { href: baselinesPage, words: "All baselines" },
      ]}
    />
  );
}
