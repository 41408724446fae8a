import { parseRolloutQuery } from "@/lib/api/history-query";
import { parsePatchAddress } from "@/lib/api/patch-address";
import { rolloutSchema } from "@/lib/api/rollout.schema";
import { readRollout } from "@/lib/server/read/read-rollout";
import { patienceOf } from "@/lib/server/read/waiting";
import { json, parsed, respond } from "@/lib/server/respond";

export const GET = respond<{ readonly os: string; readonly kbId: string }>(
  async ({ viewer, request, query, segments }) => {
    const address = parsed(parsePatchAddress(segments));
    const asked = parsed(parseRolloutQuery(query));
    return json(rolloutSchema, await readRollout(viewer, address, asked, patienceOf(request)));
  },
);

export {
  onlyGet as POST,
  onlyGet as PUT,
  onlyGet as PATCH,
  onlyGet as DELETE,
} from "@/lib/server/respond";
