import type { Locator, Page } from "@playwright/test";
import { ask } from "@/e2e/support/ask";
import { nodeTable, stateTab } from "@/e2e/support/node-page";
import { rowsOnce } from "@/e2e/support/rows";
import { account } from "@/e2e/support/servers";
import { expect, test } from "@/e2e/support/test";
import { baselinesPage, nodesApi, nodesPage } from "@/lib/api/addresses";
import { nodeListSchema, type NodeList } from "@/lib/api/node.schema";

async function listOf(home: string, search: string): Promise<NodeList> {
  const address = `${home}${nodesApi}?${search}`;
  const { status, text } = await ask(address);
  expect(status, `${address}: ${text.slice(0, 400)}`).toBe(200);
  return nodeListSchema.parse(JSON.parse(text));
}

const main = (page: Page) => page.getByRole("main");
const counter = (page: Page) => main(page).getByText(/^\d+ of \d+ nodes$/);
const searchOf = (href: string) => href.replace(/^[^?]*\??/, "");

/** A link that holds a number of nodes: what it is called, where it leads, how many it says. */
interface Counted {
  readonly name: string;
  readonly href: string;
  readonly count: number;
}

async function countedLinks(links: Locator): Promise<readonly Counted[]> {
  // The list may come after the top of its page.
  await expect(links.first()).toBeVisible();
  const counted: Counted[] = [];
  for (const link of await links.all()) {
    const text = (await link.innerText()).trim();
    const [, name = "", digits = "NaN"] = /^(.*?)\s*(\d[\d,]*)$/s.exec(text) ?? [];
    const href = (await link.getAttribute("href")) ?? "";
    counted.push({ name, href, count: Number(digits.replaceAll(",", "")) });
  }
  return counted;
}

/** As the list itself counts what it shows, and as many rows as fit on a page. */
async function expectNodes(page: Page, count: number, managed: number): Promise<void> {
  await expect(counter(page)).toHaveText(`${count} of ${managed} nodes`);
  await rowsOnce(nodeTable(page), Math.min(count, 50));
}

const facets = [
  ["Operating system", ["operatingSystem"]],
  ["Patch group", ["patchGroup"]],
  ["Baseline", ["baseline"]],
  ["Source", ["account", "region"]],
  ["Scanned", ["freshness"]],
  ["Agent", ["agent"]],
] as const;

/** The button of a facet, as long as nothing of it is chosen. */
const facetButton = (page: Page, name: string) =>
  main(page).getByRole("button", { name, exact: true });

/** A facet of which something is chosen is called after it. */
const facetButtonOf = (page: Page, name: string) =>
  main(page).getByRole("button", { name: new RegExp(`^${name}(:|$)`) });

/** The values of the facet that is open, under their headings. */
const facetValues = (page: Page, name: string) =>
  page
    .getByRole("region", { name: new RegExp(`^(${name === "Source" ? "Account|Region" : name})$`) })
    .getByRole("link");

/** True for a value that keeps what the address asks for already: its count is what choosing it gives. */
function isAdded(href: string, filter: string): boolean {
  const next = new URLSearchParams(searchOf(href));
  return [...new URLSearchParams(filter)].every(([name, value]) => next.get(name) === value);
}

for (const filter of ["", "platform=windows&region=us-east-1"]) {
  test(`each value of each facet counts the nodes of the list that it leads to (${filter || "all nodes"})`, async ({
    page,
    home,
  }) => {
    // A node may age while they are compared: then they are compared once more.
    await expect(async () => {
      const { facets: told } = await listOf(home, filter);
      await page.goto(`${nodesPage}?${filter}`);
      for (const [name, parts] of facets) {
        await facetButtonOf(page, name).click();
        const values = parts.flatMap((part) => told[part]);
        await expect(facetValues(page, name)).toHaveCount(values.length);
        const shown = await countedLinks(facetValues(page, name));
        expect(
          shown.map(({ count }) => count),
          name,
        ).toEqual(values.map(({ count }) => count));
        const added = shown.filter(({ href }) => isAdded(href, filter));
        expect(added.length, name).toBeGreaterThan(0);
        for (const { href, count, name: value } of added) {
          expect((await listOf(home, searchOf(href))).total, `${name}: ${value}`).toBe(count);
        }
        await page.keyboard.press("Escape");
      }
    }).toPass();
  });
}

