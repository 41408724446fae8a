import { nodesAddress, type NodesAddress } from "@/lib/api/nodes-address";
import { parseNodesQuery, type NodesQuery } from "@/lib/api/nodes-query";
import { formatList } from "@/lib/api/query-reader";

/** A value to filter by, in words for people. */
export interface FacetValue {
  readonly word: string;
  readonly label: string;
  readonly count: number;
}

export interface FacetChoice extends FacetValue {
  readonly chosen: boolean;
  /** The list with this value added, or taken back. */
  readonly href: NodesAddress;
}

function chosenWords(params: URLSearchParams, parameter: string): readonly string[] {
  return params.get(parameter)?.split(",") ?? [];
}

/** The list with another set of words for one parameter, from its first page on. */
function withWords(
  params: URLSearchParams,
  parameter: string,
  words: readonly string[],
): NodesQuery | null {
  const next = new URLSearchParams(params);
  next.delete("page");
  if (words.length === 0) next.delete(parameter);
  else next.set(parameter, formatList(words) ?? "");
  const parsed = parseNodesQuery(next, false);
  return parsed.ok ? parsed.query : null;
}

/**
 * The values of one filter as links, from the list of `search`; what is chosen stays among them even where no node has
 * it any more.
 */
export function facetChoices(
  search: string,
  parameter: string,
  values: readonly FacetValue[],
): FacetChoice[] {
  const params = new URLSearchParams(search);
  const chosen = chosenWords(params, parameter);
  const absent = chosen
    .filter((word) => !values.some((value) => value.word === word))
    .map((word) => ({ word, label: word, count: 0 }));
  return [...values, ...absent].flatMap((value) => {
    const isChosen = chosen.includes(value.word);
    const words = isChosen ? chosen.filter((word) => word !== value.word) : [...chosen, value.word];
    const next = withWords(params, parameter, words);
    // A value that no address can say (more than fifty at once) is not offered.
    return next === null ? [] : [{ ...value, chosen: isChosen, href: nodesAddress(next) }];
  });
}
