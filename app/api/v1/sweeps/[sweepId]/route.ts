import { parseNoQuery } from "@/lib/api/query-reader";
import { sweepDetailSchema } from "@/lib/api/sweep.schema";
import { stateOfSweep } from "@/lib/server/read/answer-state";
import { readSweep } from "@/lib/server/read/read-sweep";
import { parsed, respond, taggedJson } from "@/lib/server/respond";

export const GET = respond<{ readonly sweepId: string }>(async (asked) => {
  const { viewer, query, segments } = asked;
  parsed(parseNoQuery(query));
  return taggedJson(asked, {
    schema: sweepDetailSchema,
    state: () => stateOfSweep(viewer, segments.sweepId),
    read: () => readSweep(viewer, segments.sweepId),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
