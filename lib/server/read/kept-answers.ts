import "server-only";
import { LRUCache } from "lru-cache";
import type { AnswerState } from "@/lib/server/read/answer-state";

/**
 * The last answers to one kind of question. A list of a large fleet is counted over all of its nodes: who asks the same
 * while nothing has changed, or at the same moment, is given the answer of who asked first.
 */
export class KeptAnswers<Answer> {
  readonly #answers: LRUCache<string, Promise<Answer>>;

  /** `most` answers are kept, the last asked for. */
  constructor(most: number) {
    this.#answers = new LRUCache({ max: most });
  }

  /**
   * The answer to `question`: kept, on its way, or read now. What `stateOf` gives must hold all that the answer hangs on
   * besides the question, both as JSON. Nothing is kept where it gives null, where the reading fails, or where the state
   * at its end is not surely the one before: so `read` must learn all it answers by itself, and take over nothing that
   * was learned before.
   */
  async answer(
    question: unknown,
    { stateOf, read }: { stateOf: () => Promise<AnswerState>; read: () => Promise<Answer> },
  ): Promise<Answer> {
    const keyNow = async () => {
      const state = await stateOf();
      return state === null ? null : JSON.stringify([state, question]);
    };
    const key = await keyNow();
    if (key === null) return read();
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const reading = read();
    this.#answers.set(key, reading);
    let isOfOneState = false;
    try {
      const answer = await reading;
      isOfOneState = (await keyNow().catch(() => null)) === key;
      return answer;
    } finally {
      if (!isOfOneState && this.#answers.peek(key) === reading) this.#answers.delete(key);
    }
  }

  /**
   * The answer for who reads within a snapshot, whose state stays as it is until the end: `state` must hold all that the
   * answer hangs on, as JSON. Another snapshot of the same state has the same answer.
   */
  answerWithin(state: AnswerState, read: () => Promise<Answer>): Promise<Answer> {
    const key = JSON.stringify(state);
    const known = this.#answers.get(key);
    // It comes over somebody else's connection: where that one is lost, ours may be well.
    if (known !== undefined) return known.catch(read);
    const reading = read();
    this.#answers.set(key, reading);
    reading.catch(() => {
      if (this.#answers.peek(key) === reading) this.#answers.delete(key);
    });
    return reading;
  }
}
