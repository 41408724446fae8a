import type { BrowserContext, Page } from "@playwright/test";
import { faultsOfEveryAppearance } from "@/e2e/support/appearances";
import { baselinesOf, readEverything } from "@/e2e/support/baselines-api";
import { emulatorControl, type Fault, type SpecialNodes } from "@/e2e/support/emulator";
import { OwnEmulator } from "@/e2e/support/own-emulator";
import { OwnServer } from "@/e2e/support/own-server";
import { patchboardEnvironment, sweepingWhenAsked } from "@/e2e/support/servers";
import { askForSweep } from "@/e2e/support/sweeps-api";
import { specialBaselines, type SpecialBaselines } from "@/e2e/support/special-baselines";
import { answerOf } from "@/e2e/support/findings-api";
import { expect, test as base } from "@/e2e/support/test";
import {
  baselinePage,
  baselineResolverPage,
  baselinesPage,
  cvePage,
  cvesApi,
  cvesPage,
  nodePage,
  nodesPage,
  overviewPage,
  patchesApi,
  patchesPage,
  patchGroupsPage,
  patchPage,
  searchPage,
  settingsPage,
  sweepsPage,
} from "@/lib/api/addresses";
import { cveListSchema } from "@/lib/api/cve.schema";
import { nodeHistoryView } from "@/lib/api/node-history-query";
import { patchListSchema } from "@/lib/api/patch.schema";

/** Everything that a page can be in, seen by a server that has read nothing yet: each story has one, and an AWS, of its own. */
const test = base.extend<{ baselines: SpecialBaselines; fleet: string }>({
  failedAnswersExpected: true,
  fleet: ["us-east-1=40,eu-west-1=20", { option: true }],
  emulatorUrl: async ({ fleet }, use) => {
    const emulator = new OwnEmulator(fleet);
    await use(await emulator.ready());
    await emulator.stop();
  },
  baseURL: async ({ emulatorUrl }, use) => {
    const server = new OwnServer(sweepingWhenAsked(patchboardEnvironment(emulatorUrl, 0)));
    await use(await server.ready());
    await server.stop();
  },
  baselines: async ({ emulatorUrl }, use) => {
    await use(await specialBaselines(emulatorUrl));
  },
});

test.setTimeout(300_000);

/** AWS's trouble may be told after three attempts of ten seconds. */
const untilGivenUp = { timeout: 75_000 };

const main = (page: Page) => page.getByRole("main");
const text = (words: RegExp | string) => (page: Page) =>
  expect(main(page).getByText(words).first()).toBeVisible(untilGivenUp);
const alert = (title: string) => async (page: Page) => {
  await expect(main(page).getByRole("alert").getByRole("heading")).toHaveText(title, untilGivenUp);
};

const fleet = (page: Page) =>
  expect(main(page).getByRole("region", { name: "Verdict", exact: true })).toBeVisible(
    untilGivenUp,
  );
const sweeps = (page: Page) =>
  expect(main(page).getByRole("table", { name: "Sweeps", exact: true })).toBeVisible(untilGivenUp);

interface View {
  readonly name: string;
  readonly address: string;
  /** Waits until the view is what it will be. */
  readonly whole: (page: Page) => Promise<unknown>;
  /** True where AWS's answer is missing: nothing there may look like health. */
  readonly failed?: true;
}

/** What looks like an answer where there is none: rows, zeros, verdicts. */
async function likeAnswers(page: Page): Promise<string[]> {
  const cells = await main(page).getByRole("cell").count();
  const words = await main(page).innerText();
  const wrong = [
    /\b(?:non-)?compliant\b/i,
    /^unknown\b/im,
    /(?:^|\s)0(?:\s*%|\s+(?:of|nodes?|managed|missing|failed|patch(?:es)?|baselines?|rejected|to reboot)\b|\s*$)/im,
    /^No (?:patches|nodes|managed nodes|baselines|patch baseline)\b/m,
  ];
  const html = await page.content();
  const awsWords = /arn:aws|assumed-role|is not authorized to perform|Rate exceeded/.exec(html);
  return [
    ...(cells === 0 ? [] : [`${cells} cells of a table`]),
    ...wrong
      .flatMap((pattern) => pattern.exec(words)?.slice(0, 1) ?? [])
      .map((found) => `“${found}”`),
    ...(awsWords === null ? [] : [`AWS's own words: ${awsWords[0]}`]),
  ];
}

