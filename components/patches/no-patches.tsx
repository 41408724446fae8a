import { patchStateWords } from "@/components/badges/patch-state-words";
import { EmptyNote } from "@/components/ui/empty-note";
import { Moment } from "@/components/ui/moment";
import { NoSuchPage } from "@/components/ui/no-such-page";
import { textLinkClass } from "@/components/ui/text-link-class";
import type { NodePatches } from "@/lib/api/node-patches.schema";
import type { NodePatchesQuery } from "@/lib/api/node-patches-query";
import { findingStates } from "@/lib/domain/patch-state";

interface NoPatchesProps {
  readonly data: NodePatches;
  readonly query: NodePatchesQuery;
  readonly hrefOf: (query: NodePatchesQuery) => string;
}

function nothingWords({ states }: NodePatchesQuery): string {
  if (states === null) return "AWS lists no patches for this node";
  const isFindings = findingStates.every((finding) => states.includes(finding));
  if (isFindings && states.length === findingStates.length) return "No patches need attention";
  const [only] = states;
  if (states.length > 1 || only === undefined || only === "unrecognised") {
    return "No patches in these states";
  }
  return `No patches in the state “${patchStateWords(only).label}”`;
}

/** A whole list that holds no row: why, and as of when. */
export function NoPatches({ data, query, hrefOf }: NoPatchesProps) {
  if (data.total > 0) return <NoSuchPage firstHref={hrefOf({ ...query, page: 1 })} />;
  const { q, severities, classifications, deadlines } = query;
  if (q !== "" || severities !== null || classifications !== null || deadlines !== null) {
    const none = { q: "", severities: null, classifications: null, deadlines: null };
    const cleared = { ...query, ...none, page: 1 };
    return (
      <EmptyNote title="No patches match these filters">
        <a className={textLinkClass} href={hrefOf(cleared)}>
          Clear filters
        </a>
      </EmptyNote>
    );
  }
  return (
    <EmptyNote title={nothingWords(query)}>
      {data.operationEndTime === null ? null : (
        <p>
          As of the scan on <Moment time={data.operationEndTime} />.
        </p>
      )}
      {query.states === null ? null : (
        <p>
          <a className={textLinkClass} href={hrefOf({ ...query, states: null, page: 1 })}>
            All patches of this node
          </a>
        </p>
      )}
    </EmptyNote>
  );
}