for (const [name] of facets) {
  test(`a value of ${name} that is chosen leaves as many nodes as it said`, async ({
    page,
    home,
  }) => {
    const filter = "verdict=non-compliant";
    const { totalManaged } = await listOf(home, filter);
    await page.goto(`${nodesPage}?${filter}`);
    await facetButton(page, name).click();
    const [first] = await countedLinks(facetValues(page, name));
    const { name: value = "", href = "", count = 0 } = first ?? {};
    expect(count).toBeGreaterThan(0);
    await facetValues(page, name).first().click();
    await expect(page).toHaveURL(href);
    await expectNodes(page, count, totalManaged);
    await expect(facetButtonOf(page, name)).toHaveText(`${name}: ${value}`);
    await expect(facetValues(page, name).first()).toHaveAttribute("aria-current", "true");
  });
}

test("two values of a facet together are the nodes of either", async ({ page, home }) => {
  const { facets: told, totalManaged } = await listOf(home, "");
  const [first, second] = told.operatingSystem;
  await page.goto(nodesPage);
  await facetButton(page, "Operating system").click();
  const value = (label: string | null | undefined, count: number | undefined) =>
    page
      .getByRole("region", { name: "Operating system", exact: true })
      .getByRole("link", { name: `${label} ${count}`, exact: true });
  await value(first?.label, first?.count).click();
  await expectNodes(page, first?.count ?? 0, totalManaged);
  // The menu stays open for the next one, and goes on counting every system.
  await value(second?.label, second?.count).click();
  await expectNodes(page, (first?.count ?? 0) + (second?.count ?? 0), totalManaged);
  const words = [first?.word, second?.word].map(String).toSorted((a, b) => a.localeCompare(b));
  await expect(page).toHaveURL(`${nodesPage}?os=${words.join(",")}`);
  await value(first?.label, first?.count).click();
  await expectNodes(page, second?.count ?? 0, totalManaged);
});

test("each filter has a chip that takes it away, and the others stay", async ({ page, home }) => {
  const { totalManaged } = await listOf(home, "");
  const filters = [
    ["Operating system", "os=windows"],
    ["Scanned", "freshness=ageing,fresh"],
    ["Agent", "agent=online"],
    ["Source", `account=${account}&region=us-east-1`],
    ["Patches", "state=missing,failed"],
    ["Platform", "platform=windows"],
  ] as const;
  const searchWith = (kept: readonly string[]) => kept.join("&");
  await page.goto(`${nodesPage}?${searchWith(filters.map(([, search]) => search))}`);
  const left = filters.map(([, search]) => search as string);
  for (const [name] of filters) {
    await main(page)
      .getByRole("link", { name: `Remove the filter ${name}` })
      .click();
    left.shift();
    await expect(main(page).getByRole("link", { name: `Remove the filter ${name}` })).toHaveCount(
      0,
    );
    await expectNodes(page, (await listOf(home, searchWith(left))).total, totalManaged);
  }
  await expect(page).toHaveURL(/\/nodes$/);
});

test("a chip names what it filters by", async ({ page, home }) => {
  const { facets: told } = await listOf(home, "");
  const [group] = told.patchGroup.filter(({ word }) => word !== "none");
  await page.goto(
    `${nodesPage}?${new URLSearchParams({ group: group?.word ?? "", os: "windows" })}`,
  );
  await expect(facetButtonOf(page, "Patch group")).toHaveText(`Patch group: ${group?.label}`);
  await expect(facetButtonOf(page, "Operating system")).toHaveText(
    "Operating system: Windows Server",
  );
});

