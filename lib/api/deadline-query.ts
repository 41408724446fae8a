import { deadlineWord, type Deadline } from "@/lib/domain/deadline";
import { oneOf, type QueryReader } from "@/lib/api/query-reader";

/** How deadlines stand, as `deadline=` asks for it, of those that the list knows; null: it does not ask. */
export function readDeadlines<Known extends Deadline>(
  reader: QueryReader,
  known: readonly Known[],
): readonly Known[] | null {
  const words = known.map(deadlineWord).join(", ");
  return reader.words("deadline", oneOf(known), `Not how a deadline stands. Known: ${words}.`);
}
