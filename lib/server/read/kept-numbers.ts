import "server-only";
import { oncePerProcess } from "@/lib/server/process-wide";
import { KeptAnswers } from "@/lib/server/read/kept-answers";
import { loadAlikeNodes, type AlikeNodes } from "@/lib/server/store/alike-nodes";
import type { CountedNodes } from "@/lib/server/store/count-nodes";
import { countCveCoverage, type CveCoverage } from "@/lib/server/store/cve-coverage";
import type { Queryable } from "@/lib/server/store/database";
import { loadNextToAge } from "@/lib/server/store/next-to-age";
import type { NodeFilter } from "@/lib/server/store/node-filter";
import { loadPartFindings, type PartFindings } from "@/lib/server/store/part-findings";
import { loadGenerations } from "@/lib/server/store/sources";

/** Viewers who see the same sources share them; a sweep leaves many behind. */
const states = 4;

/**
 * What all questions about a fleet count with, counted once for as long as nothing changes: a filter that nobody has asked
 * for yet then costs no pass over the nodes. Each method is for use within a snapshot, which says what has changed.
 */
export class KeptNumbers {
  readonly #nodes = new KeptAnswers<readonly AlikeNodes[]>(states);
  readonly #findings = new KeptAnswers<PartFindings>(states);
  readonly #coverage = new KeptAnswers<CveCoverage>(states);

  /** The nodes of the filter's sources. */
  async nodes(snapshot: Queryable, filter: NodeFilter): Promise<readonly AlikeNodes[]> {
    const { sourceNos, today, deadlineDays } = filter;
    const generations = await loadGenerations(snapshot, sourceNos);
    const nextToAge = await loadNextToAge(snapshot, sourceNos, filter);
    return this.#nodes.answerWithin([generations, nextToAge, today, deadlineDays], () =>
      loadAlikeNodes(snapshot, { ...filter, q: "", severities: null }),
    );
  }

  /** The same, and those of them that pass what only each node by itself can be asked. */
  async countedNodes(snapshot: Queryable, filter: NodeFilter): Promise<CountedNodes> {
    const every = await this.nodes(snapshot, filter);
    const isAskedMore = filter.q !== "" || filter.severities !== null;
    return { every, asked: isAskedMore ? await loadAlikeNodes(snapshot, filter) : every };
  }

  /** The findings of the filter's sources. */
  async findings(
    snapshot: Queryable,
    { sourceNos, today, deadlineDays }: NodeFilter,
  ): Promise<PartFindings> {
    const generations = await loadGenerations(snapshot, sourceNos);
    return this.#findings.answerWithin([generations, today, deadlineDays], () =>
      loadPartFindings(snapshot, { sourceNos, today, deadlineDays }),
    );
  }

  /** Of how many nodes of some sources answers about CVEs can speak. */
  cveCoverage = async (snapshot: Queryable, sourceNos: readonly number[]): Promise<CveCoverage> =>
    this.#coverage.answerWithin(await loadGenerations(snapshot, sourceNos), () =>
      countCveCoverage(snapshot, sourceNos),
    );
}

/** Those of this process's store. */
export const keptNumbers = oncePerProcess("numbers", () => new KeptNumbers());
