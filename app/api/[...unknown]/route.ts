import { ProblemError } from "@/lib/server/problem-error";
import { respond } from "@/lib/server/respond";

/** Every address of the API that is none: a problem, never the page's HTML. */
const unknown = respond<{ unknown: string[] }>(async ({ segments }) => {
  throw new ProblemError("notFound", `There is no /api/${segments.unknown.join("/")}.`);
});

export { unknown as GET, unknown as POST, unknown as PUT, unknown as PATCH, unknown as DELETE };
