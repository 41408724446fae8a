"use client";

import { useSearchParams } from "next/navigation";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import { scopeOf } from "@/lib/browser/scope";
import { sourceKey } from "@/lib/domain/source";
import { columnsOf } from "./node-columns";
import { NodeRow } from "./node-row";
import type { RowNode } from "./row-node";

interface NodeRowsProps {
  readonly nodes: readonly RowNode[];
  readonly sources: ReadonlyArray<Pick<SourceStatus, "account" | "region" | "alias">>;
  readonly columnIds: readonly string[];
  readonly nowMs: number;
}

/** The rows of the list: a client component, so that they travel once as data and not once more as markup. */
export function NodeRows({ nodes, sources, columnIds, nowMs }: NodeRowsProps) {
  const aliases = new Map(sources.map((source) => [sourceKey(source), source.alias]));
  const columns = columnsOf(columnIds);
  const scope = scopeOf(useSearchParams());
  return nodes.map((node) => (
    <NodeRow
      key={`${sourceKey(node)}/${node.instanceId}`}
      node={node}
      alias={aliases.get(sourceKey(node)) ?? null}
      columns={columns}
      scope={scope}
      nowMs={nowMs}
    />
  ));
}
