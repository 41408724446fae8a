import { parseBaselineAddress, type BaselineSegments } from "@/lib/api/baseline-address";
import { parseEffectivePatchesQuery } from "@/lib/api/effective-patches-query";
import { effectivePatchesSchema } from "@/lib/api/effective-patches.schema";
import { readEffectivePatches } from "@/lib/server/read/read-effective-patches";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";

export const GET = respond<BaselineSegments>(async ({ viewer, request, query, segments }) => {
  const { source, baselineId } = parsed(parseBaselineAddress(segments));
  const asked = parsed(parseEffectivePatchesQuery(query, true));
  const patience = patienceOf(request);
  const patches = await readEffectivePatches(viewer, source, baselineId, asked, patience);
  return json(effectivePatchesSchema, patches);
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
