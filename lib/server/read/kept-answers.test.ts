import { describe, expect, test } from "vitest";
import { KeptAnswers } from "@/lib/server/read/kept-answers";

/** Answers with how often it was asked. */
function counted() {
  let asked = 0;
  return {
    read: () => {
      asked += 1;
      return Promise.resolve(asked);
    },
    asked: () => asked,
  };
}

const always = (state: readonly unknown[] | null) => () => Promise.resolve(state);

describe("Answers that are kept", () => {
  test("are read once for all who ask the same in one state, and again in another", async () => {
    const { read, asked } = counted();
    const kept = new KeptAnswers<number>(10);
    const ask = (state: readonly unknown[], question: unknown) =>
      kept.answer(question, { stateOf: always(state), read });
    expect(await Promise.all([ask([1], { q: "" }), ask([1], { q: "" })])).toEqual([1, 1]);
    expect(await ask([1], { q: "web" })).toBe(2);
    expect(await ask([2], { q: "" })).toBe(3);
    expect(await ask([1], { q: "" })).toBe(1);
    expect(asked()).toBe(3);
  });

  test("are the last asked for", async () => {
    const { read } = counted();
    const kept = new KeptAnswers<number>(2);
    await kept.answer("a", { stateOf: always([]), read });
    await kept.answer("b", { stateOf: always([]), read });
    await kept.answer("a", { stateOf: always([]), read });
    await kept.answer("c", { stateOf: always([]), read });
    expect(await kept.answer("a", { stateOf: always([]), read })).toBe(1);
    expect(await kept.answer("b", { stateOf: always([]), read })).toBe(4);
  });

  test("are none where the state is not known", async () => {
    const { read } = counted();
    const kept = new KeptAnswers<number>(10);
    expect(await kept.answer("a", { stateOf: always(null), read })).toBe(1);
    expect(await kept.answer("a", { stateOf: always(null), read })).toBe(2);
  });

  test("are none where the reading failed: who waited hears why, who comes after reads anew", async () => {
    const kept = new KeptAnswers<number>(10);
    const fails = () => Promise.reject(new Error("no store"));
    const [first, second] = await Promise.allSettled([
      kept.answer("a", { stateOf: always([]), read: fails }),
      kept.answer("a", { stateOf: always([]), read: fails }),
    ]);
    expect(first.status).toBe("rejected");
    expect(second.status).toBe("rejected");
    expect(await kept.answer("a", { stateOf: always([]), read: () => Promise.resolve(7) })).toBe(7);
  });

  test("are shared by snapshots of one state, and read anew by who waited for one that failed", async () => {
    const { read, asked } = counted();
    const kept = new KeptAnswers<number>(10);
    expect(await Promise.all([kept.answerWithin([1], read), kept.answerWithin([1], read)])).toEqual(
      [1, 1],
    );
    expect(await kept.answerWithin([2], read)).toBe(2);
    const lost = kept.answerWithin([3], () => Promise.reject(new Error("connection lost")));
    const waited = kept.answerWithin([3], read);
    await expect(lost).rejects.toThrow("connection lost");
    expect(await waited).toBe(3);
    expect(await kept.answerWithin([3], read)).toBe(4);
    expect(asked()).toBe(4);
  });

  test("are none where the state changed while they were read: they would be kept for a state that they are not of", async () => {
    const kept = new KeptAnswers<string>(10);
    let state = "reading";
    const stateOf = () => Promise.resolve([state]);
    const seen = await kept.answer("nodes", {
      stateOf,
      read: () => {
        const status = state;
        state = "failed";
        return Promise.resolve(status);
      },
    });
    expect(seen).toBe("reading");
    state = "reading";
    expect(await kept.answer("nodes", { stateOf, read: () => Promise.resolve("anew") })).toBe(
      "anew",
    );
  });
});
