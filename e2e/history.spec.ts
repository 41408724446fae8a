import type { Page } from "@playwright/test";
import { ask } from "@/e2e/support/ask";
import { OwnEmulator } from "@/e2e/support/own-emulator";
import { OwnServer } from "@/e2e/support/own-server";
import { sweepPast } from "@/e2e/support/past";
import { rowsOf } from "@/e2e/support/rows";
import { patchboardEnvironment, sweepingWhenAsked } from "@/e2e/support/servers";
import { expect, test as base } from "@/e2e/support/test";
import {
  historyApi,
  nodeApi,
  nodeHistoryApi,
  nodePage,
  nodePatchesApi,
  nodesApi,
  overviewPage,
  rolloutApi,
} from "@/lib/api/addresses";
import { historySchema } from "@/lib/api/history.schema";
import { nodeHistorySchema } from "@/lib/api/node-history.schema";
import { nodePatchesSchema } from "@/lib/api/node-patches.schema";
import { nodeDetailSchema, nodeListSchema, type NodeItem } from "@/lib/api/node.schema";
import { rolloutSchema } from "@/lib/api/rollout.schema";

/** A small fleet whose past has been swept, and a server that sweeps no more: all stories look at the same. */
const test = base.extend<object, { past: { home: string; emulatorUrl: string } }>({
  past: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs out of its pattern
    async ({}, use) => {
      const emulator = new OwnEmulator("us-east-1=40,eu-west-1=20");
      const emulatorUrl = await emulator.ready();
      const environment = patchboardEnvironment(emulatorUrl, 0);
      await sweepPast(emulatorUrl, environment);
      const server = new OwnServer(sweepingWhenAsked(environment));
      await use({ home: await server.ready(), emulatorUrl });
      await server.stop();
      await emulator.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  emulatorUrl: async ({ past }, use) => use(past.emulatorUrl),
  baseURL: async ({ past }, use) => use(past.home),
});

// One past for all of them: sweeping it takes longer than any story.
test.describe.configure({ mode: "default" });

const main = (page: Page) => page.getByRole("main");
const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);

async function answerOf(home: string, address: string): Promise<unknown> {
  const { status, text } = await ask(`${home}${address}`);
  expect(status, text).toBe(200);
  return JSON.parse(text);
}

async function historyOf(home: string) {
  return historySchema.parse(await answerOf(home, `${historyApi}?range=90d`));
}

/** What the story rests on must be there. */
function there<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`there is no ${what}`);
  return value;
}

async function patchesOf(home: string, node: NodeItem, search: string) {
  const address = `${nodePatchesApi(node, node.instanceId)}?${search}`;
  return nodePatchesSchema.parse(await answerOf(home, address));
}

/** A node that needs attention now and did so on a day of the past. */
async function nodeInNeed(home: string, day: string): Promise<NodeItem> {
  const { items } = nodeListSchema.parse(
    await answerOf(home, `${nodesApi}?verdict=non-compliant&size=50`),
  );
  for (const node of items) {
    const { total } = await patchesOf(home, node, `as-of=${day}`);
    if (total > 0) return node;
  }
  throw new Error(`no node needed attention on ${day}`);
}

test("how it was last week is said on the first page, without a click", async ({ page, home }) => {
  const { items } = await historyOf(home);
  const before = there(
    items.find(({ day }) => day === daysAgo(7)),
    "reading of that day",
  );
  await page.goto(overviewPage);
  const trend = main(page).getByRole("region", { name: "Nodes not known to be compliant" });
  await expect(trend).toContainText("A week ago, on ");
  await expect(trend).toContainText(
    new RegExp(`\\b${before.nonCompliant}\\snodes? (was|were) non-compliant`),
  );
  await expect(trend).toContainText(`and ${before.unknown} unknown, of ${before.nodes}.`);
  await expect(trend).not.toContainText("History starts the day Patchboard starts");
});

test("the demo has ninety days of history, its last week daily", async ({ home }) => {
  const { items } = await historyOf(home);
  const days = items.map(({ day }) => day);
  for (let ago = 0; ago <= 7; ago += 1) expect(days).toContain(daysAgo(ago));
  // Before them no week is left out.
  expect((days[0] ?? "") <= daysAgo(83)).toBe(true);
  expect(items.length).toBeGreaterThanOrEqual(19);
  // The fleet's past is no copy of its present.
  expect(new Set(items.map(({ nonCompliant }) => nonCompliant)).size).toBeGreaterThan(3);
});

