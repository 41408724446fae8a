import "server-only";
import { DescribeInstancePatchesCommand, type PatchComplianceData } from "@aws-sdk/client-ssm";
import type { InstanceId } from "@/lib/domain/instance-id";
import type { Patch } from "@/lib/domain/patch";
import { toPatchState, type KnownPatchState } from "@/lib/domain/patch-state";
import { callAws } from "@/lib/server/aws/call-aws";
import { unlessNoSuchThing } from "@/lib/server/aws/no-such-thing-error";
import { collectPages } from "@/lib/server/aws/collect-pages";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import { cveIdList, presentRows, textOrNull, timeOrNull } from "@/lib/server/aws/wire-values";

const operation = "DescribeInstancePatches";

/** How a node's patches are read. */
export interface PatchesOptions {
  /** Only patches in one of these states; absent: all of them, thousands on a Windows node. */
  readonly states?: readonly KnownPatchState[];
  /** Told the rows so far after each page; they fall back when AWS makes the list begin anew. */
  readonly onPage?: (rowsSoFar: readonly Patch[]) => void;
  readonly signal?: AbortSignal;
}

/**
 * A node's patches, in no order that AWS promises (ssm:DescribeInstancePatches). A node that SSM manages but that was
 * never scanned has none; "noSuchNode" is SSM's own word that it knows no such node. Throws AwsReadError, never a part
 * of the list.
 */
export function describeInstancePatches(
  clients: SourceClients,
  instanceId: InstanceId,
  { states, onPage, signal }: PatchesOptions = {},
): Promise<readonly Patch[] | "noSuchNode"> {
  // Spelled as on the wire: that SSM matches the spelling of its own SDK's enum is unknown.
  const filters = states === undefined ? {} : { Filters: [{ Key: "State", Values: [...states] }] };
  const patches = collectPages<Patch>(
    {
      subject: { operation, source: clients.source },
      pageSize: clients.pageSizeFor(operation),
      readPage: async (page) => {
        const input = { InstanceId: instanceId, ...filters, ...page };
        const answer = await callAws(
          clients,
          operation,
          (options) => clients.ssm.send(new DescribeInstancePatchesCommand(input), options),
          signal,
        );
        return { rows: presentRows(answer.Patches).map(toPatch), nextToken: answer.NextToken };
      },
      // The whole row: a node may hold one kbId twice, and titles are often blank.
      identityOf: (patch) => JSON.stringify(patch),
      mayRepeat: true,
    },
    onPage,
  );
  return unlessNoSuchThing(patches, "noSuchNode");
}

function toPatch(row: PatchComplianceData): Patch {
  const title = textOrNull(row.Title);
  return {
    // A row is never dropped for a blank: a missing patch that is not shown would look like health.
    kbId: textOrNull(row.KBId) ?? title ?? "",
    title,
    classification: textOrNull(row.Classification),
    severity: textOrNull(row.Severity),
    state: toPatchState(textOrNull(row.State) ?? ""),
    installedTime: timeOrNull(row.InstalledTime),
    cveIds: cveIdList(row.CVEIds),
  };
}