const liesOf = (view: View, page: Page) => (view.failed ? likeAnswers(page) : Promise.resolve([]));

/**
 * Opens all views, then looks at each in every width and both colour schemes; gives what is wrong. The first has to be
 * there before the others are opened: a browser has six connections to a server, and each view that waits for a first
 * reading holds one.
 */
async function faultsOf(context: BrowserContext, views: readonly View[]): Promise<string[]> {
  const open = async (view: View) => {
    const page = await context.newPage();
    await page.goto(view.address);
    return { view, page };
  };
  const opened = await Promise.all(views.slice(0, 1).map(open));
  for (const { view, page } of opened) await view.whole(page);
  opened.push(...(await Promise.all(views.slice(1).map(open))));
  const faults: string[] = [];
  for (const { view, page } of opened) {
    await test.step(view.name, async () => {
      await page.bringToFront();
      await view.whole(page);
      const found = await faultsOfEveryAppearance(page);
      faults.push(
        ...[...found, ...(await liesOf(view, page))].map((fault) => `${view.name}, ${fault}`),
      );
      await page.close();
    });
  }
  return faults;
}

const unknownBaseline = "pb-0fedcba9876543210";

/** The pages that ask AWS nothing. */
const quietViews: readonly View[] = [
  { name: "settings", address: settingsPage, whole: text("Nodes a page") },
  { name: "not found", address: "/no/such/page", whole: text(/All nodes/) },
];

/** The views that have rows, under a query that leaves none as well. */
function addresses(special: SpecialNodes, baselines: SpecialBaselines, found = "") {
  const { windowsLarge } = special;
  const { usesEverything, managedWindows } = baselines;
  const listed = found === "" ? "size=10" : `q=${found}`;
  return {
    overview: overviewPage,
    patch: patchPage("WINDOWS", "KB5087420"),
    cve: cvePage("CVE-2024-6387"),
    patches: `${patchesPage}?${listed}`,
    patchGroups: `${patchGroupsPage}?${listed}`,
    cves: `${cvesPage}?${listed}`,
    search: `${searchPage}?q=${found === "" ? "kernel" : found}`,
    nodes: `${nodesPage}?${listed}`,
    node: nodePage(windowsLarge, windowsLarge.instanceId, `state=all&${listed}`),
    history: nodePage(windowsLarge, windowsLarge.instanceId, nodeHistoryView()),
    baselines: `${baselinesPage}?${listed}`,
    rules: baselinePage(usesEverything, usesEverything.baselineId),
    effective: baselinePage(
      managedWindows,
      managedWindows.baselineId,
      `tab=effective-patches&${listed}`,
    ),
    unknown: baselineResolverPage(unknownBaseline),
  };
}

test("normal: every page is right in every width and colour", async ({
  context,
  home,
  special,
  baselines,
}) => {
  await askForSweep(home);
  await readEverything(home);
  const at = addresses(special, baselines);
  const [patch] = (await answerOf(home, `${patchesApi}?size=1`, patchListSchema)).items;
  const [cve] = (await answerOf(home, `${cvesApi}?size=1`, cveListSchema)).items;
  const cveId = cve?.cveId ?? "none";
  const kbId = patch?.kbId ?? "none";
  expect(
    await faultsOf(context, [
      { name: "overview", address: at.overview, whole: fleet },
      { name: "patches", address: at.patches, whole: text(/^1–10 of \d+$/) },
      {
        name: "a patch",
        address: patchPage(patch?.operatingSystem ?? null, kbId),
        whole: (page) => expect(main(page).getByRole("table").first()).toBeVisible(),
      },
      { name: "CVEs", address: at.cves, whole: text(/^1–10 of \d+$/) },
      { name: "a CVE", address: cvePage(cveId), whole: text(cveId) },
      { name: "patch groups", address: at.patchGroups, whole: text(/^1–10 of \d+$/) },
      { name: "history of a node", address: at.history, whole: text(/first read/i) },
      { name: "search", address: at.search, whole: text(/^Patches/) },
      { name: "sweeps", address: sweepsPage, whole: sweeps },
      { name: "nodes", address: at.nodes, whole: text(/^\d+ of \d+ nodes$/) },
      { name: "node", address: at.node, whole: text(/^1–10 of 2,500$/) },
      { name: "baselines", address: at.baselines, whole: text(/^1–10 of \d+$/) },
      { name: "rules", address: at.rules, whole: text("Registered patch groups") },
      { name: "effective patches", address: at.effective, whole: text(/^1–10 of \d+$/) },
      {
        name: "an unknown id",
        address: at.unknown,
        whole: text(`No patch baseline ${unknownBaseline}`),
      },
      ...quietViews,
    ]),
  ).toEqual([]);
});

