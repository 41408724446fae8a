import { parseNoQuery } from "@/lib/api/query-reader";
import { sweepListSchema, sweepRequestedSchema } from "@/lib/api/sweep.schema";
import { parseSweepsQuery } from "@/lib/api/sweeps-query";
import { stateOfSweeps } from "@/lib/server/read/answer-state";
import { readSweeps } from "@/lib/server/read/read-sweeps";
import { requestSweep } from "@/lib/server/read/request-sweep";
import { readWholeSweeps } from "@/lib/server/read/whole-sweeps";
import { accepted, parsed, respond, taggedJson } from "@/lib/server/respond";
import { fileOf, listAsked } from "@/lib/server/respond-download";

export const GET = respond(async (asked) => {
  const { viewer } = asked;
  const { download, query } = listAsked(asked.query);
  const sweepsQuery = parsed(parseSweepsQuery(query));
  if (download !== null) return fileOf(asked, download, await readWholeSweeps(viewer));
  return taggedJson(asked, {
    schema: sweepListSchema,
    state: () => stateOfSweeps(viewer),
    read: () => readSweeps(viewer, sweepsQuery),
  });
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
