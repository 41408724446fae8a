import "server-only";
import { placeOf, type CallSubject } from "@/lib/server/aws/call-subject";

/** AWS's own word that what was asked for does not exist: an answer, not a failed read. */
export class NoSuchThingError extends Error {
  /** By name: Next keeps several copies of this module in a process, and errors pass between them. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return (
      Error[Symbol.hasInstance](value) && Reflect.get(Object(value), "name") === "NoSuchThingError"
    );
  }

  override readonly name = "NoSuchThingError";

  constructor(subject: CallSubject, cause: unknown) {
    super(`${placeOf(subject)}: AWS knows no such thing.`, { cause });
  }
}

/** `answer`, or `instead` where AWS says that there is no such thing. */
export async function unlessNoSuchThing<Answer, Instead>(
  answer: Promise<Answer>,
  instead: Instead,
): Promise<Answer | Instead> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NoSuchThingError) return instead;
    throw error;
  }
}
