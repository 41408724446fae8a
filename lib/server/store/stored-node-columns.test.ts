import { getTableColumns } from "drizzle-orm";
import { expect, test } from "vitest";
import { managedNode } from "@/lib/server/store/schema";
import { storedMoments } from "@/lib/server/store/stored-node-columns";

test("every moment of a stored node is read as one", () => {
  const moments = Object.entries(getTableColumns(managedNode))
    .filter(([, column]) => column.getSQLType() === "timestamp with time zone")
    .map(([name]) => name);
  expect(new Set(storedMoments)).toEqual(new Set([...moments, "sourceReadAt"]));
});
