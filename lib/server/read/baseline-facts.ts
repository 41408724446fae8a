import "server-only";
import { baselineOwnerOf, ownBaselineArn } from "@/lib/domain/baseline-id";
import type { PatchBaselineIdentity } from "@/lib/domain/patch-baseline";
import type { BaselineDetail, BaselineItem } from "@/lib/api/baseline.schema";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import type { BaselineUse } from "@/lib/server/store/baselines";
import type { ListedBaseline } from "@/lib/server/store/stored-baselines";
import type { StoredNode } from "@/lib/server/store/stored-node";
import type { ReadBaseline } from "@/lib/server/read/kept-baselines";
import {
  countVerdicts,
  nodesScannedBefore,
  nodesWithRejected,
  patchGroupsUsing,
} from "@/lib/server/read/nodes-using";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";

/** The nodes that used a baseline last, as far as their source has been read; null: it never was. */
export interface NodesUsing {
  readonly nodes: readonly StoredNode[] | null;
  readonly status: SourceStatus;
}

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

/** Where a listed baseline is, and what it is called. */
export function toListedPlace(
  opened: OpenedSource,
  identity: PatchBaselineIdentity,
): BaselinePlace {
  return placeAt(opened, identity, identity.askFor);
}

/** A listed baseline as the list shows it; `shown` is null where it was not read, `using` where its source's nodes were not. */
export function toBaselineItem(
  opened: OpenedSource,
  identity: PatchBaselineIdentity,
  known: {
    readonly shown: ListedBaseline["shown"];
    readonly using: Pick<BaselineUse, "nodes" | "nonCompliant"> | null;
    readonly readAt: string;
  },
): BaselineItem {
  const { shown, using, readAt } = known;
  const delays = shown?.approveAfterDays.flatMap((days) => days ?? []);
  return {
    ...toListedPlace(opened, identity),
    defaultBaseline: identity.defaultBaseline,
    nodesUsing: using?.nodes ?? null,
    nonCompliant: using?.nonCompliant ?? null,
    modifiedDate: shown?.modifiedDate ?? null,
    patchGroups: shown?.patchGroups ?? null,
    longestApproveAfterDays: delays && delays.length > 0 ? Math.max(...delays) : null,
    readAt,
  };
}

/** A baseline with all that AWS gives of it, and what its source's nodes say of having used it. */
export function toBaselineDetail(
  opened: OpenedSource,
  read: ReadBaseline,
  source: SourceStatus,
  { nodes, status }: NodesUsing,
): BaselineDetail {
  const { baseline, identity, raw } = read;
  return {
    ...baseline,
    ...toBaselinePlace(opened, read),
    defaultBaseline: identity?.defaultBaseline ?? null,
    nodesUsing: nodes && nodes.length,
    countsByVerdict: nodes && countVerdicts(nodes),
    patchGroupsUsing: nodes && patchGroupsUsing(nodes),
    rejectedStillInstalled: nodes && nodesWithRejected(nodes),
    scannedBeforeModified: nodes && nodesScannedBefore(nodes, baseline.modifiedDate),
    nodeSource: status,
    baselineSource: source,
    readAt: source.readAt ?? new Date().toISOString(),
    raw,
  };
}
