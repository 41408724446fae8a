import "server-only";
import { baselineOwnerOf, ownBaselineArn } from "@/lib/domain/baseline-id";
import type { PatchBaselineIdentity } from "@/lib/domain/patch-baseline";
import type { BaselineDetail, BaselineItem } from "@/lib/api/baseline.schema";
import type { ReadBaseline } from "@/lib/server/read/kept-baselines";
import type { Kept } from "@/lib/server/kept-reading";
import type { NodeFacts } from "@/lib/server/read/node-facts";
import {
  countVerdicts,
  nodesByBaseline,
  nodesScannedBefore,
  nodesWithRejected,
  patchGroupsUsing,
} from "@/lib/server/read/nodes-using";
import { sourceStatus } from "@/lib/server/read/sources";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";

/** Where a baseline is, and what it is called. */
export type BaselinePlace = Pick<
  BaselineDetail,
  | "account"
  | "region"
  | "alias"
  | "baselineId"
  | "arn"
  | "name"
  | "description"
  | "operatingSystem"
  | "owner"
>;

function placeAt(
  { source, alias }: OpenedSource,
  named: Pick<BaselinePlace, "baselineId" | "name" | "description" | "operatingSystem">,
  askFor: string,
): BaselinePlace {
  const { baselineId, name, description, operatingSystem } = named;
  return {
    account: source.account,
    region: source.region,
    alias,
    baselineId,
    arn: askFor.startsWith("arn:") ? askFor : ownBaselineArn(source, baselineId),
    name,
    description,
    operatingSystem,
    owner: baselineOwnerOf(source, askFor),
  };
}

/** Where a baseline that was read is, and what it is called. */
export function toBaselinePlace(opened: OpenedSource, read: ReadBaseline): BaselinePlace {
  const { baseline, identity } = read;
  return placeAt(opened, baseline, identity?.askFor ?? baseline.arn ?? baseline.baselineId);
}

/** A listed baseline as the list shows it; `read` is null where it was not read, `nodes` where its source's were not. */
export function toBaselineItem(
  opened: OpenedSource,
  identity: PatchBaselineIdentity,
  known: {
    readonly read: ReadBaseline | null;
    readonly nodes: readonly NodeFacts[] | null;
    readonly readAt: string;
  },
): BaselineItem {
  const { read, nodes, readAt } = known;
  const delays = read?.baseline.approvalRules.patchRules.flatMap(
    ({ approveAfterDays }) => approveAfterDays ?? [],
  );
  return {
    ...placeAt(opened, identity, identity.askFor),
    defaultBaseline: identity.defaultBaseline,
    nodesUsing: nodes?.length ?? null,
    nonCompliant: nodes && countVerdicts(nodes).nonCompliant,
    modifiedDate: read?.baseline.modifiedDate ?? null,
    patchGroups: read?.baseline.patchGroups ?? null,
    longestApproveAfterDays: delays && delays.length > 0 ? Math.max(...delays) : null,
    readAt,
  };
}

/** A baseline with all that AWS gives of it, and what its source's nodes say of having used it. */
export function toBaselineDetail(
  opened: OpenedSource,
  read: ReadBaseline,
  readAt: string,
  fleet: Kept<readonly NodeFacts[]>,
): BaselineDetail {
  const { baseline, identity, raw } = read;
  const nodes = fleet.value && (nodesByBaseline(fleet.value).get(baseline.baselineId) ?? []);
  return {
    ...baseline,
    ...toBaselinePlace(opened, read),
    defaultBaseline: identity?.defaultBaseline ?? null,
    nodesUsing: nodes && nodes.length,
    countsByVerdict: nodes && countVerdicts(nodes),
    patchGroupsUsing: nodes && patchGroupsUsing(nodes),
    rejectedStillInstalled: nodes && nodesWithRejected(nodes),
    scannedBeforeModified: nodes && nodesScannedBefore(nodes, baseline.modifiedDate),
    nodeSource: sourceStatus(opened, fleet),
    readAt,
    raw,
  };
}
