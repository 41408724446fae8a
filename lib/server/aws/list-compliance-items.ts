import "server-only";
import { ListComplianceItemsCommand, type ComplianceItem } from "@aws-sdk/client-ssm";
import type { InstanceId } from "@/lib/domain/instance-id";
import { callAws } from "@/lib/server/aws/call-aws";
import { unlessNoSuchThing } from "@/lib/server/aws/no-such-thing-error";
import { collectPages } from "@/lib/server/aws/collect-pages";
import type { SourceClients } from "@/lib/server/aws/source-clients";
import { presentRows } from "@/lib/server/aws/wire-values";

const operation = "ListComplianceItems";

/**
 * Whether a node's patches were scanned by an association: AWS-RunPatchBaselineAssociation (Quick Setup's host
 * management, Explorer) leaves its result in compliance items of type Association and nowhere else. To be asked only of
 * a node without a node patch state, whose verdict's reason is then `associationOnly` and not `neverScanned`
 * (ssm:ListComplianceItems). Throws AwsReadError.
 */
export async function hasAssociationPatchCompliance(
  clients: SourceClients,
  instanceId: InstanceId,
  signal?: AbortSignal,
): Promise<boolean> {
  const items = collectPages<ComplianceItem>({
    subject: { operation, source: clients.source },
    pageSize: clients.pageSizeFor(operation),
    readPage: async (page) => {
      const input = {
        ...page,
        // One id a call: SSM takes no more, although the member is a list.
        ResourceIds: [instanceId],
        ResourceTypes: ["ManagedInstance"],
        Filters: [{ Key: "ComplianceType", Values: ["Association"], Type: "EQUAL" as const }],
      };
      const answer = await callAws(
        clients,
        operation,
        (options) => clients.ssm.send(new ListComplianceItemsCommand(input), options),
        signal,
      );
      return { rows: presentRows(answer.ComplianceItems), nextToken: answer.NextToken };
    },
    identityOf: (item) => JSON.stringify(item),
  });
  return (await unlessNoSuchThing(items, [])).some(speaksOfPatches);
}

/**
 * Every association of State Manager leaves an item of this type (inventory, agent updates), so the type alone says
 * nothing of patches: the item must name the patching document, or carry what only patch items carry.
 */
function speaksOfPatches(item: ComplianceItem): boolean {
  if (item.ComplianceType !== "Association") return false;
  const details = item.Details ?? {};
  return (
    /(?:^|\/)AWS-RunPatchBaselineAssociation$/.test(details.DocumentName ?? "") ||
    [details.PatchState, details.PatchBaselineId].some(
      (detail) => detail !== undefined && detail !== "",
    )
  );
}
