import { parseBaselineAddress, type BaselineSegments } from "@/lib/api/baseline-address";
import { baselineDetailSchema } from "@/lib/api/baseline.schema";
import { parseNoQuery } from "@/lib/api/query-reader";
import { stateOfBaseline } from "@/lib/server/read/answer-state";
import { readBaseline } from "@/lib/server/read/read-baseline";
import { patienceOf } from "@/lib/server/read/waiting";
import { parsed, respond, taggedJson } from "@/lib/server/respond";

export const GET = respond<BaselineSegments>(async (asked) => {
  const { viewer, request, query, segments } = asked;
  const { source, baselineId } = parsed(parseBaselineAddress(segments));
  parsed(parseNoQuery(query));
  return taggedJson(asked, {
    schema: baselineDetailSchema,
    state: () => stateOfBaseline(viewer, source, baselineId),
    read: () => readBaseline(viewer, source, baselineId, patienceOf(request)),
  });
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