test("Clear filters leaves every node, in the order that was asked for", async ({ page, home }) => {
  const { totalManaged } = await listOf(home, "");
  await page.goto(
    `${nodesPage}?verdict=non-compliant&os=windows&region=us-east-1&q=win&sort=-missing&page=1`,
  );
  await expect(counter(page)).toBeVisible();
  await main(page).getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/nodes\?sort=-missing$/);
  await expectNodes(page, totalManaged, totalManaged);
  await expect(main(page).getByRole("link", { name: /^Remove the filter/ })).toHaveCount(0);
  await expect(main(page).getByRole("link", { name: "Clear filters" })).toHaveCount(0);
});

for (const [name, search] of [
  [/^Overdue/, "deadline=overdue"],
  [/^Needs reboot/, "state=installed-pending-reboot"],
  [/^Failed installs/, "state=failed"],
  [/^Scan older than 7 days/, "freshness=stale"],
  [/^Never scanned/, "freshness=never"],
] as const) {
  test(`the quick view ${name.source.slice(1)} holds as many nodes as it says`, async ({
    page,
    home,
  }) => {
    const { totalManaged } = await listOf(home, "");
    const { total } = await listOf(home, search);
    expect(total).toBeGreaterThan(0);
    await page.goto(nodesPage);
    const view = page.getByRole("navigation", { name: "Quick views" }).getByRole("link", { name });
    await expect(view).toHaveText(new RegExp(`\\D${total}$`));
    await view.click();
    await expect(page).toHaveURL(`${nodesPage}?${search}`);
    await expect(view).toHaveAttribute("aria-current", "page");
    await expectNodes(page, total, totalManaged);
  });
}

test("a quick view keeps the other filters, and its number counts under them", async ({
  page,
  home,
}) => {
  const { totalManaged } = await listOf(home, "");
  const { total } = await listOf(home, "state=installed-pending-reboot&region=us-east-1");
  await page.goto(`${nodesPage}?region=us-east-1`);
  const view = page
    .getByRole("navigation", { name: "Quick views" })
    .getByRole("link", { name: /^Needs reboot/ });
  await expect(view).toHaveText(new RegExp(`\\D${total}$`));
  await view.click();
  await expect(page).toHaveURL(`${nodesPage}?state=installed-pending-reboot&region=us-east-1`);
  await expect(counter(page)).toHaveText(new RegExp(`^${total} of ${totalManaged}`));
});

const chartTable = (page: Page) =>
  page.getByRole("table", { name: "Nodes of each operating system by verdict" });
const chart = (page: Page) => page.getByRole("img", { name: /^Bar chart of the verdicts/ });

