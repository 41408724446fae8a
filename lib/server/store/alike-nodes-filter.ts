import "server-only";
import type { AlikeNodes, NodePart } from "@/lib/server/store/alike-nodes";
import {
  listingsOf,
  type NodeDimension,
  type NodeFilter,
  type NodeSelection,
} from "@/lib/server/store/node-filter";

// The conditions of node-filter.ts once more, of nodes that were counted together: a test holds the two against each other.

type Passes<Of> = (of: Of) => boolean;

type Condition<Of, Selection = NodeSelection> = (selection: Selection) => Passes<Of> | null;

/** What is asked of nodes besides their patches. */
export type PartSelection = Pick<
  NodeSelection,
  "operatingSystems" | "platforms" | "groups" | "baselines" | "accounts" | "regions"
>;

const oneOfWords =
  <Of, Selection>(
    asked: (selection: Selection) => readonly string[] | null,
    word: (of: Of) => string | null,
  ): Condition<Of, Selection> =>
  (selection) => {
    const words = asked(selection);
    if (words === null) return null;
    const known = new Set<string | null>(words);
    return (of) => known.has(word(of));
  };

const ofPart = {
  operatingSystem: oneOfWords(
    ({ operatingSystems }: PartSelection) => operatingSystems,
    ({ operatingSystem }: NodePart) => operatingSystem ?? "unrecognised",
  ),
  platform: oneOfWords(
    ({ platforms }: PartSelection) => platforms,
    ({ platform }: NodePart) => platform,
  ),
  patchGroup: oneOfWords(
    ({ groups }: PartSelection) => groups,
    ({ patchGroup }: NodePart) => patchGroup ?? "none",
  ),
  baseline: oneOfWords(
    ({ baselines }: PartSelection) => baselines,
    ({ baselineId }: NodePart) => baselineId ?? "none",
  ),
  account: oneOfWords(
    ({ accounts }: PartSelection) => accounts,
    ({ account }: NodePart) => account,
  ),
  region: oneOfWords(
    ({ regions }: PartSelection) => regions,
    ({ region }: NodePart) => region,
  ),
} satisfies Partial<Record<NodeDimension, Condition<NodePart, PartSelection>>>;

/** What nodes that were counted together can be asked: the rest each node is asked before (`passesAlone`). */
type AlikeDimension = Exclude<NodeDimension, "severity" | "text">;

const ofNodes: Readonly<Record<AlikeDimension, Condition<AlikeNodes>>> = {
  ...ofPart,
  verdict: oneOfWords(
    ({ verdicts }: NodeSelection) => verdicts,
    ({ verdict }) => verdict,
  ),
  freshness: oneOfWords(
    ({ freshnesses }: NodeSelection) => freshnesses,
    ({ freshness }) => freshness,
  ),
  deadline: oneOfWords(
    ({ deadlines }: NodeSelection) => deadlines,
    ({ deadline }) => deadline,
  ),
  agent: oneOfWords(
    ({ agents }: NodeSelection) => agents,
    ({ agent }) => agent,
  ),
  state: ({ states }) =>
    states === null ? null : (nodes) => states.some((state) => nodes.states.includes(state)),
};

function all<Of>(conditions: ReadonlyArray<Passes<Of> | null>): Passes<Of> {
  const asked = conditions.flatMap((each) => each ?? []);
  return (of) => asked.every((holds) => holds(of));
}

/** Which nodes are looked at, and pass every condition but those on `free`. */
export function passesAlike(
  filter: NodeFilter,
  ...free: readonly AlikeDimension[]
): Passes<AlikeNodes> {
  const listings = listingsOf(filter);
  const bound = Object.entries(ofNodes).filter(([name]) => !free.some((each) => each === name));
  const holds = all(bound.map(([, condition]) => condition(filter)));
  return (nodes) => listings.includes(nodes.listing) && holds(nodes);
}

/** Whether nodes or findings are of the part of a fleet that is asked for. */
export function isOfPart(selection: PartSelection): Passes<NodePart> {
  return all(Object.values(ofPart).map((condition) => condition(selection)));
}
