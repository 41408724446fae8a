import { describe, expect, test } from "vitest";
import { KeptReading } from "@/lib/server/kept-reading";

const patient = { waitMs: 5_000 };
const impatient = { waitMs: 0 };

function steps(...answers: ReadonlyArray<string | Error>) {
  let calls = 0;
  return {
    calls: () => calls,
    read: async () => {
      const answer = answers[calls] ?? "later";
      calls += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

describe("a kept reading", () => {
  test("is read once for everybody who asks at the same time, and kept", async () => {
    const { read, calls } = steps("first");
    const kept = new KeptReading(read, { keepMs: 60_000, retryMs: 0 });
    const answers = await Promise.all([kept.ask(patient), kept.ask(patient), kept.ask(patient)]);
    expect(answers.map(({ value }) => value)).toEqual(["first", "first", "first"]);
    expect((await kept.ask(patient)).value).toBe("first");
    expect(calls()).toBe(1);
  });

  test("that fails keeps the last good value, says why, and is good again after the next success", async () => {
    const trouble = new Error("denied");
    const { read } = steps("first", trouble, "second");
    const kept = new KeptReading(read, { keepMs: 60_000, retryMs: 0 });
    const first = await kept.ask(patient);
    await kept.refresh();
    expect(kept.peek()).toMatchObject({ value: "first", readAt: first.readAt, failure: trouble });
    await kept.refresh();
    expect(kept.peek()).toMatchObject({ value: "second", failure: null });
  });

  test("that has just failed is not tried again at once", async () => {
    const { read, calls } = steps(new Error("denied"));
    const kept = new KeptReading(read, { keepMs: 60_000, retryMs: 60_000 });
    await kept.ask(patient);
    expect((await kept.ask(patient)).value).toBeNull();
    expect(calls()).toBe(1);
  });

  test("that takes longer than the patience says that it is under way, and goes on", async () => {
    let finish: (value: string) => void = () => undefined;
    const kept = new KeptReading(
      () =>
        new Promise<string>((resolve) => {
          finish = resolve;
        }),
      { keepMs: 60_000, retryMs: 0 },
    );
    expect(await kept.ask(impatient)).toMatchObject({ value: null, readAt: null, reading: true });
    finish("late");
    expect(await kept.ask(patient)).toMatchObject({ value: "late", reading: false });
  });
});
