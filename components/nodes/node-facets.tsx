import { deadlineLabel } from "@/components/badges/deadline-words";
import { operatingSystemLabel, parseOperatingSystem } from "@/lib/domain/operating-system";
import type { NodeList } from "@/lib/api/node.schema";
import { nodesAddress } from "@/lib/api/nodes-address";
import { agentFilters, formatNodesQuery, noneWord, type NodesQuery } from "@/lib/api/nodes-query";
import { agentWords } from "./agent-words";
import { NodeFacet } from "./node-facet";

interface NodeFacetsProps {
  readonly list: NodeList;
  readonly query: NodesQuery;
}

/** So many values at most are offered: the most frequent ones. */
const mostValues = 200;

function days(count: number): string {
  return `${count} ${count === 1 ? "day" : "days"}`;
}

function freshnessWords({ freshnessDays: { fresh, ageing } }: NodeList): (word: string) => string {
  const words = new Map([
    ["fresh", `Within ${days(fresh)}`],
    ["ageing", `Within ${days(ageing)}`],
    ["stale", `Older than ${days(ageing)}`],
    ["never", "Never"],
  ]);
  return (word) => words.get(word) ?? word;
}

function systemWords(word: string): string {
  const system = parseOperatingSystem(word);
  return system === null ? "Not recognised" : operatingSystemLabel(system);
}

/** What narrows the list beside verdict and text, each value with the nodes that have it. */
export function NodeFacets({ list, query }: NodeFacetsProps) {
  const { facets, sources } = list;
  const search = formatNodesQuery(query);
  const chosen = new URLSearchParams(search);
  const aliases = new Map(sources.map(({ account, alias }) => [account, alias]));
  const one = (
    name: string,
    parameter: string,
    values: (typeof facets)[keyof typeof facets],
    labelOf: (word: string, label: string | null) => string,
  ) => {
    const offered = values.slice(0, mostValues);
    // What a link chose is named as people say it, also where no node has it.
    const absent = (chosen.get(parameter)?.split(",") ?? [])
      .filter((word) => !offered.some((value) => value.word === word))
      .map((word) => ({ word, label: null, count: 0 }));
    return {
      name,
      parameter,
      values: [...offered, ...absent].map(({ word, label, count }) => ({
        word,
        label: labelOf(word, label),
        count,
      })),
    };
  };

  const without = (part: Partial<NodesQuery>) => nodesAddress({ ...query, ...part, page: 1 });
  const all = [
    {
      name: "Operating system",
      groups: [one("Operating system", "os", facets.operatingSystem, systemWords)],
      clearHref: without({ operatingSystems: null }),
    },
    {
      name: "Patch group",
      groups: [
        one("Patch group", "group", facets.patchGroup, (word) =>
          word === noneWord ? "None" : word,
        ),
      ],
      clearHref: without({ groups: null }),
    },
    {
      name: "Baseline",
      groups: [
        one("Baseline", "baseline", facets.baseline, (word, label) =>
          word === noneWord ? "None used yet" : (label ?? word),
        ),
      ],
      clearHref: without({ baselines: null }),
    },
    {
      name: "Source",
      groups: [
        one("Account", "account", facets.account, (word) => aliases.get(word) ?? word),
        one("Region", "region", facets.region, (word) => word),
      ],
      clearHref: without({ accounts: null, regions: null }),
    },
    {
      name: "Scanned",
      groups: [one("Scanned", "freshness", facets.freshness, freshnessWords(list))],
      clearHref: without({ freshnesses: null }),
    },
    {
      name: "Deadline",
      groups: [one("Deadline", "deadline", facets.deadline, deadlineLabel)],
      clearHref: without({ deadlines: null }),
    },
    {
      name: "Agent",
      groups: [
        one(
          "Agent",
          "agent",
          facets.agent,
          (word) => agentWords[agentFilters.find((known) => known === word) ?? "not-reported"],
        ),
      ],
      clearHref: without({ agents: null }),
    },
  ];
  return all.map(({ name, groups, clearHref }) => (
    <NodeFacet key={name} name={name} groups={groups} search={search} clearHref={clearHref} />
  ));
}
