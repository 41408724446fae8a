import { parseBaselineAddress, type BaselineSegments } from "@/lib/api/baseline-address";
import { parseEffectivePatchesQuery } from "@/lib/api/effective-patches-query";
import { effectivePatchesSchema } from "@/lib/api/effective-patches.schema";
import { readEffectivePatches } from "@/lib/server/read/read-effective-patches";
import { readWholeEffectivePatches } from "@/lib/server/read/whole-baselines";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";
import { fileOf, listAsked } from "@/lib/server/respond-download";

export const GET = respond<BaselineSegments>(async (asked) => {
  const { viewer, request, segments } = asked;
  const { source, baselineId } = parsed(parseBaselineAddress(segments));
  const { download, query } = listAsked(asked.query);
  const listQuery = parsed(parseEffectivePatchesQuery(query, true));
  const patience = patienceOf(request);
  if (download !== null) {
    const list = await readWholeEffectivePatches(viewer, source, baselineId, listQuery, patience);
    return fileOf(asked, download, list);
  }
  const patches = await readEffectivePatches(viewer, source, baselineId, listQuery, patience);
  return json(effectivePatchesSchema, patches);
});

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
