import type { NodeItem } from "@/lib/api/node.schema";
import { describeInstancePatchStatesCommands } from "@/lib/domain/aws-cli";

/** The commands for one account: the CLI asks with the credentials of one at a time. */
export interface AccountCommands {
  readonly account: string;
  readonly nodes: number;
  readonly commands: readonly string[];
}

/** The AWS CLI commands that ask SSM for the counters of these nodes, by account, fifty nodes a command. */
export function nodesCommands(
  nodes: ReadonlyArray<Pick<NodeItem, "account" | "region" | "instanceId">>,
): readonly AccountCommands[] {
  const accounts = [...new Set(nodes.map(({ account }) => account))].toSorted();
  return accounts.map((account) => {
    const own = nodes.filter((node) => node.account === account);
    const regions = [...new Set(own.map(({ region }) => region))].toSorted();
    return {
      account,
      nodes: own.length,
      commands: regions.flatMap((region) =>
        describeInstancePatchStatesCommands(
          { region },
          own.filter((node) => node.region === region).map(({ instanceId }) => instanceId),
        ),
      ),
    };
  });
}
