import "server-only";
import {
  deploymentStatuses,
  knownDeploymentStatus,
  type EffectivePatch,
} from "@/lib/domain/effective-patch";
import { complianceLevelRank } from "@/lib/domain/patch-baseline";
import { severityOrder } from "@/lib/domain/severity";
import type {
  EffectivePatchColumn,
  EffectivePatchesQuery,
} from "@/lib/api/effective-patches-query";
import type { EffectivePatches } from "@/lib/api/effective-patches.schema";
import { foldWord, notReported } from "@/lib/api/node-patches-query";
import { facetOf } from "@/lib/server/read/facet-of";
import { holdsText, isIn, pageOf } from "@/lib/server/read/matching";
import { byNumber, byText, collator, sortBy, type Order } from "@/lib/server/read/order";

const statusOf = ({ deploymentStatus }: EffectivePatch) =>
  deploymentStatus === null ? null : knownDeploymentStatus(deploymentStatus);

const statusRank = byNumber<EffectivePatch>((patch) => {
  const status = statusOf(patch);
  return status === null ? null : deploymentStatuses.indexOf(status);
});
const statusName = byText<EffectivePatch>((patch) => patch.deploymentStatus);
const severityRank = byNumber<EffectivePatch>((patch) => severityOrder(patch.severity, "WINDOWS"));
const severityName = byText<EffectivePatch>((patch) => patch.severity);

const orders: Record<EffectivePatchColumn, Order<EffectivePatch>> = {
  "kb-id": byText((patch) => patch.kbId),
  title: byText((patch) => patch.title),
  product: byText((patch) => patch.product),
  classification: byText((patch) => patch.classification),
  severity: (a, b, descending) => severityRank(a, b, descending) || severityName(a, b, descending),
  status: (a, b, descending) => statusRank(a, b, descending) || statusName(a, b, descending),
  "compliance-level": byNumber((patch) => complianceLevelRank(patch.complianceLevel)),
  "approval-date": byText((patch) => patch.approvalDate),
  "release-date": byText((patch) => patch.releaseDate),
};

const byRow: Order<EffectivePatch> = (a, b) =>
  collator.compare(a.kbId ?? "", b.kbId ?? "") ||
  collator.compare(a.id, b.id) ||
  collator.compare(a.product ?? "", b.product ?? "");

/** What a query selects out of a baseline's effective patches. */
export type SelectedEffectivePatches = Pick<
  EffectivePatches,
  "items" | "total" | "countsByStatus" | "facets"
>;

/** The page of patches that `query` asks for, how many match in all, and what else could be filtered by. */
export function selectEffectivePatches(
  patches: readonly EffectivePatch[],
  query: EffectivePatchesQuery,
): SelectedEffectivePatches {
  const { statuses } = query;
  const status = (patch: EffectivePatch) =>
    statuses === null || statuses.includes(statusOf(patch) ?? "unrecognised");
  const severity = (patch: EffectivePatch) => isIn(query.severities, foldWord(patch.severity));
  const classification = (patch: EffectivePatch) =>
    isIn(query.classifications, foldWord(patch.classification));
  const product = (patch: EffectivePatch) => isIn(query.products, foldWord(patch.product));

  const found = patches.filter(({ kbId, title, product: name }) =>
    holdsText(query.q, [kbId, title, name]),
  );
  const ofStatus = found.filter(status);
  const matching = ofStatus.filter(
    (patch) => severity(patch) && classification(patch) && product(patch),
  );
  const countsByStatus: Record<string, number> = {};
  for (const patch of found) {
    if (!severity(patch) || !classification(patch) || !product(patch)) continue;
    const word = patch.deploymentStatus ?? notReported;
    countsByStatus[word] = (countsByStatus[word] ?? 0) + 1;
  }
  return {
    items: pageOf(sortBy(matching, query.sort, orders, byRow), query),
    total: matching.length,
    countsByStatus,
    facets: {
      severity: facetOf(
        ofStatus.filter((patch) => classification(patch) && product(patch)),
        (patch) => patch.severity,
      ),
      classification: facetOf(
        ofStatus.filter((patch) => severity(patch) && product(patch)),
        (patch) => patch.classification,
      ),
      product: facetOf(
        ofStatus.filter((patch) => severity(patch) && classification(patch)),
        (patch) => patch.product,
      ),
    },
  };
}
