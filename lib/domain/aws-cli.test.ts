import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeInstancePatchStatesCommands } from "./aws-cli";

const source = { region: "eu-west-1" };
const ids = (count: number) =>
  Array.from({ length: count }, (_, at) => `i-${String(at).padStart(17, "0")}`);

describe("describeInstancePatchStatesCommands", () => {
  test("no node, no command", () => {
    expect(describeInstancePatchStatesCommands(source, [])).toEqual([]);
  });

  test("one node is one command", () => {
    expect(describeInstancePatchStatesCommands(source, ["mi-0e542cf402e1d4155"])).toEqual([
      "aws ssm describe-instance-patch-states --instance-ids mi-0e542cf402e1d4155 --region eu-west-1",
    ]);
  });

  test.each([
    [50, [50]],
    [51, [50, 1]],
    [120, [50, 50, 20]],
  ])("%d nodes are commands of %j", (count, sizes) => {
    const commands = describeInstancePatchStatesCommands(source, ids(count));
    expect(commands.map((command) => command.match(/ i-\w+/g)?.length)).toEqual(sizes);
  });

  test("every node is in exactly one command, in order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), (count) => {
        const named = describeInstancePatchStatesCommands(source, ids(count)).flatMap((command) =>
          [...command.matchAll(/i-\d{17}/g)].map(([id]) => id),
        );
        expect(named).toEqual(ids(count));
      }),
    );
  });

  test("what is no id stays one word of the shell", () => {
    const [command] = describeInstancePatchStatesCommands(source, ["i-0; rm -rf '$HOME'"]);
    expect(command).toContain(String.raw`--instance-ids 'i-0; rm -rf '\''$HOME'\''' --region`);
  });
});
