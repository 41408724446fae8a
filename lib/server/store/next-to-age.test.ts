import { expect, test } from "vitest";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";
import { loadNextToAge } from "@/lib/server/store/next-to-age";
import { saveSampleNodes } from "@/lib/server/store/sample-nodes";
import { saveSources } from "@/lib/server/store/sources";

const readAt = "2026-11-21T14:00:00.000Z";
const ended = (operationEndTime: string) => ({ operationEndTime });

describeOnEachEngine("The next operations to age", ({ store }) => {
  test("are those that end first after each bound, of all nodes of the sources seen, also of one that has stopped", async () => {
    const { database } = store();
    const [seen, hidden] = await saveSources(database, [
      { account: "111122223333", region: "us-east-1" },
      { account: "444455556666", region: "us-east-1" },
    ]);
    if (seen === undefined || hidden === undefined) throw new Error("No source was stored.");
    await saveSampleNodes(
      store(),
      seen.sourceNo,
      [
        { id: "1", ...ended("2026-11-21T10:00:00.000Z") },
        { id: "2", ...ended("2026-11-21T09:00:00.000Z") },
        { id: "3", ...ended("2026-11-16T09:00:00.000Z") },
        { id: "4", ...ended("2026-11-01T09:00:00.000Z") },
        { id: "5", listing: "stopped", ...ended("2026-11-17T08:00:00.000Z") },
        { id: "6", counts: null },
      ],
      readAt,
    );
    const [first] = [{ id: "1", ...ended("2026-11-21T07:00:00.000Z") }];
    await saveSampleNodes(store(), hidden.sourceNo, [first], readAt);
    const nextAfter = async (freshSince: string, ageingSince: string) => {
      const bounds = { freshSince, ageingSince };
      const { fresh, ageing } = await loadNextToAge(database, [seen.sourceNo], bounds);
      return [fresh, ageing].map((each) => each && new Date(each).toISOString());
    };
    expect(await nextAfter("2026-11-20T14:00:00.000Z", "2026-11-14T14:00:00.000Z")).toEqual([
      "2026-11-21T09:00:00.000Z",
      "2026-11-16T09:00:00.000Z",
    ]);
    expect(await nextAfter("2026-11-20T14:00:00.000Z", "2026-11-16T09:00:00.001Z")).toEqual([
      "2026-11-21T09:00:00.000Z",
      "2026-11-17T08:00:00.000Z",
    ]);
    expect(await nextAfter("2026-11-21T09:00:00.001Z", "2026-11-16T09:00:00.000Z")).toEqual([
      "2026-11-21T10:00:00.000Z",
      "2026-11-16T09:00:00.000Z",
    ]);
    expect(await nextAfter("2026-11-22T00:00:00.000Z", "2026-11-22T00:00:00.000Z")).toEqual([
      null,
      null,
    ]);
  });

  test("a source that is stored anew begins with another generation", async () => {
    const { database } = store();
    const source = { account: "777788889999", region: "us-east-1" };
    const [before] = await saveSources(database, [source]);
    await database.execute("delete from source where account = '777788889999'");
    const [after] = await saveSources(database, [source]);
    expect(after?.generation).toBeGreaterThan(before?.generation ?? Number.NaN);
  });
});
