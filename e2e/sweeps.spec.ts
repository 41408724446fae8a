import type { Page } from "@playwright/test";
import { ask } from "@/e2e/support/ask";
import { watchLayoutShifts } from "@/e2e/support/layout-shifts";
import { pages } from "@/e2e/support/node-page";
import { rowsOf } from "@/e2e/support/rows";
import { askForSweep, sweepOf, sweepOnce, sweepsOf } from "@/e2e/support/sweeps-api";
import { smallTargets } from "@/e2e/support/targets";
import { expect, test } from "@/e2e/support/test";
import {
  nodesApi,
  nodesPage,
  sweepApi,
  sweepPage,
  sweepsApi,
  sweepsPage,
} from "@/lib/api/addresses";
import { nodeListSchema } from "@/lib/api/node.schema";
import type { Sweep, SweepList } from "@/lib/api/sweep.schema";

// A sweep that one story asks for is every story's.
test.describe.configure({ mode: "default" });

const main = (page: Page) => page.getByRole("main");
const latest = (page: Page) => page.getByRole("region", { name: "Latest sweep" });
const sweepTable = (page: Page) => page.getByRole("table", { name: "Sweeps", exact: true });
const sourceTable = (page: Page) =>
  page.getByRole("table", { name: "Sources by account and Region" });
const button = (page: Page) => page.getByRole("button", { name: /^(Sweep now|Waiting|Sweeping)$/ });

/** Coming back to the page makes it ask at once, as soon as its scripts run. */
async function comeBack(page: Page): Promise<void> {
  await expect(async () => {
    const asked = page.waitForRequest((request) => new URL(request.url()).pathname === sweepsApi, {
      timeout: 1_000,
    });
    await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
    await asked;
  }).toPass();
}

/** What the page is told from now on. */
async function tell(page: Page, list: SweepList): Promise<void> {
  await page.route(
    (url) => url.pathname === sweepsApi,
    (route) => route.fulfill({ json: list }),
  );
}

test.describe("the API of sweeps", () => {
  test("takes on a sweep, and gives one that waits to a second who asks", async ({ home }) => {
    await expect(async () => {
      // A sweeper that begins the first one between the two makes them two: asked again.
      const [one, other] = await Promise.all([askForSweep(home), askForSweep(home)]);
      expect(one).toBe(other);
      expect((await sweepOf(home, one)).cause).toBe("request");
    }).toPass();
  });

  test("tells of a sweep that has ended what it read, source by source", async ({ home }) => {
    const sweep = await sweepOnce(home);
    expect(sweep).toMatchObject({ status: "complete", failures: [], failuresTotal: 0 });
    const { sources } = await sweepsOf(home);
    expect(sweep.sources.map(({ account, region }) => `${account}/${region}`).toSorted()).toEqual(
      sources.map(({ account, region }) => `${account}/${region}`).toSorted(),
    );
    for (const { account, region, nodesDone, nodesTotal, calls } of sweep.sources) {
      const search = `account=${account}&region=${region}&size=1`;
      const { text } = await ask(`${home}${nodesApi}?${search}`);
      expect(nodesTotal, region).toBe(nodeListSchema.parse(JSON.parse(text)).total);
      expect(nodesDone, region).toBe(nodesTotal);
      expect(calls, region).toBeGreaterThan(0);
    }
    const sum = (counts: readonly number[]) => counts.reduce((all, each) => all + each, 0);
    expect(sweep.nodesDone).toBe(sum(sweep.sources.map(({ nodesDone }) => nodesDone)));
    expect(sweep.calls).toBe(sum(sweep.sources.map(({ calls }) => calls)));
  });

  test("has the newest first, and reaches each once by its pages", async ({ home }) => {
    await sweepOnce(home);
    await sweepOnce(home);
    const { items, total } = await sweepsOf(home, "size=500");
    expect(items).toHaveLength(total);
    const asked = items.map(({ requestedAt }) => requestedAt);
    expect(asked).toEqual(asked.toSorted().toReversed());
    const [first, second] = await Promise.all([
      sweepsOf(home, "size=1"),
      sweepsOf(home, "size=1&page=2"),
    ]);
    expect(first.items).toHaveLength(1);
    expect(second.items).toHaveLength(1);
    expect(first.items[0]?.id).not.toBe(second.items[0]?.id);
  });

  for (const [what, id] of [
    ["unknown", "00000000-0000-4000-8000-000000000000"],
    ["malformed", "last"],
    ["too long", "a".repeat(300)],
  ] as const) {
    test(`has no sweep for an id that is ${what}`, async ({ home }) => {
      const { status, text } = await ask(`${home}${sweepApi(id)}`);
      expect(status).toBe(404);
      expect(JSON.parse(text)).toMatchObject({ code: "notFound" });
    });
  }

  for (const [who, headers] of [
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["another origin", { origin: "https://example.com" }],
    ["nobody who says where from", {}],
  ] as const) {
    test(`begins nothing for ${who}`, async ({ home }) => {
      const { status, text } = await ask(`${home}${sweepsApi}`, { method: "POST", headers });
      expect(status).toBe(403);
      expect(JSON.parse(text)).toMatchObject({ code: "crossSiteRequest" });
    });
  }

  test("says which methods and parameters it takes", async ({ home }) => {
    const put = await ask(`${home}${sweepsApi}`, { method: "PUT", headers: { origin: home } });
    expect(put.status).toBe(405);
    expect(put.headers.get("allow")).toBe("GET, HEAD, POST");
    for (const search of ["page=0", "size=501", "size=1&size=2", "colour=red"]) {
      const { status, text } = await ask(`${home}${sweepsApi}?${search}`);
      expect(status, search).toBe(400);
      expect(JSON.parse(text), search).toMatchObject({ code: "invalidParameter" });
    }
  });
});

