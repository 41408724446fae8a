import type { Locator, Page } from "@playwright/test";
import { ask } from "@/e2e/support/ask";
import { AwsReader } from "@/e2e/support/aws";
import {
  BaselineReader,
  type GetPatchBaselineResult,
  type PatchRule,
} from "@/e2e/support/aws-baselines";
import { baselinesOf, readEverything } from "@/e2e/support/baselines-api";
import { factsOf } from "@/e2e/support/facts";
import { nodeTable, pages } from "@/e2e/support/node-page";
import { rowsOf, rowsOnce, type Row } from "@/e2e/support/rows";
import {
  saidDay,
  saidLevel,
  saidMoment,
  saidTiming,
  saidValues,
} from "@/e2e/support/said-of-a-rule";
import { specialBaselines, type SpecialBaselines } from "@/e2e/support/special-baselines";
import { expect, test as base } from "@/e2e/support/test";
import {
  baselineApi,
  baselinePage,
  baselineResolverPage,
  baselinesPage,
  effectivePatchesApi,
  nodePage,
} from "@/lib/api/addresses";
import {
  baselineDetailSchema,
  type BaselineDetail,
  type BaselineItem,
} from "@/lib/api/baseline.schema";
import { effectivePatchesSchema } from "@/lib/api/effective-patches.schema";

const test = base.extend<{ baselines: SpecialBaselines; reader: BaselineReader }>({
  baselines: async ({ emulatorUrl }, use) => {
    await use(await specialBaselines(emulatorUrl));
  },
  reader: async ({ emulatorUrl }, use) => {
    await use(new BaselineReader(emulatorUrl, "us-east-1"));
  },
});

test.beforeEach(async ({ home }) => readEverything(home));

const main = (page: Page) => page.getByRole("main");
const baselineTable = (page: Page) =>
  page.getByRole("table", { name: "Patch baselines", exact: true });
const effectiveTable = (page: Page) =>
  page.getByRole("table", { name: "Effective patches", exact: true });
const tab = (page: Page, name: RegExp) =>
  page.getByRole("navigation", { name: "Baseline", exact: true }).getByRole("link", { name });
/** A rule is an item with its number in front. */
const rules = (page: Page) =>
  main(page)
    .getByRole("listitem")
    .filter({ hasText: /^\s*\d+\s*Approve / });

const nodesWord = (count: number) => (count === 1 ? "node" : "nodes");
const countWords = (count: number | null, unit: string) => {
  if (count === null) return "–";
  return count === 0 ? "0" : `${count} ${unit}`;
};

function groupWords(groups: readonly string[] | null): string {
  if (groups === null) return "–";
  const [first, ...others] = groups;
  if (first === undefined) return "None";
  return others.length === 0 ? first : `${first} +${others.length}`;
}

/** What a row of the page says of a baseline, out of the API's answer. */
function rowOf(item: BaselineItem): Row {
  return {
    Name: item.name ?? item.baselineId,
    Owner: item.owner === "aws" ? "AWS" : "Own",
    Default: item.defaultBaseline ? "Yes" : "No",
    "Nodes using it": countWords(item.nodesUsing, nodesWord(item.nodesUsing ?? 0)),
    "Non-compliant": countWords(item.nonCompliant, "non-compliant"),
    "Patch groups": groupWords(item.patchGroups),
    Source: `prod ${item.region}`,
    "Baseline ID": item.baselineId,
  };
}

/** Without the words that only the page knows, and the age. */
function comparable({ Modified: _modified, "Operating system": _system, ...row }: Row): Row {
  return row;
}

async function nextPage(page: Page, hasOne: boolean): Promise<void> {
  const link = pages(page).getByRole("link", { name: "Next page" });
  await expect(link).toHaveCount(hasOne ? 1 : 0);
  if (hasOne) await link.click();
}

const isShown = ({ owner, nodesUsing }: BaselineItem) => owner === "self" || nodesUsing !== 0;

async function detailOf(home: string, address: string): Promise<BaselineDetail> {
  const { status, text } = await ask(`${home}${address}`);
  expect(status, text).toBe(200);
  return baselineDetailSchema.parse(JSON.parse(text));
}

