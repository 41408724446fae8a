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

describe("Answers that are kept", () => {
  test("are read once for all who ask the same in one state, and again in another", async () => {
    const { read, asked } = counted();
    const kept = new KeptAnswers<number>(10);
    const ask = (state: readonly unknown[], question: unknown) =>
      kept.answer(state, question, read);
    expect(await Promise.all([ask([1], { q: "" }), ask([1], { q: "" })])).toEqual([1, 1]);
    expect(await ask([1], { q: "web" })).toBe(2);
    expect(await ask([2], { q: "" })).toBe(3);
    expect(await ask([1], { q: "" })).toBe(1);
    expect(asked()).toBe(3);
  });

  test("are the last asked for", async () => {
    const { read } = counted();
    const kept = new KeptAnswers<number>(2);
    await kept.answer([], "a", read);
    await kept.answer([], "b", read);
    await kept.answer([], "a", read);
    await kept.answer([], "c", read);
    expect(await kept.answer([], "a", read)).toBe(1);
    expect(await kept.answer([], "b", read)).toBe(4);
  });

  test("are none where the state is not known", async () => {
    const { read } = counted();
    const kept = new KeptAnswers<number>(10);
    expect(await kept.answer(null, "a", read)).toBe(1);
    expect(await kept.answer(null, "a", read)).toBe(2);
  });

  test("are none where the reading failed: who waited hears why, who comes after reads anew", async () => {
    const kept = new KeptAnswers<number>(10);
    const fails = () => Promise.reject(new Error("no store"));
    const [first, second] = await Promise.allSettled([
      kept.answer([], "a", fails),
      kept.answer([], "a", fails),
    ]);
    expect(first.status).toBe("rejected");
    expect(second.status).toBe("rejected");
    expect(await kept.answer([], "a", () => Promise.resolve(7))).toBe(7);
  });
});
