import { parseNoQuery } from "@/lib/api/query-reader";
import { sweepListSchema, sweepRequestedSchema } from "@/lib/api/sweep.schema";
import { parseSweepsQuery } from "@/lib/api/sweeps-query";
import { readSweeps } from "@/lib/server/read/read-sweeps";
import { requestSweep } from "@/lib/server/read/request-sweep";
import { accepted, json, parsed, respond } from "@/lib/server/respond";

export const GET = respond(async ({ viewer, query }) => {
  const asked = parsed(parseSweepsQuery(query));
  return json(sweepListSchema, await readSweeps(viewer, asked));
});

export const POST = respond(async ({ viewer, query }) => {
  parsed(parseNoQuery(query));
  return accepted(sweepRequestedSchema, await requestSweep(viewer));
});

export {
  onlyGetAndPost as PUT,
  onlyGetAndPost as PATCH,
  onlyGetAndPost as DELETE,
} from "@/lib/server/respond";