for (const filter of ["", "region=eu-west-1", "state=missing"]) {
  test(`the chart's numbers are links to exactly so many nodes (${filter || "all nodes"})`, async ({
    page,
    home,
  }) => {
    const { totalManaged, total } = await listOf(home, filter);
    await page.goto(`${nodesPage}?${filter}`);
    const links = await countedLinks(
      chartTable(page).getByRole("cell").getByRole("link", { name: /^\d/ }),
    );
    expect(links.length).toBeGreaterThan(2);
    expect(links.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    for (const { href, count } of links) {
      expect((await listOf(home, searchOf(href))).total, href).toBe(count);
    }
    for (const { href, count } of [...links.slice(0, 2), ...links.slice(-1)]) {
      await page.goto(href);
      await expectNodes(page, count, totalManaged);
    }
  });
}

test("a system's name in the chart leads to its nodes", async ({ page, home }) => {
  const { verdictsByOperatingSystem, totalManaged } = await listOf(home, "");
  const [first] = verdictsByOperatingSystem;
  const { nonCompliant = 0, compliant = 0, unknown = 0 } = first?.countsByVerdict ?? {};
  await page.goto(nodesPage);
  await chartTable(page)
    .getByRole("rowheader", { name: first?.label ?? "none" })
    .getByRole("link")
    .click();
  await expect(page).toHaveURL(`${nodesPage}?os=${first?.word}`);
  await expectNodes(page, nonCompliant + compliant + unknown, totalManaged);
});

test("the chart is drawn after the page, has a name that says what it shows, and can be put away", async ({
  page,
  home,
}) => {
  const { totalManaged, verdictsByOperatingSystem } = await listOf(home, "");
  const scripts = new Map<string, Promise<string>>();
  page.on("response", (response) => {
    const isScript = response.request().resourceType() === "script";
    scripts.set(response.url(), isScript ? response.text() : Promise.resolve(""));
  });
  const answer = await page.goto(nodesPage);
  const html = (await answer?.text()) ?? "";
  await expect(chart(page)).toBeVisible();
  const worst = verdictsByOperatingSystem.toSorted(
    (a, b) => b.countsByVerdict.nonCompliant - a.countsByVerdict.nonCompliant,
  )[0];
  await expect(chart(page)).toHaveAccessibleName(
    new RegExp(
      `^Bar chart of the verdicts of ${totalManaged}.nodes by operating system\\. Most non-compliant nodes: ${worst?.label}, ${worst?.countsByVerdict.nonCompliant} of \\d+\\.$`,
    ),
  );
  // The drawing has no role of its own: its numbers are the table's.
  await expect(chart(page).locator("svg path").first()).toBeVisible();
  const bars = chart(page).locator("svg path");
  expect(await bars.count()).toBeGreaterThan(10);

  const ofLibrary = async (url: string) => ((await scripts.get(url)) ?? "").includes("recharts");
  const named = [...html.matchAll(/<(?:script|link)[^>]*(?:src|href)="([^"]+\.js[^"]*)"/g)].map(
    ([, path = ""]) => new URL(path, home).href,
  );
  expect(named.length).toBeGreaterThan(0);
  const inFirstLoad: string[] = [];
  for (const url of named) inFirstLoad.push(...((await ofLibrary(url)) ? [url] : []));
  expect(inFirstLoad).toEqual([]);
  const all = await Promise.all([...scripts.keys()].map(ofLibrary));
  expect(all).toContain(true);

  await page.getByText("Verdict by operating system", { exact: true }).click();
  await expect(chart(page)).toHaveCount(0);
  await page.reload();
  await expect(nodeTable(page)).toBeVisible();
  await expect(chart(page)).toHaveCount(0);
  await page.getByText("Verdict by operating system", { exact: true }).click();
  await expect(chart(page).locator("svg path").first()).toBeVisible();
});

test("a narrow screen has the chart's numbers and no drawing", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(nodesPage);
  await expect(chartTable(page).getByRole("link").first()).toBeVisible();
  await expect(page.locator("svg.recharts-surface")).toHaveCount(0);
});

/** The ids of each command, and the Region that it asks. */
function idsOf(commands: string): ReadonlyArray<{ region: string; ids: readonly string[] }> {
  return commands
    .trim()
    .split("\n")
    .map((line) => {
      const [, ids = "", region = ""] =
        /^aws ssm describe-instance-patch-states --instance-ids ((?:m?i-[0-9a-f]+ ?)+) --region (\S+)$/.exec(
          line,
        ) ?? [];
      return { region, ids: ids.split(" ") };
    });
}

for (const filter of ["verdict=non-compliant", "os=windows&region=us-east-1", ""]) {
  test(`the AWS CLI commands ask for exactly the nodes of the list, at most 50 at once (${filter || "all nodes"})`, async ({
    page,
    context,
    home,
  }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const { items, total } = await listOf(home, `${filter}&size=500`);
    await page.goto(`${nodesPage}?${filter}`);
    await page.getByRole("button", { name: "AWS CLI" }).click();
    await page.getByRole("button", { name: "Copy AWS CLI command" }).click();
    await expect(page.getByText("Copied", { exact: true })).toBeAttached();
    const commands = idsOf(await page.evaluate(() => navigator.clipboard.readText()));
    for (const { ids } of commands) {
      expect(ids.length).toBeGreaterThan(0);
      expect(ids.length).toBeLessThanOrEqual(50);
    }
    const asked = commands.flatMap(({ region, ids }) => ids.map((id) => `${region} ${id}`));
    expect(asked).toHaveLength(total);
    expect(new Set(asked)).toEqual(
      new Set(items.map(({ region, instanceId }) => `${region} ${instanceId}`)),
    );
  });
}

