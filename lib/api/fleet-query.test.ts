import { expect, test } from "vitest";
import { parseFleetQuery } from "@/lib/api/fleet-query";
import { parseNodesQuery } from "@/lib/api/nodes-query";

const parse = (search: string) => parseFleetQuery(new URLSearchParams(search));

test("the fleet is asked for in the node list's words", () => {
  const search =
    "os=ubuntu,AMAZON_LINUX_2023&platform=linux&group=web/eu,none&baseline=none&account=111122223333&region=us-east-1";
  const list = parseNodesQuery(new URLSearchParams(search), true);
  const fleet = parse(search);
  if (!fleet.ok || !list.ok) throw new Error("Not understood.");
  expect(list.query).toMatchObject(fleet.query);
  expect(fleet.query.groups).toEqual(["web/eu", "none"]);
});

test.each(["verdict=compliant", "page=2", "q=web", "os=haiku", "account=1", "group=a&group=b"])(
  "%s is refused",
  (search) => {
    expect(parse(search).ok).toBe(false);
  },
);
