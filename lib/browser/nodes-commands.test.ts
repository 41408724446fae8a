import { expect, test } from "vitest";
import { nodesCommands } from "./nodes-commands";

const node = (account: string, region: string, at: number) => ({
  account,
  region,
  instanceId: `i-${String(at).padStart(17, "0")}`,
});

test("nodes of several accounts and Regions never share a command", () => {
  const nodes = [
    ...Array.from({ length: 60 }, (_, at) => node("222233334444", "us-east-1", at)),
    node("111122223333", "eu-west-1", 1),
    node("111122223333", "us-east-1", 2),
  ];
  const byAccount = nodesCommands(nodes);
  expect(byAccount.map(({ account, nodes: count }) => [account, count])).toEqual([
    ["111122223333", 2],
    ["222233334444", 60],
  ]);
  expect(byAccount[0]?.commands).toEqual([
    "aws ssm describe-instance-patch-states --instance-ids i-00000000000000001 --region eu-west-1",
    "aws ssm describe-instance-patch-states --instance-ids i-00000000000000002 --region us-east-1",
  ]);
  expect(byAccount[1]?.commands.map((command) => command.match(/ i-/g)?.length)).toEqual([50, 10]);
});

test("no nodes, no commands", () => {
  expect(nodesCommands([])).toEqual([]);
});