test.describe("the page of sweeps", () => {
  test("is reached from the places and from the age in the top bar", async ({ page }) => {
    await page.goto(nodesPage);
    const places = page.getByRole("navigation", { name: "Main" });
    await places.getByRole("link", { name: "Sweeps" }).click();
    await expect(page).toHaveURL(sweepsPage);
    await expect(page.getByRole("heading", { level: 1, name: "Sweeps" })).toBeVisible();
    await page.goto(nodesPage);
    await page
      .getByRole("banner")
      .getByRole("link", { name: /^(Read|Reading|Not read)/ })
      .click();
    await expect(page).toHaveURL(sweepsPage);
  });

  test("sweeps when asked, and shows what came of it without being loaded again", async ({
    page,
    home,
  }) => {
    await sweepOnce(home);
    const before = await sweepsOf(home);
    await page.goto(sweepsPage);
    await expect(button(page)).toHaveText("Sweep now");
    await button(page).click();
    await expect(button(page)).toBeDisabled();
    await expect(button(page)).toHaveText("Sweep now", { timeout: 60_000 });

    const after = await sweepsOf(home);
    expect(after.total).toBeGreaterThan(before.total);
    const sweep = after.items.find(({ id }) => id === after.latest?.id);
    await expect(sweepTable(page).getByRole("row")).toHaveCount(Math.min(after.total, 50) + 1);
    const [row] = await rowsOf(sweepTable(page));
    expect(row).toMatchObject({
      Status: "Complete",
      Trigger: "By hand",
      "Nodes read": `${sweep?.nodesTotal ?? ""} nodes`,
    });
    await expect(latest(page)).toContainText(/Last sweep: complete/);
    await expect(latest(page)).toContainText(`of ${after.latest?.nodesTotal ?? ""} nodes read`);
    await expect(main(page).getByRole("progressbar")).toHaveCount(0);
  });

  test("shows each source with its nodes and the age of its reading", async ({ page, home }) => {
    await sweepOnce(home);
    const { sources } = await sweepsOf(home);
    await page.goto(sweepsPage);
    for (const { account, region, nodes } of sources) {
      const cell = sourceTable(page).getByRole("cell", {
        name: new RegExp(`^${nodes ?? ""} nodes`),
      });
      await expect(cell, region).toContainText(/read\s+(just\s+now|\d+\s+min\s+ago)/);
      await expect(cell.getByRole("link")).toHaveAttribute(
        "href",
        `${nodesPage}?account=${account}&region=${region}`,
      );
    }
  });

  test("shows one that runs, live, and nothing else moves", async ({ page, home }) => {
    const ended = await sweepOnce(home);
    const list = await sweepsOf(home);
    const startedAt = new Date(Date.parse(list.now) - 30_000).toISOString();
    const running = (nodesDone: number): Sweep => ({
      ...ended,
      status: "running",
      startedAt,
      endedAt: null,
      sources: ended.sources.map((part) => ({
        ...part,
        status: "running",
        endedAt: null,
        nodesDone: nodesDone / ended.sources.length,
        nodesTotal: 100,
      })),
      nodesDone,
      nodesTotal: 100 * ended.sources.length,
      throttled: 3,
    });
    const all = 100 * ended.sources.length;
    const moved = await watchLayoutShifts(page);
    await page.goto(sweepsPage);
    const box = await latest(page).boundingBox();

    await tell(page, { ...list, latest: running(all / 4) });
    await comeBack(page);
    const bar = main(page).getByRole("progressbar");
    await expect(bar).toHaveAttribute("aria-valuenow", "25");
    await expect(latest(page)).toContainText(`of ${all} nodes`);
    await expect(latest(page)).toContainText("about 2 min left");
    await expect(latest(page)).toContainText("3 retried");
    await expect(button(page)).toHaveText("Sweeping");

    await page.unrouteAll();
    await tell(page, { ...list, latest: running(all / 2) });
    // It asks again by itself.
    await expect(bar).toHaveAttribute("aria-valuenow", "50");
    await expect(latest(page)).toContainText("about 30 s left");
    expect(await latest(page).boundingBox()).toEqual(box);
    // What is set to the right begins elsewhere when its number grows; a line that moves scores a hundredth and more.
    expect(await moved()).toBeLessThan(0.005);
  });

  test("says of the first one that nodes appear as they are read", async ({ page, home }) => {
    const list = await sweepsOf(home);
    await page.goto(sweepsPage);
    const unread = list.sources.map((source) => ({
      ...source,
      status: "reading" as const,
      readAt: null,
      nodes: null,
      nodesUnread: null,
    }));
    const first: Sweep = { ...(await sweepOnce(home)), status: "running", endedAt: null };
    await tell(page, { ...list, asOf: null, sources: unread, items: [], total: 0, latest: first });
    await comeBack(page);
    await expect(main(page)).toContainText("First sweep: nodes appear as they are read.");
    await expect(sourceTable(page)).not.toContainText(/\b0 nodes/);
  });

  test("names what could not be read, why, and what to do", async ({ page, home }) => {
    const list = await sweepsOf(home);
    await page.goto(sweepsPage);
    const error = { code: "accessDenied", detail: "The role may not make the call." } as const;
    const failed = list.sources.slice(0, 1);
    await tell(page, {
      ...list,
      sources: [
        ...failed.map((source) => ({ ...source, status: "failed" as const, error })),
        ...list.sources.slice(1),
      ],
      setAside: { name: "store.damaged-1", reason: "It is cut off.", at: list.now },
    });
    await comeBack(page);
    await expect(main(page)).toContainText(
      `${failed.map(({ region }) => region).join()} couldn’t be read.`,
    );
    await expect(main(page)).toContainText(error.detail);
    await expect(main(page)).toContainText("Compare the permissions of the server's role");
    await expect(sourceTable(page)).toContainText("Access denied");
    await expect(sourceTable(page)).toContainText("≥");
    await expect(main(page)).toContainText("store.damaged-1");
  });

  test("opens a sweep by its address, and closes it", async ({ page, home }) => {
    const sweep = await sweepOnce(home);
    await page.goto(sweepsPage);
    await sweepTable(page).getByRole("link").first().click();
    await expect(page).toHaveURL(/\/sweeps\?sweep=[0-9a-f-]{36}#sweep$/);
    await page.goto(sweepPage(sweep.id));
    await expect(page.getByRole("heading", { level: 2, name: /^Sweep of / })).toBeVisible();
    const parts = page.getByRole("table", { name: "Sources of this sweep" });
    await expect(parts.getByRole("row")).toHaveCount(sweep.sources.length + 1);
    const rows = await rowsOf(parts);
    expect(rows.map((row) => row["Nodes read"])).toEqual(
      sweep.sources.map(({ nodesDone, nodesTotal }) => `${nodesDone} of ${nodesTotal ?? ""} nodes`),
    );
    await main(page).getByRole("link", { name: "Close" }).click();
    await expect(page).toHaveURL(sweepsPage);
  });

  test("says that a sweep or a page is none", async ({ page, home }) => {
    await sweepOnce(home);
    await page.goto(sweepPage("00000000-0000-4000-8000-000000000000"));
    await expect(main(page)).toContainText("There is no sweep with the id that the address names.");
    await page.goto(`${sweepsPage}?page=9999`);
    await page.getByRole("link", { name: "To the first page" }).click();
    await expect(sweepTable(page)).toBeVisible();
    await page.goto(`${sweepsPage}?size=1`);
    await expect(pages(page)).toContainText(/1–1 of \d+/);
    await page.goto(`${sweepsPage}?sweep=last`);
    await expect(main(page).getByRole("alert")).toContainText("last");
    await expect(page.getByRole("table")).toHaveCount(0);
  });

  for (const width of [320, 390, 1440]) {
    for (const colorScheme of ["light", "dark"] as const) {
      test(`fits ${width} px in ${colorScheme}`, async ({ page, home }) => {
        const { id } = await sweepOnce(home);
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        await page.goto(sweepPage(id));
        await expect(sweepTable(page)).toBeVisible();
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide).toBeLessThanOrEqual(width);
        expect(await smallTargets(page)).toEqual([]);
      });
    }
  }
});

test.describe("when the server can no longer be asked", () => {
  test.use({ failedAnswersExpected: true });

  test("the page says how old it is, and keeps what it shows", async ({ page, home }) => {
    await sweepOnce(home);
    await page.goto(sweepsPage);
    await page.route(
      (url) => url.pathname === sweepsApi,
      (route) => route.fulfill({ status: 500, body: "no" }),
    );
    await comeBack(page);
    await expect(main(page)).toContainText("This is how it stood");
    await expect(sweepTable(page)).toBeVisible();
    await expect(latest(page)).toContainText("Last sweep");
  });
});
