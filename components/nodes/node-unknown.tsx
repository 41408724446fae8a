import type { ReactNode } from "react";
import { CommandLine } from "@/components/ui/command-line";
import { EmptyNote } from "@/components/ui/empty-note";
import type { NodeDetail } from "@/lib/api/node.schema";
import { scanCommand } from "@/lib/domain/aws-cli";
import type { UnknownReason } from "@/lib/domain/verdict";

const reasons: Record<UnknownReason, { readonly title: string; readonly text: ReactNode }> = {
  neverScanned: {
    title: "This node has never been scanned",
    text: "Patch Manager has no results for it: not compliant, not non-compliant. A scan changes nothing on the node.",
  },
  associationOnly: {
    title: "This node was scanned by an association only",
    text: "State Manager ran a patch association on it, but Patch Manager keeps no results of that run. A scan by AWS-RunPatchBaseline leaves some.",
  },
  couldNotBeRead: {
    title: "AWS doesn’t report how many patches are missing or failed",
    text: "Not reported is not zero, so this node has no verdict. A new scan usually brings the counters back.",
  },
};

/** Why a node has no verdict, and the command that would give it one. Patchboard never runs it. */
export function NodeUnknown({ node }: { node: NodeDetail }) {
  if (node.reason === null) return null;
  const { title, text } = reasons[node.reason];
  return (
    <EmptyNote title={title}>
      <p>{text}</p>
      <div className="mt-4 max-w-160">
        <CommandLine command={scanCommand(node, node.instanceId)} label="Copy scan command" />
      </div>
      <p className="mt-2 text-xs">Patchboard only reads: run it where you have the rights to.</p>
    </EmptyNote>
  );
}
