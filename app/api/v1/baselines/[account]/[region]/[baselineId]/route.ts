import { parseBaselineAddress, type BaselineSegments } from "@/lib/api/baseline-address";
import { baselineDetailSchema } from "@/lib/api/baseline.schema";
import { parseNoQuery } from "@/lib/api/query-reader";
import { readBaseline } from "@/lib/server/read/read-baseline";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";

export const GET = respond<BaselineSegments>(async ({ viewer, request, query, segments }) => {
  const { source, baselineId } = parsed(parseBaselineAddress(segments));
  parsed(parseNoQuery(query));
  const baseline = await readBaseline(viewer, source, baselineId, patienceOf(request));
  return json(baselineDetailSchema, baseline);
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
