import { parseNoQuery } from "@/lib/api/query-reader";
import { sweepDetailSchema } from "@/lib/api/sweep.schema";
import { readSweep } from "@/lib/server/read/read-sweep";
import { json, parsed, respond } from "@/lib/server/respond";

export const GET = respond<{ readonly sweepId: string }>(async ({ viewer, query, segments }) => {
  parsed(parseNoQuery(query));
  return json(sweepDetailSchema, await readSweep(viewer, segments.sweepId));
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
