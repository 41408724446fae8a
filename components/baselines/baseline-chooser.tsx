import { PlaceChooser } from "@/components/ui/place-chooser";
import { baselinePage } from "@/lib/api/addresses";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import {
  sourceWords,
  unreadWords,
  type NamedSource,
  type UnreadSource,
} from "@/lib/domain/source-words";
import { ownerWords, systemWords } from "./baseline-words";

interface BaselineChooserProps {
  readonly baselineId: string;
  readonly baselines: ReadonlyArray<
    NamedSource & Pick<BaselineDetail, "baselineId" | "name" | "operatingSystem" | "owner">
  >;
  /** The view that the address asked for, without its `?`. */
  readonly search: string;
  /** Where it could not be looked for, so that it may be there too. */
  readonly unread: readonly UnreadSource[];
}

/** Asks which baseline is meant where an id alone does not say: AWS's own are the same in every account of a Region. */
export function BaselineChooser(props: BaselineChooserProps) {
  const { baselineId, baselines, search, unread } = props;
  return (
    <PlaceChooser
      what="This baseline ID is known"
      id={baselineId}
      choices={baselines.map((baseline) => ({
        href: baselinePage(baseline, baselineId, search),
        name: baseline.name ?? baselineId,
        place: sourceWords(baseline),
        mark: (
          <span className="text-muted">
            {systemWords(baseline.operatingSystem)}, {ownerWords[baseline.owner]}
          </span>
        ),
      }))}
      unread={unread.map(unreadWords)}
    />
  );
}