test("a node is shown as it was on a day, and says that it is", async ({ page, home }) => {
  const day = daysAgo(7);
  const node = await nodeInNeed(home, day);
  const search = `as-of=${day}`;
  const past = nodeDetailSchema.parse(
    await answerOf(home, `${nodeApi(node, node.instanceId)}?${search}`),
  );
  const patches = await patchesOf(home, node, `${search}&size=500`);
  expect(past).toMatchObject({ asOfDay: day, instanceId: node.instanceId });
  expect(patches.asOfDay).toBe(day);
  // Each was seen by then: nothing of later is told of that day.
  for (const { firstSeen } of patches.items) {
    expect(firstSeen).not.toBeNull();
    expect((firstSeen ?? "").slice(0, 10) <= day).toBe(true);
  }
  await page.goto(nodePage(node, node.instanceId, `${search}&state=findings`));
  await expect(main(page)).toContainText(/This is the node at the end of .* \(UTC\)/);
  await expect(main(page)).toContainText("Rows that needed no attention are not kept.");
  const tab = page.getByRole("navigation", { name: "State" }).getByRole("link").first();
  await expect(tab).toHaveText(`Needed attention${patches.total}`);
  const table = page.getByRole("table", { name: /^Patches that needed attention on / });
  expect(await rowsOf(table)).toHaveLength(Math.min(50, patches.total));
  await main(page).getByRole("link", { name: "Show it now" }).click();
  await expect(page).toHaveURL(nodePage(node, node.instanceId));
});

test("what has happened to a node leads to each of its days", async ({ page, home }) => {
  const node = await nodeInNeed(home, daysAgo(7));
  const history = nodeHistorySchema.parse(
    await answerOf(home, `${nodeHistoryApi(node, node.instanceId)}?size=30`),
  );
  expect(history.total).toBeGreaterThan(1);
  await page.goto(nodePage(node, node.instanceId));
  await page
    .getByRole("navigation", { name: "View" })
    .getByRole("link", { name: "History" })
    .click();
  const days = page.getByRole("list", { name: "Days" }).getByRole("listitem");
  await expect(days.first()).toBeVisible();
  const links = page
    .getByRole("list", { name: "Days" })
    .getByTitle("The node at the end of that day");
  await expect(links).toHaveCount(history.items.length);
  await links.first().click();
  await expect(page).toHaveURL(
    new RegExp(`as-of=${history.items[0]?.day ?? "none"}&state=findings`),
  );
  await expect(main(page)).toContainText("This is the node at the end of");
});

test("a node's days are drawn, and stand in a table with the numbers of SSM's counters", async ({
  page,
  home,
}) => {
  const node = await nodeInNeed(home, daysAgo(7));
  const { items } = nodeHistorySchema.parse(
    await answerOf(home, `${nodeHistoryApi(node, node.instanceId)}?size=30`),
  );
  await page.goto(nodePage(node, node.instanceId, "view=history"));
  const drawing = main(page).getByRole("img", {
    name: /^Patches that needed attention on each of /,
  });
  await expect(drawing.locator("svg")).toBeVisible();
  await main(page).getByText("As table").click();
  const days = main(page).getByRole("region", { name: "The days as a table" });
  await expect(days).toBeVisible();
  // Each row is headed by its day, which is no cell.
  const [, ...heads] = await days.getByRole("columnheader").allInnerTexts();
  const cells = await days.getByRole("cell").allInnerTexts();
  const missing = cells.filter((_cell, at) => at % heads.length === heads.indexOf("Missing"));
  const told = items.filter(
    ({ listing, countsByState }) =>
      listing === "listed" && Object.values(countsByState).some((count) => count !== null),
  );
  expect(heads).toContain("Missing");
  expect(told.length).toBeGreaterThan(1);
  expect(missing).toEqual(told.map(({ countsByState }) => String(countsByState.Missing ?? "–")));
});

test("a patch's page says how it came to its nodes", async ({ page, home }) => {
  const node = await nodeInNeed(home, daysAgo(7));
  const { items } = await patchesOf(home, node, "state=findings");
  const patch = there(items[0], "finding");
  const rollout = rolloutSchema.parse(
    await answerOf(home, rolloutApi(node.operatingSystem, patch.kbId)),
  );
  const last = there(rollout.items.at(-1), "day of its rollout");
  await page.goto(nodePage(node, node.instanceId, `as-of=${last.day}&state=findings`));
  await main(page).getByRole("link", { name: patch.kbId, exact: true }).first().click();
  const section = main(page).getByRole("region", { name: "Rollout", exact: true });
  await expect(section).toContainText(`${last.nodesFixed} of `);
  await expect(section.getByText("As table")).toBeVisible();
});

test.describe("a day that cannot be shown", () => {
  test.use({ failedAnswersExpected: true });
  for (const [which, day, reason] of [
    ["a word", "yesterday", "Not a day of the calendar"],
    ["no day of the calendar", "2026-02-30", "Not a day of the calendar"],
    ["a day to come", daysAgo(-2), "still to come"],
    ["before its history", daysAgo(300), "nothing is known of it before"],
  ] as const) {
    test(`is named: ${which}`, async ({ page, home }) => {
      const node = await nodeInNeed(home, daysAgo(7));
      for (const address of [
        nodeApi(node, node.instanceId),
        nodePatchesApi(node, node.instanceId),
      ]) {
        const { status, text } = await ask(`${home}${address}?as-of=${day}`);
        expect(status, text).toBe(400);
        expect(text).toContain('"name":"as-of"');
        expect(text).toContain(reason);
      }
      await page.goto(nodePage(node, node.instanceId, `as-of=${day}&state=findings`));
      const alert = main(page).getByRole("alert");
      await expect(alert).toContainText(reason);
      await expect(page.getByRole("table")).toHaveCount(0);
      await alert.getByRole("link").click();
      await expect(page).toHaveURL(nodePage(node, node.instanceId));
    });
  }
});