test.describe("the list of baselines", () => {
  test("has own ones first, then AWS's that nodes use, and says how many others there are", async ({
    page,
    home,
  }) => {
    const { items, countsByOwner, countsByUse } = await baselinesOf(home, "size=500");
    const shown = items.filter(isShown);
    await page.goto(baselinesPage);
    const rows = await rowsOnce(baselineTable(page), shown.length);
    expect(rows.map(comparable)).toEqual(shown.map(rowOf));
    const owners = rows.map(({ Owner }) => Owner);
    expect(owners.lastIndexOf("Own")).toBeLessThan(owners.indexOf("AWS"));
    for (const row of rows) expect(row["Operating system"]).toMatch(/[A-Z]/i);
    await expect(pages(page)).toContainText(`1–${shown.length} of ${shown.length}`);

    const tabs = page.getByRole("navigation", { name: "Owner" });
    await expect(tabs.getByRole("link", { name: /^Own/ })).toHaveText(
      new RegExp(`${countsByOwner.self}$`),
    );
    await expect(tabs.getByRole("link", { name: /^AWS-managed/ })).toHaveText(
      new RegExp(`${countsByOwner.aws}$`),
    );

    const hidden = countsByUse.aws.unused;
    expect(hidden).toBe(items.length - shown.length);
    await page.getByRole("link", { name: `Unused AWS baselines hidden (${hidden})` }).click();
    await expect(page).toHaveURL(/\?owner=aws&used=no$/);
    const others = await rowsOnce(baselineTable(page), hidden);
    expect(others.map(comparable)).toEqual(items.filter((item) => !isShown(item)).map(rowOf));
  });

  for (const [owner, name] of [
    ["self", /^Own/],
    ["aws", /^AWS-managed/],
  ] as const) {
    test(`under the tab ${String(name)} has as many rows as the tab says`, async ({
      page,
      home,
    }) => {
      const { total, items } = await baselinesOf(home, `owner=${owner}`);
      await page.goto(baselinesPage);
      const link = page.getByRole("navigation", { name: "Owner" }).getByRole("link", { name });
      await expect(link).toHaveText(new RegExp(`${total}$`));
      await link.click();
      await expect(page).toHaveURL(new RegExp(`\\?owner=${owner}$`));
      const rows = await rowsOnce(baselineTable(page), total);
      expect(rows.map(comparable)).toEqual(items.map(rowOf));
    });
  }

  test("is sorted by its heads, both ways, and the address says so", async ({ page, home }) => {
    await page.goto(baselinesPage);
    const head = (name: string) =>
      baselineTable(page).getByRole("columnheader", { name, exact: true });
    for (const [name, sort, direction] of [
      ["Nodes using it", "-nodes-using", "descending"],
      ["Nodes using it", "nodes-using", "ascending"],
      ["Name", "name", "ascending"],
      ["Name", "-name", "descending"],
      ["Modified", "-modified-date", "descending"],
      ["Baseline ID", "baseline-id", "ascending"],
    ] as const) {
      await head(name).getByRole("link").click();
      await expect(page).toHaveURL(new RegExp(`\\?sort=${sort}$`));
      await expect(head(name)).toHaveAttribute("aria-sort", direction);
      const { items } = await baselinesOf(home, `size=500&sort=${sort}`);
      const shown = items.filter(isShown);
      const rows = await rowsOnce(baselineTable(page), shown.length);
      expect(rows.map(comparable), sort).toEqual(shown.map(rowOf));
    }
  });

  test("is searched by name, description, id and patch group, unused ones included", async ({
    page,
    home,
    baselines,
  }) => {
    for (const text of [
      "DefaultPatchBaseline",
      "Frozen: no rule",
      baselines.managedWindows.baselineId,
      "本番",
      "Web/Tier 1",
    ]) {
      const { items } = await baselinesOf(home, new URLSearchParams({ q: text }).toString());
      expect(items.length, text).toBeGreaterThan(0);
      await page.goto(baselinesPage);
      const field = page.getByRole("searchbox", {
        name: "Filter by name, description, ID or patch group",
      });
      await field.fill(text);
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/\?q=/);
      const rows = await rowsOnce(baselineTable(page), items.length);
      expect(rows.map(comparable), text).toEqual(items.map(rowOf));
      await expect(field).toHaveValue(text);
    }
    await page.goto(`${baselinesPage}?q=there-is-no-such-baseline`);
    await expect(page.getByText("No baselines match these filters")).toBeVisible();
    await page.getByRole("link", { name: "Clear filters" }).click();
    await expect(page).toHaveURL(/\/baselines$/);
    await expect(baselineTable(page)).toBeVisible();
  });

  test("is filtered by operating system", async ({ page, home }) => {
    const { items } = await baselinesOf(home, "os=windows");
    await page.goto(baselinesPage);
    await page.getByRole("button", { name: "Operating system", exact: true }).click();
    await page.getByRole("link", { name: "Windows Server", exact: true }).click();
    await expect(page).toHaveURL(/\?os=windows$/);
    const rows = await rowsOnce(baselineTable(page), items.length);
    expect(new Set(rows.map((row) => row["Operating system"]))).toEqual(
      new Set(["Windows Server"]),
    );
    await page.getByRole("link", { name: "Remove the filter Operating system" }).click();
    await expect(page).toHaveURL(/\/baselines$/);
  });

  for (const search of ["size=10", "size=25&owner=self,aws"]) {
    test(`reaches every baseline once by its pages (${search})`, async ({ page, home }) => {
      const { items } = await baselinesOf(home, "size=500");
      const wanted = { "size=10": items.filter(isShown) }[search] ?? items;
      const size = Number.parseInt(search.slice("size=".length), 10);
      await page.goto(`${baselinesPage}?${search}`);
      const ids: string[] = [];
      for (let first = 1; first <= wanted.length; first += size) {
        const last = Math.min(first + size - 1, wanted.length);
        await expect(pages(page)).toContainText(`${first}–${last} of ${wanted.length}`);
        const rows = await rowsOnce(baselineTable(page), last - first + 1);
        ids.push(...rows.map((row) => row["Baseline ID"] ?? ""));
        await nextPage(page, last < wanted.length);
      }
      expect(ids).toEqual(wanted.map(({ baselineId }) => baselineId));
    });
  }

  test("says that a page beyond the last one is none", async ({ page }) => {
    await page.goto(`${baselinesPage}?page=9`);
    await expect(page.getByText("There is no such page")).toBeVisible();
    await page.getByRole("link", { name: "To the first page" }).click();
    await expect(baselineTable(page)).toBeVisible();
  });

  test("names a filter that is none, and shows no table", async ({ page }) => {
    await page.goto(`${baselinesPage}?owner=nobody`);
    await expect(main(page).getByRole("alert")).toContainText("nobody");
    await expect(page.getByRole("table")).toHaveCount(0);
    await page.getByRole("link", { name: "Show all baselines" }).click();
    await expect(baselineTable(page)).toBeVisible();
  });
});