test("the scope goes along from list to list", async ({ page, home }) => {
  const { total } = await listOf(home, "region=eu-west-1");
  const { totalManaged } = await listOf(home, "");
  await page.goto(nodesPage);
  await page.getByRole("button", { name: "Scope: All sources" }).click();
  await page.getByRole("checkbox", { name: "eu-west-1", exact: true }).check();
  await expect(page).toHaveURL(/\/nodes\?region=eu-west-1$/);
  await expect(counter(page)).toHaveText(new RegExp(`^${total} of \\d+ nodes$`));
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Scope: eu-west-1" })).toBeVisible();

  const places = page.getByRole("navigation", { name: "Main" });
  await places.getByRole("link", { name: "Baselines" }).click();
  await expect(page).toHaveURL(`${baselinesPage}?region=eu-west-1`);
  const baselines = page.getByRole("table", { name: "Patch baselines", exact: true });
  await expect(baselines.getByRole("cell", { name: "prod eu-west-1" }).first()).toBeVisible();
  await expect(baselines.getByRole("cell", { name: "prod us-east-1" })).toHaveCount(0);
  await places.getByRole("link", { name: "Nodes" }).click();
  await expect(page).toHaveURL(/\/nodes\?region=eu-west-1$/);
  const rows = await rowsOnce(nodeTable(page), total);
  expect(new Set(rows.map(({ Source }) => Source))).toEqual(new Set(["prod eu-west-1"]));

  // Through a node's page and back, also by a tab of it; the link that is shared does not carry it.
  await nodeTable(page).getByRole("cell").first().getByRole("link").click();
  await stateTab(page, /^All/).click();
  await expect(page).toHaveURL(/\?state=all&region=eu-west-1$/);
  await expect(page.getByRole("button", { name: "Scope: eu-west-1" })).toBeVisible();
  const crumbs = page.getByRole("navigation", { name: "Breadcrumb" });
  await crumbs.getByRole("link", { name: "Nodes", exact: true }).click();
  await expect(page).toHaveURL(/\/nodes\?region=eu-west-1$/);

  // The search looks within it too.
  await page.getByRole("searchbox", { name: /^Find nodes/ }).fill("win");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search\?q=win&region=eu-west-1$/);

  await page.goto(`${nodesPage}?region=eu-west-1&q=win`);
  await page.getByRole("button", { name: "Scope: eu-west-1" }).click();
  await page.getByRole("button", { name: "All sources", exact: true }).click();
  await expect(page).toHaveURL(/\/nodes\?q=win$/);
  await page.goto(`${nodesPage}?account=${account}`);
  await places.getByRole("link", { name: "Baselines" }).click();
  await expect(page).toHaveURL(`${baselinesPage}?account=${account}`);
  await places.getByRole("link", { name: "Nodes" }).click();
  await expect(counter(page)).toHaveText(`${totalManaged} of ${totalManaged} nodes`);
});

for (const which of ["windowsLarge", "hybrid"] as const) {
  test(`an exact id in the search opens the node (${which})`, async ({ page, special }) => {
    const { [which]: node } = special;
    for (const text of [node.instanceId, `  ${node.instanceId} `]) {
      await page.goto(baselinesPage);
      await page.getByRole("searchbox", { name: /^Find nodes/ }).fill(text);
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(
        new RegExp(`/nodes/${node.account}/${node.region}/${node.instanceId}\\?state=findings$`),
      );
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(node.name);
    }
  });
}

for (const [name, address] of [
  ["nodes", `${nodesPage}?size=500`],
  ["baselines", `${baselinesPage}?owner=self,aws&size=500`],
] as const) {
  test(`whatever its rows hold, the list of ${name} never makes the page scroll sideways`, async ({
    page,
  }) => {
    await page.goto(address);
    await expect(main(page).getByText(/^1–\d+ of \d+$/)).toBeVisible();
    const tooWide: string[] = [];
    for (const width of [1920, 1440, 1280, 1024, 768, 640, 390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      const widest = await page.evaluate(() => document.documentElement.scrollWidth);
      tooWide.push(...[`${widest} px in ${width} px`].slice(Number(widest <= width)));
    }
    expect(tooWide).toEqual([]);
  });
}
