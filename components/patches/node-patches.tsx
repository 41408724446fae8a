"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { InvalidLink } from "@/components/ui/invalid-link";
import { nodePage } from "@/lib/api/addresses";
import type { NodeDetail } from "@/lib/api/node.schema";
import { parseNodeView } from "@/lib/browser/node-view";
import { PatchList } from "./patch-list";

/** What the list needs to know of its node. */
export type ListedNode = Pick<
  NodeDetail,
  "account" | "region" | "instanceId" | "operatingSystem" | "counts" | "unreportedNotApplicable"
>;

interface NodePatchesProps {
  readonly node: ListedNode;
  /** The server's clock when it wrote the page. */
  readonly nowMs: number;
}

/** A node's patches as the address asks for them; what it asks for and cannot be shown is named instead. */
export function NodePatches({ node, nowMs }: NodePatchesProps) {
  const params = useSearchParams();
  const parsed = useMemo(() => parseNodeView(new URLSearchParams(params)), [params]);
  if (!parsed.ok) {
    return (
      <InvalidLink
        level={2}
        params={parsed.invalidParams}
        href={nodePage(node, node.instanceId)}
        instead="Show what needs attention"
      />
    );
  }
  // Without a node patch state SSM has no rows: why there is none is said above.
  if (node.counts === null) return null;
  return <PatchList node={node} view={parsed.view} nowMs={nowMs} />;
}