/** What the page of a baseline must say of a rule. */
async function expectRule(item: Locator, rule: PatchRule): Promise<void> {
  for (const value of saidValues(rule.PatchFilterGroup?.PatchFilters)) {
    await expect(item.getByText(value, { exact: true }).first(), value).toBeVisible();
  }
  await expect(item).toContainText(saidTiming(rule));
  await expect(item).toContainText(
    new RegExp(`Compliance level\\s+${saidLevel(rule.ComplianceLevel)}\\b`),
  );
}

/** What it must say of non-security updates, which AWS documents for Linux only. */
async function expectNonSecurity(item: Locator, rule: PatchRule): Promise<void> {
  await expect(item).toContainText(
    rule.EnableNonSecurity === true
      ? "Includes non-security updates"
      : "Does not include non-security updates",
  );
}

async function openFolds(page: Page): Promise<void> {
  const folds = main(page).getByText(/^and \d+ more$/);
  for (const fold of await folds.all()) await fold.click();
}

const passwords = ["not-a-real-secret-8f2c", "not-a-real-token"];

function rulesOf({ ApprovalRules }: GetPatchBaselineResult): readonly PatchRule[] {
  const found = ApprovalRules?.PatchRules ?? [];
  expect(found.length).toBeGreaterThan(0);
  return found;
}

