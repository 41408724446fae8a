import { MissingNote } from "@/components/ui/missing-note";
import { nodeResolverPage, nodesPage } from "@/lib/api/addresses";
import {
  sourceWords,
  unreadWords,
  type NamedSource,
  type UnreadSource,
} from "@/lib/domain/source-words";

interface NodeMissingProps {
  readonly instanceId: string;
  /** Where it was looked for. */
  readonly searched: readonly NamedSource[];
  /** Where it could not be looked for, so that it may be there. */
  readonly unread?: readonly UnreadSource[];
}

/** No managed node has this id where it was looked for. */
export function NodeMissing({ instanceId, searched, unread = [] }: NodeMissingProps) {
  const unreadPlaces = unread.map(sourceWords);
  const everywhere = { href: nodeResolverPage(instanceId), words: "Look for it everywhere" };
  return (
    <MissingNote
      title={
        unread.length === 0
          ? `No managed node ${instanceId}`
          : `Node ${instanceId} was not found yet`
      }
      knownNot={searched.map(sourceWords).filter((place) => !unreadPlaces.includes(place))}
      unread={unread.map(unreadWords)}
      why="It may have been terminated, belong to another account or Region, or its SSM Agent never registered."
      links={[
        ...(searched.length === 1 ? [everywhere] : []),
        { href: nodesPage, words: "All nodes" },
      ]}
    />
  );
}
