"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { ExportMenu } from "@/components/ui/export-menu";
import { countOf } from "@/components/ui/number-format";
import { nodesApi } from "@/lib/api/addresses";
import { formatNodesQuery, type NodesQuery } from "@/lib/api/nodes-query";
import { nodesAddress } from "@/lib/api/nodes-address";
import { nodeFiles } from "@/lib/browser/list-files";
import { NodesCommands } from "./nodes-commands";

interface NodesActionsProps {
  readonly query: NodesQuery;
  readonly total: number;
}

/** What one does with a list: hand it on, or ask AWS the same. */
export function NodesActions({ query, total }: NodesActionsProps) {
  return (
    <div className="ml-auto flex gap-2 self-center max-sm:mt-1 max-sm:w-full max-sm:flex-wrap print:hidden">
      <CopyButton
        look="button"
        icon="link"
        label="Copy link"
        shortcut="c"
        text={() => new URL(nodesAddress(query), window.location.origin).href}
        className="max-sm:flex-1"
      />
      {total === 0 ? null : (
        <ExportMenu
          what={countOf(total, "node", "nodes")}
          files={nodeFiles(nodesApi, formatNodesQuery(query))}
        />
      )}
      {total === 0 ? null : <NodesCommands query={query} total={total} />}
    </div>
  );
}