test("empty results: every list that a filter leaves empty says so, right in every width and colour", async ({
  context,
  home,
  special,
  baselines,
}) => {
  await askForSweep(home);
  await readEverything(home);
  const at = addresses(special, baselines, "there-is-no-such-thing");
  const { approvesNothing } = baselines;
  expect(
    await faultsOf(context, [
      { name: "patches", address: at.patches, whole: text("No patches match these filters") },
      { name: "CVEs", address: at.cves, whole: text("No CVE that a node reports matches") },
      { name: "patch groups", address: at.patchGroups, whole: text(/No patch groups? match/) },
      { name: "search", address: at.search, whole: text(/Nothing/) },
      { name: "nodes", address: at.nodes, whole: text("No nodes match these filters") },
      { name: "node", address: at.node, whole: text("No patches match these filters") },
      { name: "baselines", address: at.baselines, whole: text("No baselines match these filters") },
      {
        name: "a baseline without rules",
        address: baselinePage(approvesNothing, approvesNothing.baselineId),
        whole: text("This baseline approves nothing."),
      },
      {
        name: "effective patches",
        address: at.effective,
        whole: text("No patches match these filters"),
      },
    ]),
  ).toEqual([]);
});

test.describe("an empty fleet", () => {
  test.use({ fleet: "us-east-1=0,eu-west-1=0" });

  test("every page says that there is nothing, right in every width and colour", async ({
    context,
    home,
  }) => {
    await askForSweep(home);
    await readEverything(home);
    const { items } = await baselinesOf(home, "os=windows&region=us-east-1");
    const [own] = items;
    const { baselineId = "", ...place } = own ?? {};
    const source = { account: "", region: "", ...place };
    expect(
      await faultsOf(context, [
        { name: "overview", address: overviewPage, whole: fleet },
        { name: "patches", address: patchesPage, whole: text(/No patch needs attention/) },
        { name: "CVEs", address: cvesPage, whole: text(/No CVE is named/) },
        {
          name: "patch groups",
          address: patchGroupsPage,
          whole: text(/^No node reports a patch group/),
        },
        { name: "nodes", address: nodesPage, whole: text("No managed nodes found") },
        {
          name: "a node",
          address: "/nodes/i-0fedcba9876543210",
          whole: text(/i-0fedcba9876543210/),
        },
        { name: "baselines", address: baselinesPage, whole: text(/baselines?$/) },
        {
          name: "nodes of a baseline",
          address: baselinePage(source, baselineId, "tab=nodes"),
          whole: text(/No node of this account and Region used it/),
        },
        {
          name: "effective patches",
          address: baselinePage(source, baselineId, "tab=effective-patches"),
          whole: text(/AWS lists no effective patch|1–\d+ of/),
        },
      ]),
    ).toEqual([]);
  });
});

/** Lets the first sweep of a server that has read nothing meet these faults. */
async function meetFaults(
  { emulatorUrl, home }: { readonly emulatorUrl: string; readonly home: string },
  faults: readonly Fault[],
): Promise<void> {
  const emulator = emulatorControl(emulatorUrl);
  for (const fault of faults) await emulator.addFault(fault);
  await askForSweep(home);
}

