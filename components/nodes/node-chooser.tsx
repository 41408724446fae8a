import { VerdictMark } from "@/components/badges/verdict-mark";
import { PlaceChooser } from "@/components/ui/place-chooser";
import { nodePage } from "@/lib/api/addresses";
import type { NodeDetail } from "@/lib/api/node.schema";
import { sourceWords, unreadWords, type UnreadSource } from "@/lib/domain/source-words";

interface NodeChooserProps {
  readonly instanceId: string;
  readonly nodes: readonly NodeDetail[];
  /** The view that the address asked for, without its `?`. */
  readonly search: string;
  /** Where it could not be looked for, so that it may be there too. */
  readonly unread: readonly UnreadSource[];
}

/** Asks which node is meant where an id alone does not say. */
export function NodeChooser({ instanceId, nodes, search, unread }: NodeChooserProps) {
  return (
    <PlaceChooser
      what="This node ID is registered"
      id={instanceId}
      choices={nodes.map((node) => ({
        href: nodePage(node, node.instanceId, search),
        name: node.name,
        place: sourceWords(node),
        mark: <VerdictMark verdict={node.verdict} reason={node.reason} />,
      }))}
      unread={unread.map(unreadWords)}
    />
  );
}