test.describe("a baseline that uses everything", () => {
  test("shows every member of GetPatchBaseline's answer", async ({ page, reader, baselines }) => {
    const { usesEverything } = baselines;
    const told = await reader.baseline(usesEverything.baselineId);
    // Each of these is looked for below; a member that AWS adds fails here.
    expect(Object.keys(told).toSorted()).toEqual([
      "ApprovalRules",
      "ApprovedPatches",
      "ApprovedPatchesComplianceLevel",
      "ApprovedPatchesEnableNonSecurity",
      "AvailableSecurityUpdatesComplianceStatus",
      "BaselineId",
      "CreatedDate",
      "Description",
      "GlobalFilters",
      "ModifiedDate",
      "Name",
      "OperatingSystem",
      "PatchGroups",
      "RejectedPatches",
      "RejectedPatchesAction",
      "Sources",
    ]);
    await page.goto(baselinePage(usesEverything, usesEverything.baselineId));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(told.Name ?? "no name");
    await expect(main(page)).toContainText(told.BaselineId ?? "no id");
    await expect(main(page)).toContainText(told.Description ?? "no description");

    const facts = await factsOf(main(page));
    expect(facts).toMatchObject({
      "Operating system": "RHEL",
      Owner: "This account",
      "Default for RHEL": "No",
      "Patch groups": "Lab: all/options and 2 more",
      Created: saidMoment(told.CreatedDate),
      Modified: saidMoment(told.ModifiedDate),
      "Approved patches": "4 of at most 50",
      "Their compliance level": saidLevel(told.ApprovedPatchesComplianceLevel),
      "Include non-security updates": "Yes",
      "Rejected patches": "3 of at most 50",
      "Action on rejected": "Block",
    });

    await openFolds(page);
    const told10 = rulesOf(told);
    await expect(rules(page)).toHaveCount(told10.length);
    for (const [at, rule] of told10.entries()) {
      await expectRule(rules(page).nth(at), rule);
      await expectNonSecurity(rules(page).nth(at), rule);
    }

    const global = main(page).getByText(/^Global filters:\s+Only patches/);
    for (const value of saidValues(told.GlobalFilters?.PatchFilters)) {
      await expect(global.getByText(value, { exact: true }), value).toBeVisible();
    }
    expect(told.AvailableSecurityUpdatesComplianceStatus).toBe("NON_COMPLIANT");
    await expect(main(page)).toContainText(
      "Security updates that are available but not approved count as non-compliant.",
    );

    const named = await rowsOf(
      page.getByRole("table", { name: "Patches approved and rejected by name" }),
    );
    const lists = named.map(({ Entry, List }) => [List, Entry?.replace(/ pattern$/, "")]);
    expect(lists).toEqual([
      ...(told.ApprovedPatches ?? []).map((entry) => ["Approved", entry]),
      ...(told.RejectedPatches ?? []).map((entry) => ["Rejected", entry]),
    ]);

    for (const group of told.PatchGroups ?? []) {
      await expect(
        main(page).getByRole("listitem").getByText(group, { exact: true }),
      ).toBeVisible();
    }

    expect(told.Sources).toHaveLength(2);
    for (const { Name = "", Products = [], Configuration = "" } of told.Sources ?? []) {
      const source = main(page)
        .getByRole("listitem")
        .filter({ has: page.getByRole("heading", { level: 3, name: Name, exact: true }) });
      for (const product of saidValues([{ Key: "PRODUCT", Values: Products }])) {
        await expect(source.getByText(product, { exact: true }), product).toBeVisible();
      }
      const shown = source.getByRole("region", { name: `Configuration of ${Name}` });
      const harmless = Configuration.split("\n").filter(
        (line) => !/^(username|password)=|:\/\/[^/]*@/.test(line),
      );
      expect(harmless.length).toBeGreaterThanOrEqual(3);
      for (const line of harmless) await expect(shown).toContainText(line);
    }
  });

  test("tells nobody the passwords of its sources", async ({ page, home, baselines, reader }) => {
    const { usesEverything } = baselines;
    const told = JSON.stringify(await reader.baseline(usesEverything.baselineId));
    const { text } = await ask(`${home}${baselineApi(usesEverything, usesEverything.baselineId)}`);
    for (const password of passwords) {
      expect(told).toContain(password);
      expect(text).not.toContain(password);
    }
    for (const search of ["", "tab=json", "tab=nodes", "tab=effective-patches"]) {
      const address = baselinePage(usesEverything, usesEverything.baselineId, search);
      const answer = await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(usesEverything.name);
      const whole = `${await answer?.text()} ${await page.content()}`;
      for (const password of passwords) expect(whole, search).not.toContain(password);
    }
  });

  test("has its JSON as the API has it, and as AWS said it but for the configurations", async ({
    page,
    home,
    reader,
    baselines,
  }) => {
    const { usesEverything } = baselines;
    const { raw } = await detailOf(home, baselineApi(usesEverything, usesEverything.baselineId));
    await page.goto(baselinePage(usesEverything, usesEverything.baselineId));
    await tab(page, /^JSON/).click();
    await expect(page).toHaveURL(/\?tab=json$/);
    const shown = page.getByRole("region", { name: "GetPatchBaseline’s answer" });
    await expect(shown).toBeVisible();
    expect(JSON.parse(await shown.innerText())).toEqual(raw);
    const { Sources: _blanked, ...told } = await reader.baseline(usesEverything.baselineId);
    const asJson: unknown = JSON.parse(JSON.stringify(told));
    expect(raw).toEqual({ ...Object(asJson), Sources: raw["Sources"] });
  });

  test("is readable 390 px wide: ten rules of four filters, and nothing scrolls sideways", async ({
    page,
    reader,
    baselines,
  }) => {
    const { usesEverything } = baselines;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(baselinePage(usesEverything, usesEverything.baselineId));
    const told = rulesOf(await reader.baseline(usesEverything.baselineId));
    expect(told).toHaveLength(10);
    expect(told[0]?.PatchFilterGroup?.PatchFilters).toHaveLength(4);
    expect(told[0]?.PatchFilterGroup?.PatchFilters?.[0]?.Values).toHaveLength(20);
    const widest = () => page.evaluate(() => document.documentElement.scrollWidth);
    await expect(rules(page)).toHaveCount(10);
    expect(await widest()).toBeLessThanOrEqual(390);
    await openFolds(page);
    expect(await widest()).toBeLessThanOrEqual(390);
    for (const [at, rule] of told.entries()) await expectRule(rules(page).nth(at), rule);
  });

  test("has folds that open by keyboard", async ({ page, baselines }) => {
    const { usesEverything } = baselines;
    await page.goto(baselinePage(usesEverything, usesEverything.baselineId));
    const first = rules(page).first();
    const last = first.getByText("Red Hat Enterprise Linux 10.4", { exact: true });
    await expect(last).toBeHidden();
    await first.getByText("and 14 more", { exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect(last).toBeVisible();
  });
});

test("a rule with a delay of 0 days reads “at once”", async ({ page, reader, baselines }) => {
  const { approveAtOnce } = baselines;
  const told = rulesOf(await reader.baseline(approveAtOnce.baselineId));
  expect(told.map(({ ApproveAfterDays }) => ApproveAfterDays)).toEqual([0]);
  await page.goto(baselinePage(approveAtOnce, approveAtOnce.baselineId));
  await expect(rules(page)).toHaveCount(1);
  await expect(rules(page)).toContainText(
    /security updates or critical updates .*any MSRC severity, at once\./,
  );
  await expect(rules(page)).not.toContainText(/0 days/);
});

test("an entry on both lists, and rejected ones that are allowed as a dependency, say what they do", async ({
  page,
  baselines,
}) => {
  const { allowAsDependency } = baselines;
  await page.goto(baselinePage(allowAsDependency, allowAsDependency.baselineId));
  const rows = await rowsOf(
    page.getByRole("table", { name: "Patches approved and rejected by name" }),
  );
  expect(rows).toEqual([
    {
      Entry: "openssl.x86_64",
      List: "Approved",
      "What it does": "Nothing: the rejected list has it too",
    },
    ...["openssl.x86_64", "docker* pattern", "runc.x86_64"].map((Entry) => ({
      Entry,
      List: "Rejected",
      "What it does": "Allowed only as a dependency",
    })),
  ]);
});

test("a baseline without rule and approved patch warns that it approves nothing", async ({
  page,
  baselines,
}) => {
  const { approvesNothing, approveAtOnce } = baselines;
  const warning = main(page).getByText("This baseline approves nothing.");
  await page.goto(baselinePage(approvesNothing, approvesNothing.baselineId));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(approvesNothing.name);
  await expect(warning).toBeVisible();
  await page.goto(baselinePage(approveAtOnce, approveAtOnce.baselineId));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(approveAtOnce.name);
  await expect(warning).toHaveCount(0);
});

test("the longest name, description and patch group are all there, and nothing scrolls sideways", async ({
  page,
  reader,
  baselines,
}) => {
  const { longestName } = baselines;
  const told = await reader.baseline(longestName.baselineId);
  expect([told.Name?.length, told.Description?.length]).toEqual([128, 1_024]);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(baselinePage(longestName, longestName.baselineId));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(told.Name ?? "");
  await main(page).getByText("… more").click();
  await expect(main(page)).toContainText((told.Description ?? "no").trim().slice(-200));
  const [group = "no group"] = told.PatchGroups ?? [];
  await expect(main(page).getByRole("listitem").getByText(group.trim())).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

for (const which of ["managedWindows", "managedAmazonLinux2023"] as const) {
  test(`the bare id of one of AWS's own leads to it (${which})`, async ({
    page,
    home,
    reader,
    baselines,
  }) => {
    const { [which]: managed } = baselines;
    const told = await reader.baseline(managed.arn ?? "no ARN");
    const { arn, owner } = await detailOf(home, baselineApi(managed, managed.baselineId));
    expect({ arn, owner }).toEqual({ arn: managed.arn, owner: "aws" });
    await page.goto(baselineResolverPage(managed.baselineId));
    await expect(page).toHaveURL(baselinePage(managed, managed.baselineId));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(managed.name);
    await expect(main(page).getByText("AWS-managed", { exact: true })).toBeVisible();
    await expect(rules(page)).toHaveCount(rulesOf(told).length);
    for (const [at, rule] of rulesOf(told).entries()) await expectRule(rules(page).nth(at), rule);

    const direct = await page.goto(baselinePage(managed, managed.baselineId));
    expect(direct?.status()).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(managed.name);
  });
}

test("an id without its place keeps the view that the address asks for", async ({
  page,
  baselines,
}) => {
  const { usesEverything } = baselines;
  await page.goto(`${baselineResolverPage(usesEverything.baselineId)}?tab=json`);
  await expect(page).toHaveURL(baselinePage(usesEverything, usesEverything.baselineId, "tab=json"));
  await expect(tab(page, /^JSON/)).toHaveAttribute("aria-current", "page");
});

const statusTabs = [
  ["APPROVED", /^Approved/],
  ["PENDING_APPROVAL", /^Pending approval/],
  ["EXPLICIT_APPROVED", /^Explicitly approved/],
  ["EXPLICIT_REJECTED", /^Explicitly rejected/],
] as const;

const grouped = (count: number) => count.toLocaleString("en");

for (const which of ["managedWindows", "approveAtOnce"] as const) {
  test(`the effective patches of a Windows baseline are those that SSM lists (${which})`, async ({
    page,
    home,
    reader,
    baselines,
  }) => {
    const { [which]: baseline } = baselines;
    const { baselineId } = baseline;
    const told = await reader.effectivePatches(baseline.arn ?? baselineId);
    expect(told.length).toBeGreaterThan(100);
    await page.goto(baselinePage(baseline, baselineId));
    await tab(page, /^Effective patches/).click();
    await expect(pages(page)).toContainText(`1–50 of ${grouped(told.length)}`);
    const tabs = page.getByRole("navigation", { name: "Deployment status" });
    await expect(tabs.getByRole("link", { name: /^All patches/ })).toHaveText(
      new RegExp(`${grouped(told.length)}$`),
    );
    for (const [status, name] of statusTabs) {
      const count = told.filter(({ PatchStatus }) => PatchStatus?.DeploymentStatus === status);
      await expect(tabs.getByRole("link", { name })).toHaveText(
        new RegExp(`[a-z]${grouped(count.length)}$`),
      );
    }

    // In the API's order, each as SSM has it.
    const { text } = await ask(`${home}${effectivePatchesApi(baseline, baselineId)}`);
    const { items } = effectivePatchesSchema.parse(JSON.parse(text));
    const byKey = new Map(told.map((row) => [`${row.Patch?.Id} ${row.Patch?.Product}`, row]));
    const expected = items.map(({ id, product }) => {
      const { Patch, PatchStatus } = byKey.get(`${id} ${product}`) ?? {};
      return {
        KB: Patch?.KbNumber,
        Title: Patch?.Title,
        "Compliance level": saidLevel(PatchStatus?.ComplianceLevel),
        "Approval date": saidDay(PatchStatus?.ApprovalDate),
        "Release date": saidDay(Patch?.ReleaseDate),
      };
    });
    const rows = await rowsOnce(effectiveTable(page), 50);
    expect(
      rows.map(
        ({
          Product: _product,
          Classification: _classification,
          Severity: _severity,
          "Deployment status": _status,
          ...row
        }) => row,
      ),
    ).toEqual(expected);
    const newest = told
      .map(({ Patch }) => Patch?.ReleaseDate?.getTime() ?? 0)
      .toSorted((a, b) => b - a)
      .slice(0, 50);
    expect(items.map(({ releaseDate }) => Date.parse(releaseDate ?? ""))).toEqual(newest);
  });
}

test("an effective patch that is rejected by name is found under its status", async ({
  page,
  baselines,
}) => {
  const { approveAtOnce } = baselines;
  const address = baselinePage(approveAtOnce, approveAtOnce.baselineId, "tab=effective-patches");
  await page.goto(address);
  await page
    .getByRole("navigation", { name: "Deployment status" })
    .getByRole("link", { name: /^Explicitly rejected/ })
    .click();
  await expect(page).toHaveURL(/tab=effective-patches&status=explicit-rejected$/);
  await expect
    .poll(async () => new Set((await rowsOf(effectiveTable(page))).map(({ KB }) => KB)))
    .toEqual(new Set(["KB5071203"]));
});

test("a Linux baseline says that AWS lists effective patches for Windows only", async ({
  page,
  baselines,
}) => {
  for (const baseline of [baselines.usesEverything, baselines.managedAmazonLinux2023]) {
    await page.goto(baselinePage(baseline, baseline.baselineId, "tab=effective-patches"));
    await expect(
      main(page).getByText("AWS lists effective patches for Windows Server baselines only."),
    ).toBeVisible();
    await expect(page.getByRole("table")).toHaveCount(0);
    await expect(main(page).getByText("0", { exact: true })).toHaveCount(
      await tab(page, /^Nodes/)
        .getByText("0", { exact: true })
        .count(),
    );
  }
});

test.describe("an address of no baseline", () => {
  test.use({ failedAnswersExpected: true });

  for (const [address, named] of [
    ["/baselines/pb-123", "pb-123"],
    ["/baselines/pb-0fedcba9876543210", "pb-0fedcba9876543210"],
    ["/baselines/i-0fedcba9876543210", "i-0fedcba9876543210"],
    ["/baselines/111122223333/us-east-1/pb-123", "pb-123"],
    ["/baselines/111122223333/us-east-1/pb-0fedcba9876543210", "pb-0fedcba9876543210"],
    ["/baselines/1111/us-east-1/pb-0fedcba9876543210", "1111"],
    ["/baselines/111122223333/useast1/pb-0fedcba9876543210", "useast1"],
    ["/baselines/999988887777/us-east-1/pb-0fedcba9876543210", "999988887777"],
    ["/baselines/111122223333/ap-south-1/pb-0fedcba9876543210", "ap-south-1"],
    ["/baselines/111122223333/us-east-1/pb-0fedcba9876543210?tab=json", "pb-0fedcba9876543210"],
  ] as const) {
    test(`${address} is a 404 that names ${named} and leads on`, async ({ page }) => {
      const answer = await page.goto(address);
      expect(answer?.status()).toBe(404);
      await expect(main(page)).toContainText(named);
      await expect(page.getByRole("table")).toHaveCount(0);
      await main(page).getByRole("link", { name: "All baselines" }).click();
      await expect(baselineTable(page)).toBeVisible();
    });
  }

  test("in another Region is not found there, and found by its id", async ({ page, baselines }) => {
    const { usesEverything } = baselines;
    const { account, baselineId } = usesEverything;
    const answer = await page.goto(baselinePage({ account, region: "eu-west-1" }, baselineId));
    expect(answer?.status()).toBe(404);
    await main(page).getByRole("link", { name: "Look for it everywhere" }).click();
    await expect(page).toHaveURL(baselinePage(usesEverything, baselineId));
  });

  test("and a tab that is none is named, and leads to the rules", async ({ page, baselines }) => {
    const { usesEverything } = baselines;
    await page.goto(baselinePage(usesEverything, usesEverything.baselineId, "tab=bogus"));
    await expect(main(page).getByRole("alert")).toContainText("bogus");
    await main(page).getByRole("link", { name: "Show its rules" }).click();
    await expect(rules(page)).toHaveCount(10);
  });
});

test("from a node's page one click leads to the baseline that the node used", async ({
  page,
  emulatorUrl,
  special,
}) => {
  const aws = new AwsReader(emulatorUrl);
  for (const node of [special.windowsLarge, special.ubuntuLarge]) {
    const state = await aws.patchState(node.region, node.instanceId);
    await page.goto(nodePage(node, node.instanceId));
    const { "Patch baseline used": used = "no baseline" } = await factsOf(
      page.getByRole("region", { name: "Facts" }),
    );
    await page.getByRole("region", { name: "Facts" }).getByRole("link", { name: used }).click();
    await expect(page).toHaveURL(
      baselinePage(node, /pb-[0-9a-f]{17}$/.exec(state?.BaselineId ?? "")?.[0] ?? "no id"),
    );
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(used);
  }
});

/** The links of a part of the page that are a number of nodes, or hold one: where to, and how many. */
async function countedLinks(links: Locator): Promise<ReadonlyArray<readonly [string, number]>> {
  const counted: [string, number][] = [];
  for (const link of await links.all()) {
    const [digits] = /\d[\d,]*/.exec(await link.innerText()) ?? [];
    counted.push([
      (await link.getAttribute("href")) ?? "",
      Number((digits ?? "NaN").replaceAll(",", "")),
    ]);
  }
  return counted;
}

async function expectSoManyNodes(page: Page, address: string, count: number): Promise<void> {
  await page.goto(address);
  await expect(main(page).getByText(new RegExp(`^${grouped(count)} of `))).toBeVisible();
  await expect(nodeTable(page).getByRole("row")).toHaveCount(count === 0 ? 0 : count + 1);
}

test("the nodes that used a baseline are numbers, each a link to exactly those nodes", async ({
  page,
  home,
}) => {
  const { items } = await baselinesOf(home, "q=prod-windows-servers&region=us-east-1");
  const [used] = items.filter(({ nodesUsing }) => (nodesUsing ?? 0) > 10);
  const { baselineId = "", account = "", region = "", nodesUsing, nonCompliant } = used ?? {};
  const address = baselinePage({ account, region }, baselineId, "tab=nodes");
  await page.goto(address);
  await expect(tab(page, /^Nodes/)).toHaveText(new RegExp(`${nodesUsing}$`));

  const all = main(page).getByRole("link", { name: new RegExp(`^All ${nodesUsing}.nodes$`) });
  const verdicts = main(page)
    .getByRole("listitem")
    .getByRole("link", { name: /^(Compliant|Non-compliant|Unknown) \d/ });
  await expect(verdicts).toHaveCount(3);
  const groups = page.getByRole("table", {
    name: "Nodes that used the baseline last, by patch group",
  });
  const inGroups = groups.getByRole("cell").getByRole("link", { name: /^\d[\d,]*\s/ });
  const byVerdict = await countedLinks(verdicts);
  const links = [...(await countedLinks(all)), ...byVerdict, ...(await countedLinks(inGroups))];
  expect(byVerdict.reduce((sum, [, count]) => sum + count, 0)).toBe(nodesUsing);
  expect(byVerdict.map(([, count]) => count)).toContain(nonCompliant);
  expect(links.length).toBeGreaterThan(5);
  for (const [href, count] of links) await expectSoManyNodes(page, href, count);
});

test("the numbers of the list are links to exactly that many nodes", async ({ page }) => {
  await page.goto(`${baselinesPage}?sort=-non-compliant`);
  await expect(baselineTable(page)).toBeVisible();
  const numbers = baselineTable(page)
    .getByRole("cell")
    .getByRole("link", { name: /^\d[\d,]*\s/ });
  const links = (await countedLinks(numbers)).slice(0, 8);
  expect(links).toHaveLength(8);
  for (const [href, count] of links) await expectSoManyNodes(page, href, count);
});

test("a baseline is told by its command line as AWS knows it", async ({
  page,
  context,
  baselines,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { managedWindows } = baselines;
  await page.goto(baselinePage(managedWindows, managedWindows.baselineId));
  await page.getByRole("button", { name: "Copy CLI command" }).click();
  await expect(page.getByText("Copied", { exact: true })).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `aws ssm get-patch-baseline --baseline-id ${managedWindows.arn} --region ${managedWindows.region}`,
  );
});