test("one Region failing: what is there is shown, what is missing is named, right in every width and colour", async ({
  context,
  emulatorUrl,
  home,
  special,
  baselines,
}) => {
  const at = addresses(special, baselines);
  const { usesEverything } = baselines;
  const elsewhere = { ...usesEverything, region: "eu-west-1" };
  await meetFaults({ emulatorUrl, home }, [
    { kind: "accessDenied", operation: "*", region: "eu-west-1" },
  ]);
  expect(
    await faultsOf(context, [
      { name: "overview", address: at.overview, whole: text(/eu-west-1 couldn’t be read/) },
      { name: "patches", address: at.patches, whole: text(/eu-west-1 couldn’t be read/) },
      { name: "CVEs", address: at.cves, whole: text(/eu-west-1 couldn’t be read/) },
      { name: "patch groups", address: at.patchGroups, whole: text(/eu-west-1 couldn’t be read/) },
      { name: "search", address: at.search, whole: text(/eu-west-1 couldn’t be read/) },
      { name: "sweeps", address: sweepsPage, whole: sweeps },
      { name: "nodes", address: at.nodes, whole: text(/eu-west-1 couldn’t be read/) },
      { name: "node", address: at.node, whole: text(/^1–10 of 2,500$/) },
      { name: "baselines", address: at.baselines, whole: text(/eu-west-1 couldn’t be read/) },
      { name: "rules", address: at.rules, whole: text("Registered patch groups") },
      {
        name: "rules in the failing Region",
        address: baselinePage(elsewhere, elsewhere.baselineId),
        whole: alert("Access denied by AWS"),
        failed: true,
      },
      { name: "effective patches", address: at.effective, whole: text(/^1–10 of \d+$/) },
      {
        name: "an unknown id",
        address: at.unknown,
        whole: text("It may be where SSM couldn’t be read"),
      },
    ]),
  ).toEqual([]);
});

for (const [state, kind, title] of [
  ["throttled", "throttle", "AWS is limiting requests"],
  ["denied", "accessDenied", "Access denied by AWS"],
  ["failing", "internalServerError", "AWS answered with a server error"],
] as const) {
  test(`${state}: every page says so and shows no row, no zero and no verdict, right in every width and colour`, async ({
    context,
    emulatorUrl,
    home,
    special,
    baselines,
  }) => {
    const at = addresses(special, baselines);
    const failed = true;
    const whole = alert(title);
    await meetFaults({ emulatorUrl, home }, [{ kind, operation: "*" }]);
    expect(
      await faultsOf(context, [
        { name: "overview", address: at.overview, whole, failed },
        { name: "patches", address: at.patches, whole, failed },
        { name: "a patch", address: at.patch, whole, failed },
        { name: "CVEs", address: at.cves, whole, failed },
        { name: "a CVE", address: at.cve, whole, failed },
        { name: "patch groups", address: at.patchGroups, whole, failed },
        { name: "search", address: at.search, whole, failed },
        { name: "nodes", address: at.nodes, whole, failed },
        { name: "node", address: at.node, whole, failed },
        { name: "history of a node", address: at.history, whole, failed },
        { name: "baselines", address: at.baselines, whole, failed },
        { name: "rules", address: at.rules, whole, failed },
        { name: "effective patches", address: at.effective, whole, failed },
        {
          name: "an unknown id",
          address: at.unknown,
          whole: text("It may be where SSM couldn’t be read"),
          failed,
        },
      ]),
    ).toEqual([]);
  });
}

test("one operation denied: the rest of the page stays and the part says so, right in every width and colour", async ({
  context,
  emulatorUrl,
  home,
  special,
  baselines,
}) => {
  const at = addresses(special, baselines);
  const kind = "accessDenied";
  await meetFaults({ emulatorUrl, home }, [
    { kind, operation: "DescribeInstancePatches" },
    { kind, operation: "DescribeEffectivePatchesForPatchBaseline" },
  ]);
  expect(
    await faultsOf(context, [
      { name: "node", address: at.node, whole: alert("Access denied by AWS") },
      {
        name: "effective patches",
        address: at.effective,
        whole: alert("Access denied by AWS"),
      },
    ]),
  ).toEqual([]);
});

test("while AWS is slow every page waits and shows no row, no zero and no verdict", async ({
  context,
  emulatorUrl,
  home,
  special,
  baselines,
}) => {
  const at = addresses(special, baselines);
  await meetFaults({ emulatorUrl, home }, [{ kind: "hang", operation: "*" }]);
  const waiting = async (page: Page) => {
    await expect(main(page).getByRole("status")).toContainText(/Reading .* from AWS/);
    expect(await likeAnswers(page)).toEqual([]);
  };
  const pages = await Promise.all(
    [at.nodes, at.node, at.baselines, at.rules, at.effective].map(async (address) => {
      const page = await context.newPage();
      await page.goto(address);
      await waiting(page);
      return page;
    }),
  );
  expect(pages).toHaveLength(5);
});
