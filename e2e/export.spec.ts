import { readFile } from "node:fs/promises";
import { z } from "zod";
import { ask } from "@/e2e/support/ask";
import { csvRows, type CsvRow } from "@/e2e/support/csv";
import { answerOf, everyFinding } from "@/e2e/support/findings-api";
import { account, regions } from "@/e2e/support/servers";
import { expect, test } from "@/e2e/support/test";
import {
  baselinesApi,
  cveApi,
  cvesApi,
  cvesPage,
  effectivePatchesApi,
  nodePatchesApi,
  nodesApi,
  nodesPage,
  patchApi,
  patchesApi,
  patchesPage,
  patchGroupsApi,
  patchGroupsPage,
  sweepsApi,
} from "@/lib/api/addresses";
import { baselineListSchema } from "@/lib/api/baseline.schema";
import { cveDetailSchema, cveListSchema } from "@/lib/api/cve.schema";
import { nodeListSchema } from "@/lib/api/node.schema";
import { patchListSchema } from "@/lib/api/patch.schema";
import { problemSchema } from "@/lib/api/problem.schema";
import { sweepListSchema } from "@/lib/api/sweep.schema";

const totalSchema = z.object({ total: z.number() });
const fileSchema = z.object({ total: z.number().nullable(), items: z.array(z.unknown()) });

const withParam = (address: string, param: string) =>
  `${address}${address.includes("?") ? "&" : "?"}${param}`;

function first<Item>([item]: readonly Item[]): Item {
  if (item === undefined) throw new Error("The fleet has none of it.");
  return item;
}

async function fileOf(home: string, address: string): Promise<readonly CsvRow[]> {
  const { status, text } = await ask(home + withParam(address, "format=csv"));
  if (status !== 200) throw new Error(`${address}: HTTP ${status}: ${text.slice(0, 400)}`);
  return csvRows(text);
}

test("a filtered list downloads with exactly the rows it counts", async ({ page, home }) => {
  await page.goto(`${nodesPage}?platform=linux&sort=-name`);
  const list = await answerOf(
    home,
    `${nodesApi}?platform=linux&sort=-name&size=500`,
    nodeListSchema,
  );
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByText(`${list.total} nodes, on all pages`)).toBeVisible();
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Nodes, CSV" }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^nodes_\d{4}-\d\d-\d\dT\d{4}Z\.csv$/);
  const rows = csvRows(await readFile(await file.path(), "utf8"));
  // More than a page: the file has those that the screen has not.
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.map((row) => row["Instance ID"])).toEqual(
    list.items.map(({ instanceId }) => instanceId),
  );
  await expect(page.getByText(`${list.total} of`).first()).toBeVisible();
  expect(rows.map((row) => row["Index"])).toEqual(rows.map((_, at) => String(at + 1)));
  const statuses = { compliant: "COMPLIANT", nonCompliant: "NON_COMPLIANT", unknown: "UNKNOWN" };
  expect(rows.map((row) => row["Compliance status"])).toEqual(
    list.items.map(({ verdict }) => statuses[verdict]),
  );
});

test("Pitfall 20, export is not the screen: one row a node and patch, as the nodes' own rows are", async ({
  home,
}) => {
  const findings = await everyFinding(home);
  const rows = await fileOf(home, withParam(nodesApi, "rows=findings"));
  const key = (instanceId: string, kbId: string, state: string, title: string) =>
    [instanceId, kbId, state, title].join("|");
  expect(
    rows
      .filter((row) => row["KB ID/Patch ID"] !== "")
      .map((row) =>
        key(
          row["Instance ID"] ?? "",
          row["KB ID/Patch ID"] ?? "",
          row["Patch state"] ?? "",
          row["Patch name"] ?? "",
        ),
      )
      .toSorted(),
  ).toEqual(
    findings
      .map(({ node, row }) => key(node.instanceId, row.kbId, row.state, row.title ?? ""))
      .toSorted(),
  );
  // A node of which nothing can be named is there with the reason, never left out as if it had nothing.
  const unknown = await answerOf(home, `${nodesApi}?verdict=unknown&size=500`, nodeListSchema);
  const alone = rows.filter((row) => row["KB ID/Patch ID"] === "");
  expect(alone.map((row) => row["Instance ID"])).toEqual(
    expect.arrayContaining(unknown.items.map(({ instanceId }) => instanceId)),
  );
  expect(alone.every((row) => row["Note"] !== "")).toBe(true);
});

