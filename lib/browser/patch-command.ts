import type { Facet } from "@/lib/api/facet.schema";
import type { NodePatches } from "@/lib/api/node-patches.schema";
import { notReported, type NodePatchesQuery } from "@/lib/api/node-patches-query";
import { describeInstancePatchesCommand } from "@/lib/domain/aws-cli";
import type { KnownPatchState } from "@/lib/domain/patch-state";
import type { Source } from "@/lib/domain/source";

export interface PatchCommand {
  readonly command: string;
  /** The filters of the view that the command cannot express, in words; empty when it says it all. */
  readonly leftOut: readonly string[];
}

/** The vendor's own words for folded ones, or null when one of them is not known or is blank: SSM compares whole values. */
function vendorWords(
  words: readonly string[] | null,
  facet: Facet | undefined,
): readonly string[] | null {
  if (words === null) return [];
  const labels = words.map((word) =>
    word === notReported ? null : (facet?.find((value) => value.word === word)?.label ?? null),
  );
  return labels.every((label) => label !== null) ? labels : null;
}

/** The AWS CLI command for a view of a node's patches. */
export function patchCommand(
  source: Source,
  instanceId: string,
  query: NodePatchesQuery,
  facets: NodePatches["facets"] | undefined,
): PatchCommand {
  const states = query.states ?? [];
  const known = states.filter((state): state is KnownPatchState => state !== "unrecognised");
  const severities = vendorWords(query.severities, facets?.severity);
  const classifications = vendorWords(query.classifications, facets?.classification);
  const statesFit = known.length === states.length;
  const leftOut = [
    statesFit ? null : "unrecognised states",
    severities === null ? "severity" : null,
    classifications === null ? "classification" : null,
    query.deadlines === null ? null : "deadline",
    query.q === "" ? null : "text",
  ].filter((part) => part !== null);
  return {
    command: describeInstancePatchesCommand(source, instanceId, {
      states: statesFit ? known : [],
      severities: severities ?? [],
      classifications: classifications ?? [],
    }),
    leftOut,
  };
}
