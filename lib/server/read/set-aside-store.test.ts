import { expect, test } from "vitest";
import { setAsideStore } from "@/lib/server/read/set-aside-store";

const at = "2026-11-21T14:28:00.000Z";

test("a store that was set aside is named without its path", () => {
  const directory = "/var/lib/patchboard/store.damaged-2026-11-21T14-28-00-000Z";
  const reason = "ENOENT: no such file or directory, open '/var/lib/patchboard/store/PG_VERSION'";
  expect(setAsideStore({ directory, reason, at })).toEqual({
    name: "store.damaged-2026-11-21T14-28-00-000Z",
    reason: "ENOENT: no such file or directory, open 'PG_VERSION'",
    at,
  });
});

test.each([
  "Table node_patch has 12 rows where its key has 40.",
  "invalid checkpoint record",
  "could not read and/or write",
])("a reason without a path is told as it is: %s", (reason) => {
  expect(setAsideStore({ directory: "/data/store.damaged-1", reason, at }).reason).toBe(reason);
});