test("every list's file has the rows that the list counts", async ({ home }) => {
  const nodes = await answerOf(home, `${nodesApi}?verdict=non-compliant&size=1`, nodeListSchema);
  const patches = await answerOf(home, `${patchesApi}?size=1`, patchListSchema);
  const windows = await answerOf(home, `${baselinesApi}?os=windows&size=1`, baselineListSchema);
  const [node, patch, baseline] = [first(nodes.items), first(patches.items), first(windows.items)];
  const lists = [
    nodesApi,
    `${nodesApi}?q=web&state=failed`,
    `${nodesApi}?account=${account}&region=${regions[1]}`,
    nodePatchesApi(node, node.instanceId),
    `${nodePatchesApi(node, node.instanceId)}?state=missing,failed&sort=kb-id`,
    patchesApi,
    `${patchesApi}?state=failed&sort=-missing`,
    cvesApi,
    `${cvesApi}?q=CVE-2024`,
    baselinesApi,
    `${baselinesApi}?owner=self&used=yes`,
    patchGroupsApi,
    `${patchGroupsApi}?registered=yes&q=web`,
    effectivePatchesApi(baseline, baseline.baselineId),
  ];
  for (const address of lists) {
    const { total } = await answerOf(home, address, totalSchema);
    expect([address, (await fileOf(home, address)).length]).toEqual([address, total]);
    const file = await answerOf(home, withParam(address, "format=json"), fileSchema);
    expect([address, file.total, file.items.length]).toEqual([address, total, total]);
  }

  // Of the sweeps the file has a row for each source of each; other stories may have asked for one meanwhile.
  const { items } = await answerOf(home, `${sweepsApi}?size=500`, sweepListSchema);
  const ended = items.filter(({ endedAt }) => endedAt !== null);
  expect(ended.length).toBeGreaterThan(0);
  const swept = await fileOf(home, sweepsApi);
  for (const { id, sources } of ended) {
    const own = swept.filter((row) => row["Sweep ID"] === id);
    expect(own.map((row) => row["Region"])).toEqual(sources.map(({ region }) => region));
  }

  // Of a patch and of a CVE the file has a row for each row of a node that holds it twice.
  const nodesIn = (rows: readonly CsvRow[]) => new Set(rows.map((row) => row["Instance ID"])).size;
  const ofPatch = patchApi(patch.operatingSystem, patch.kbId);
  const { total } = await answerOf(home, ofPatch, totalSchema);
  expect(nodesIn(await fileOf(home, ofPatch))).toBe(total);
  const { cveId } = first((await answerOf(home, `${cvesApi}?size=1`, cveListSchema)).items);
  const ofCve = cveApi(cveId);
  const { nodesTotal } = await answerOf(home, ofCve, cveDetailSchema);
  const rows = await fileOf(home, ofCve);
  expect(nodesIn(rows)).toBe(nodesTotal);
  expect(rows.every((row) => row["CVE ID"]?.split(",").includes(cveId))).toBe(true);
});

test("a file is refused by name where it cannot be made, and HEAD tells of it without making it", async ({
  home,
}) => {
  const bad = [
    ["format=xlsx", "format"],
    ["format=csv&format=json", "format"],
    ["format=csv&rows=patches", "rows"],
    ["rows=findings", "rows"],
    ["format=csv&colour=red", "colour"],
    ["format=csv&rows=findings&state=installed", "state"],
  ] as const;
  for (const [search, name] of bad) {
    const { status, text } = await ask(`${home}${nodesApi}?${search}`);
    const problem = problemSchema.parse(JSON.parse(text));
    expect([search, status, problem.invalidParams?.map((each) => each.name)]).toEqual([
      search,
      400,
      [name],
    ]);
  }
  const other = await ask(`${home}${patchesApi}?format=csv&rows=findings`);
  expect(other.status).toBe(400);

  const head = await ask(`${home}${nodesApi}?format=csv`, { method: "HEAD" });
  expect([head.status, head.text]).toEqual([200, ""]);
  expect(head.headers.get("content-disposition")).toMatch(/^attachment; filename="nodes_/);
  expect(head.headers.get("content-type")).toMatch(/^text\/csv/);
  expect(head.headers.get("cache-control")).toBe("private, no-store");
  expect(head.headers.get("x-content-type-options")).toBe("nosniff");
});

for (const address of [nodesPage, patchesPage, cvesPage, patchGroupsPage, "/baselines"]) {
  test(`${address} offers its rows as files, and e opens the menu`, async ({ page, home }) => {
    await page.goto(`${address}?q=a`);
    await expect(page.getByRole("button", { name: "Export" })).toBeVisible();
    const link = page.getByRole("link", { name: "CSV" }).first();
    // A key that is pressed before the page's scripts have come is lost.
    await expect(async () => {
      await page.keyboard.press("e");
      await expect(link).toBeVisible({ timeout: 1_000 });
    }).toPass();
    const href = (await link.getAttribute("href")) ?? "";
    expect(href).toContain("q=a");
    expect((await ask(home + href)).status).toBe(200);
  });
}
