"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { countOf, formatCount } from "@/components/ui/number-format";
import { Popover } from "@/components/ui/popover";
import type { NodesQuery } from "@/lib/api/nodes-query";
import { toApiProblem } from "@/lib/browser/api-problem";
import { nodesCommands, type AccountCommands } from "@/lib/browser/nodes-commands";
import { matchingNodesQuery, mostNodes } from "@/lib/browser/nodes-query";

interface NodesCommandsProps {
  readonly query: NodesQuery;
  readonly total: number;
}

function Commands({ of, only }: { of: AccountCommands; only: boolean }) {
  const label = only ? "Copy AWS CLI command" : `Copy for account ${of.account}`;
  return (
    <>
      <CopyButton look="item" label={label} text={() => `${of.commands.join("\n")}\n`} />
      <p className="px-2 pb-1.5 pl-7.5 text-xs text-subtle">
        describe-instance-patch-states for {countOf(of.nodes, "node", "nodes")}
        {of.commands.length > 1 ? `, in ${formatCount(of.commands.length)} commands` : ""}
      </p>
    </>
  );
}

/** The nodes of the list, asked of SSM by the reader's own AWS CLI: to check Patchboard against. */
export function NodesCommands({ query, total }: NodesCommandsProps) {
  const [isAsked, setIsAsked] = useState(false);
  const { data, error } = useQuery({ ...matchingNodesQuery(query), enabled: isAsked });
  const accounts = data === undefined ? [] : nodesCommands(data.items);
  return (
    <Popover
      align="end"
      widthPx={288}
      onOpen={() => setIsAsked(true)}
      buttonClassName={`${buttonClass} max-sm:flex-1`}
      button={
        <>
          <Icon name="terminal" className="size-3.5 text-subtle" />
          AWS CLI
          <Icon name="down" className="size-3 text-subtle" />
        </>
      }
    >
      {data === undefined && error === null ? (
        <p className="px-2 py-1.5 text-subtle" role="status">
          Gathering the node IDs…
        </p>
      ) : null}
      {error === null ? null : (
        <p className="px-2 py-1.5 text-st-missing-text" role="alert">
          {toApiProblem(error).detail}
        </p>
      )}
      {accounts.map((of) => (
        <Commands key={of.account} of={of} only={accounts.length === 1} />
      ))}
      {data !== undefined && total > mostNodes ? (
        <p className="border-t border-line-subtle px-2 py-1.5 text-xs text-subtle">
          Only the first {formatCount(mostNodes)} of {formatCount(total)} nodes, in the order of the
          list. Filter to get the others.
        </p>
      ) : null}
    </Popover>
  );
}
