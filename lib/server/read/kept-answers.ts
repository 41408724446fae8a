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
   * The answer to `question` in `state`: kept, on its way, or read now. `state` must hold all that the answer hangs on
   * besides the question, both as JSON; with null nothing is kept. A reading that fails is not kept either.
   */
  async answer(
    state: AnswerState,
    question: unknown,
    read: () => Promise<Answer>,
  ): Promise<Answer> {
    if (state === null) return read();
    const key = JSON.stringify([state, question]);
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const reading = read();
    this.#answers.set(key, reading);
    try {
      return await reading;
    } catch (error) {
      if (this.#answers.peek(key) === reading) this.#answers.delete(key);
      throw error;
    }
  }
}
