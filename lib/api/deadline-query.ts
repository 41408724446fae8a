import type { Deadline } from "@/lib/domain/deadline";
import { oneOf, type QueryReader } from "@/lib/api/query-reader";

/** The query word of a deadline: `due-soon`. */
export function deadlineWord(deadline: Deadline): string {
  return deadline.replace(/[A-Z]/, "-$&").toLowerCase();
}

/** How deadlines stand, as `deadline=` asks for it, of those that the list knows; null: it does not ask. */
export function readDeadlines<Known extends Deadline>(
  reader: QueryReader,
  known: readonly Known[],
): readonly Known[] | null {
  const words = known.map(deadlineWord).join(", ");
  return reader.words("deadline", oneOf(known), `Not how a deadline stands. Known: ${words}.`);
}
