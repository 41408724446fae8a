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

type Condition<Of, Selection> = (selection: Selection) => Passes<Of> | null;

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
export type AlikeDimension = Exclude<NodeDimension, "severity" | "text">;

const ofNodes = {
  verdict: oneOfWords(
    ({ verdicts }: NodeSelection) => verdicts,
    ({ verdict }: AlikeNodes) => verdict,
  ),
  freshness: oneOfWords(
    ({ freshnesses }: NodeSelection) => freshnesses,
    ({ freshness }: AlikeNodes) => freshness,
  ),
  deadline: oneOfWords(
    ({ deadlines }: NodeSelection) => deadlines,
    ({ deadline }: AlikeNodes) => deadline,
  ),
  agent: oneOfWords(
    ({ agents }: NodeSelection) => agents,
    ({ agent }: AlikeNodes) => agent,
  ),
  state: ({ states }) =>
    states === null ? null : (nodes) => states.some((state) => nodes.states.includes(state)),
} satisfies Readonly<
  Record<Exclude<AlikeDimension, keyof typeof ofPart>, Condition<AlikeNodes, NodeSelection>>
>;

/** The conditions that are asked, but for those on `free`: all must hold. */
function all<Of, Selection>(
  conditions: Readonly<Record<string, Condition<Of, Selection>>>,
  selection: Selection,
  free: readonly string[] = [],
): Passes<Of> {
  const asked = Object.entries(conditions)
    .filter(([name]) => !free.includes(name))
    .flatMap(([, condition]) => condition(selection) ?? []);
  return (of) => asked.every((holds) => holds(of));
}

/** Which nodes are looked at, and pass every condition but those on `free`. */
export function passesAlike(
  filter: NodeFilter,
  ...free: readonly AlikeDimension[]
): Passes<AlikeNodes> {
  const listings = listingsOf(filter);
  const isOf = all(ofPart, filter, free);
  const holds = all(ofNodes, filter, free);
  return (nodes) => listings.includes(nodes.listing) && isOf(nodes.part) && holds(nodes);
}

/** Whether nodes or findings are of the part of a fleet that is asked for. */
export function isOfPart(selection: PartSelection): Passes<{ readonly part: NodePart }> {
  const isOf = all(ofPart, selection);
  return ({ part }) => isOf(part);
}
