import { everyNode } from "@/lib/api/nodes-query";
import { defaultDeadlineDays } from "@/lib/domain/deadline";
import { KeptAnswers } from "@/lib/server/read/kept-answers";
import { KeptNumbers } from "@/lib/server/read/kept-numbers";
import { countNodes } from "@/lib/server/store/count-nodes";
import { listNodesOfCve } from "@/lib/server/store/cves";
import { summariseFleet } from "@/lib/server/store/fleet-summary";
import { listNodes } from "@/lib/server/store/list-nodes";
import { loadNextToAge } from "@/lib/server/store/next-to-age";
import type { NodeFilter } from "@/lib/server/store/node-filter";
import { inSnapshot } from "@/lib/server/store/snapshot";
import { loadSourceStates } from "@/lib/server/store/sources";
import type { Store } from "@/lib/server/store/store";
import { baselineOf, cveOf, patchGroups, systems } from "./fill-store";

/** Something that pages and API ask the store for. */
export interface Question {
  readonly name: string;
  /** Asked for the `at`-th time: with other words each time, unless it is asked again. */
  readonly ask: (at: number) => Promise<unknown>;
  /** Something that is stored has changed: nothing that was counted before holds. */
  readonly change?: () => void;
}

const bounds = {
  freshSince: "2026-11-20T12:00:00.000Z",
  ageingSince: "2026-11-14T12:00:00.000Z",
  today: "2026-11-21",
  deadlineDays: defaultDeadlineDays,
};

/** Filters as readers choose them; no two of ninety are alike. */
function filterAt(at: number, sourceNo: number): NodeFilter {
  const one = <Word>(words: readonly Word[], of: number) =>
    of % (words.length + 1) === 0 ? null : words.slice((of % (words.length + 1)) - 1).slice(0, 1);
  return {
    ...everyNode,
    ...bounds,
    sourceNos: [sourceNo],
    operatingSystems: one(systems, at),
    groups: one(patchGroups, Math.floor(at / (systems.length + 1))),
    verdicts: one(["nonCompliant", "compliant"] as const, Math.floor(at / 30)),
    baselines: at % 3 === 2 ? [baselineOf(at), baselineOf(at + 1)] : null,
  };
}

const page = { sort: everyNode.sort, page: 1, size: 50 };
const mostOverdue = [{ column: "overdue", descending: true }] as const;

/** `select 1` is what any question costs. */
export function questionsOf({ database }: Store, sourceNo: number): readonly Question[] {
  const filter = (at: number) => filterAt(at, sourceNo);
  const all = filter(0);
  let numbers = new KeptNumbers();
  const change = () => {
    numbers = new KeptNumbers();
  };
  const counts = (asked: NodeFilter) =>
    inSnapshot(database, async (snapshot) =>
      countNodes(await numbers.countedNodes(snapshot, asked), asked),
    );
  const fleet = (asked: NodeFilter) =>
    inSnapshot(database, async (snapshot) =>
      summariseFleet(
        await numbers.nodes(snapshot, asked),
        await numbers.findings(snapshot, asked),
        asked,
      ),
    );
  const cve = (at: number) =>
    listNodesOfCve(database, [sourceNo], cveOf(at), page, numbers.cveCoverage);

  const answers = new KeptAnswers<unknown>(60);
  const stateOf = async () => [
    await loadSourceStates(database, [sourceNo]),
    await loadNextToAge(database, [sourceNo], bounds),
  ];
  const again = (name: string, read: () => Promise<unknown>): Question => ({
    name,
    ask: () => answers.answer(name, { stateOf, read }),
  });

  return [
    { name: "select 1", ask: () => database.execute("select 1") },
    { name: "list page of 50, worst first", ask: (at) => listNodes(database, filter(at), page) },
    {
      name: "list page of 50, overdue ones, most first",
      ask: (at) =>
        listNodes(
          database,
          { ...filter(at), deadlines: ["overdue"] },
          { ...page, sort: mostOverdue },
        ),
    },
    { name: "counts around the list, after a change", ask: (at) => counts(filter(at)), change },
    { name: "counts around the list", ask: (at) => counts(filter(at)) },
    { name: "CVE lookup, after a change", ask: cve, change },
    { name: "CVE lookup", ask: cve },
    { name: "fleet summary, after a change", ask: (at) => fleet(filter(at)), change },
    { name: "fleet summary", ask: (at) => fleet(filter(at)) },
    again("list and counts, asked again", async () => [
      await listNodes(database, all, page),
      await counts(all),
    ]),
    again("CVE lookup, asked again", () => cve(0)),
    again("fleet summary, asked again", () => fleet(all)),
    { name: "what an ETag hangs on", ask: () => loadNextToAge(database, [sourceNo], bounds) },
  ];
}
