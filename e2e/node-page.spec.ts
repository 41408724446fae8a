import { pages, panel, patchLink, patchTable, stateTab } from "@/e2e/support/node-page";
import { rowsOf, rowsOnce } from "@/e2e/support/rows";
import { expect, test } from "@/e2e/support/test";
import { nodeApi, nodePage, nodesApi } from "@/lib/api/addresses";
import { nodeDetailSchema, nodeListSchema, type NodeItem } from "@/lib/api/node.schema";
import { ask } from "@/e2e/support/ask";

/** A node of the fleet that is as told. Throws when there is none: another seed is needed then. */
async function firstNode(
  home: string,
  search: string,
  isMeant: (node: NodeItem) => boolean = () => true,
): Promise<NodeItem> {
  const { text } = await ask(`${home}${nodesApi}?size=500&${search}`);
  const node = nodeListSchema.parse(JSON.parse(text)).items.find(isMeant);
  if (node === undefined) throw new Error(`the fleet has no such node (${search})`);
  return node;
}

test("a Windows node with 2,500 patches opens on the 14 that need attention, and counts the others", async ({
  page,
  special,
}) => {
  const { windowsLarge } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(windowsLarge.name);
  await expect(page).toHaveTitle(`${windowsLarge.name} · 14 need attention · Patchboard`);
  const rows = await rowsOnce(patchTable(page), 14);
  expect(rows.map(({ State }) => State)).toEqual([
    "Failed",
    ...Array.from({ length: 6 }, () => "Missing"),
    ...Array.from({ length: 2 }, () => "Pending reboot"),
    "Installed, rejected",
    ...Array.from({ length: 4 }, () => "Security update"),
  ]);
  for (const [tab, count] of [
    [/^Needs attention/, "14"],
    [/^Failed/, "1"],
    [/^Missing/, "6"],
    [/^Reboot/, "2"],
    [/^Rejected/, "1"],
    [/^Security update/, "4"],
    [/^All/, "2,500"],
  ] as const) {
    await expect(stateTab(page, tab)).toHaveText(new RegExp(`${count}$`));
  }
  await expect(stateTab(page, /^Needs attention/)).toHaveAttribute("aria-current", "page");
  await expect(page.getByText("14 of 2,500 patches")).toBeVisible();
});

test("all 2,500 rows are there, a page at a time, and never more than a page", async ({
  page,
  special,
}) => {
  const { windowsLarge } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  await stateTab(page, /^All/).click();
  await expect(page).toHaveURL(/\?state=all$/);
  await rowsOnce(patchTable(page), 50);
  await expect(pages(page)).toContainText("1–50 of 2,500");
  await pages(page).getByRole("link", { name: "Next page" }).click();
  await expect(pages(page)).toContainText("51–100 of 2,500");
  await rowsOnce(patchTable(page), 50);

  await page.getByRole("button", { name: "50 a page" }).click();
  await page.getByRole("link", { name: "500 a page" }).click();
  await expect(page).toHaveURL(/\?state=all&size=500$/);
  await expect(patchTable(page).getByRole("row")).toHaveCount(501);
  for (const range of ["1–500", "501–1,000", "1,001–1,500", "1,501–2,000"]) {
    await expect(pages(page)).toContainText(`${range} of 2,500`);
    await pages(page).getByRole("link", { name: "Next page" }).click();
  }
  await expect(pages(page)).toContainText("2,001–2,500 of 2,500");
  await expect(patchTable(page).getByRole("row")).toHaveCount(501);
  await expect(pages(page).getByRole("link", { name: "Next page" })).toHaveCount(0);
});

test("a page beyond the last one says so", async ({ page, special }) => {
  const { windowsLarge } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId, "state=findings&page=9"));
  await expect(page.getByText("There is no such page")).toBeVisible();
  await page.getByRole("link", { name: "To the first page" }).click();
  await rowsOnce(patchTable(page), 14);
});

test("Pitfall 6, empty words by design: what does not apply has a tab of its own and no words that AWS does not give", async ({
  page,
  special,
}) => {
  const { windowsLarge } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  await stateTab(page, /^Not applicable/).click();
  await expect(page).toHaveURL(/\?state=not-applicable$/);
  await expect
    .poll(async () => new Set((await rowsOf(patchTable(page))).map(({ State }) => State)))
    .toEqual(new Set(["Not applicable"]));
  const rows = await rowsOnce(patchTable(page), 50);
  expect(rows[0]).toMatchObject({
    Title: "Not reported",
    Severity: "Not reported",
    Classification: "Not reported",
    CVEs: "Not reported",
    Installed: "–",
  });
});

test("Pitfall 7, no time is 1970: a missing patch has no date, an installed one has its day", async ({
  page,
  special,
}) => {
  const { windowsLarge } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId, "state=missing"));
  const missing = await rowsOnce(patchTable(page), 6);
  expect(new Set(missing.map(({ Installed }) => Installed))).toEqual(new Set(["–"]));
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId, "state=InstalledPendingReboot"));
  const installed = await rowsOnce(patchTable(page), 2);
  for (const { Installed } of installed)
    expect(Installed).toMatch(/^\d{1,2} [A-Z][a-z]{2} 20\d\d$/);
});

test("a node whose install failed is non-compliant on screen, with its failed rows", async ({
  page,
  special,
}) => {
  const { afterFailedInstall } = special;
  await page.goto(nodePage(afterFailedInstall, afterFailedInstall.instanceId));
  const header = page.getByRole("main");
  await expect(header.getByText("Non-compliant", { exact: true })).toBeVisible();
  await stateTab(page, /^Failed/).click();
  await expect(page).toHaveURL(/\?state=failed$/);
  await expect
    .poll(async () => new Set((await rowsOf(patchTable(page))).map(({ State }) => State)))
    .toEqual(new Set(["Failed"]));
  await expect(stateTab(page, /^Missing/)).toHaveText(/0$/);
});

test("a node that needs nothing says so, and as of which scan", async ({ page, special }) => {
  const { fullyCompliant } = special;
  await page.goto(nodePage(fullyCompliant, fullyCompliant.instanceId));
  await expect(page.getByText("Compliant", { exact: true })).toBeVisible();
  await expect(page.getByText("No patches need attention")).toBeVisible();
  await expect(page.getByText(/^As of the scan on \d{1,2}/)).toBeVisible();
});

test("Pitfall 1, unknown counted as good: a node that was never scanned is unknown, not compliant", async ({
  page,
  special,
}) => {
  const { neverScanned } = special;
  await page.goto(nodePage(neverScanned, neverScanned.instanceId));
  await expect(page.getByText("Unknown: never scanned", { exact: true })).toBeVisible();
  await expect(page.getByText("This node has never been scanned")).toBeVisible();
  await expect(page.getByText(/aws ssm send-command .*Operation=Scan/)).toBeVisible();
  await expect(page.getByText("Compliant", { exact: true })).toHaveCount(0);
  await expect(page.getByRole("table")).toHaveCount(0);
});

test("Pitfall 14, association scans: a node that only an association scanned is unknown, and says why", async ({
  page,
  special,
}) => {
  const { associationOnly } = special;
  await page.goto(nodePage(associationOnly, associationOnly.instanceId));
  await expect(page.getByText(/^Unknown: scanned by association only$/)).toBeVisible();
  await expect(page.getByText("This node was scanned by an association only")).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
});

test("Pitfall 11, stopped and terminated: a stopped node still shows its last scan, and says that it is stopped", async ({
  page,
  special,
}) => {
  const { stopped } = special;
  await page.goto(nodePage(stopped, stopped.instanceId, "state=all"));
  await expect(page.getByRole("main").getByText("This node is stopped.")).toBeVisible();
  await expect(patchTable(page)).toBeVisible();
});

test("a scan of 29 days ago is called stale", async ({ page, special }) => {
  const { stale29Days } = special;
  await page.goto(nodePage(stale29Days, stale29Days.instanceId));
  await expect(page.getByText(/Scanned\s29\sdays\sago/).first()).toBeVisible();
  await expect(page.getByText(/Stale/)).toBeVisible();
});

test("Pitfall 10, staleness: a compliant node whose scan is old says both", async ({
  page,
  home,
}) => {
  const node = await firstNode(home, "freshness=stale&verdict=compliant");
  await page.goto(nodePage(node, node.instanceId));
  await expect(page.getByText("Compliant", { exact: true })).toBeVisible();
  await expect(page.getByText(/Stale/)).toBeVisible();
});

test("a node whose agent lost its connection says that its results cannot change", async ({
  page,
  home,
}) => {
  const node = await firstNode(home, "", ({ pingStatus }) => pingStatus === "ConnectionLost");
  await page.goto(nodePage(node, node.instanceId));
  await expect(page.getByText(/SSM Agent lost its connection/)).toBeVisible();
});

test("a state that AWS has added since is shown with AWS's own word", async ({ page, special }) => {
  const { futureState } = special;
  await page.goto(nodePage(futureState, futureState.instanceId, "state=all&q=liblivepatch"));
  const [row] = await rowsOnce(patchTable(page), 1);
  expect(row).toMatchObject({ State: "InstalledSuperseded", Package: "liblivepatch.x86_64" });
  await stateTab(page, /^Unrecognised/).click();
  await expect(page).toHaveURL(/state=unrecognised/);
  await rowsOnce(patchTable(page), 1);
});

test("a package that a node holds twice is two rows, and each has its own panel", async ({
  page,
  special,
}) => {
  const { duplicateKbId } = special;
  const kbId = "kernel-modules-extra.x86_64";
  await page.goto(nodePage(duplicateKbId, duplicateKbId.instanceId));
  const rows = await rowsOnce(patchTable(page), 2);
  expect(new Set(rows.map(({ Title }) => Title)).size).toBe(2);
  const links = patchTable(page).getByRole("link", { name: kbId });
  for (const at of [0, 1]) {
    await links.nth(at).click();
    await expect(panel(page, kbId)).toContainText(rows[at]?.["Title"] ?? "no title");
    await page.reload();
    await expect(panel(page, kbId)).toContainText(rows[at]?.["Title"] ?? "no title");
  }
});

test("72 CVEs are one line in the table and all there in the panel", async ({ page, special }) => {
  const { manyCves } = special;
  const kbId = "kernel6.12.x86_64";
  await page.goto(nodePage(manyCves, manyCves.instanceId, `state=findings&q=${kbId}`));
  const [row] = await rowsOnce(patchTable(page), 1);
  expect(row?.["CVEs"]).toMatch(/^CVE-\d{4}-\d+ \+71$/);
  await patchLink(page, kbId).click();
  await panel(page, kbId).getByText("60 more").click();
  await expect(panel(page, kbId).getByRole("link", { name: /^CVE-/ })).toHaveCount(72);
});

test("a CVE in the text filter finds its patch", async ({ page, special }) => {
  const { manyCves } = special;
  await page.goto(nodePage(manyCves, manyCves.instanceId, "state=findings&q=kernel6.12"));
  const [row] = await rowsOnce(patchTable(page), 1);
  const cve = row?.["CVEs"]?.split(" ")[0] ?? "no CVE";
  await page.getByRole("searchbox", { name: /Filter by KB/ }).fill(cve);
  await expect(page).toHaveURL(new RegExp(`q=${cve}$`));
  expect(await rowsOnce(patchTable(page), 1)).toEqual([row]);
});

test("the AWS CLI command of the view is copied, with its filters", async ({
  page,
  context,
  special,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { instanceId, region, ...place } = special.windowsLarge;
  await page.goto(nodePage({ ...place, region }, instanceId, "state=missing&severity=critical"));
  await expect(patchTable(page)).toBeVisible();
  await page.getByRole("button", { name: "Open in AWS" }).click();
  await page.getByRole("button", { name: "Copy AWS CLI command" }).click();
  await expect(page.getByText("Copied", { exact: true })).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `aws ssm describe-instance-patches --instance-id ${instanceId} --filters Key=State,Values=Missing Key=Severity,Values=Critical --region ${region}`,
  );
});

test("Pitfall 22, ids, names and platforms: an EC2 node leads to both consoles, a hybrid one to Fleet Manager only", async ({
  page,
  special,
}) => {
  const { windowsLarge, hybrid } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  await page.getByRole("button", { name: "Open in AWS" }).click();
  await expect(page.getByRole("link", { name: "Fleet Manager" })).toHaveAttribute(
    "href",
    new RegExp(`^https://us-east-1\\.console\\.aws\\.amazon\\.com/.*${windowsLarge.instanceId}`),
  );
  await expect(page.getByRole("link", { name: "EC2 instance" })).toHaveAttribute(
    "href",
    /#InstanceDetails:instanceId=i-/,
  );
  await page.goto(nodePage(hybrid, hybrid.instanceId));
  await page.getByRole("button", { name: "Open in AWS" }).click();
  await expect(page.getByRole("link", { name: "Fleet Manager" })).toBeVisible();
  await expect(page.getByRole("link", { name: "EC2 instance" })).toHaveCount(0);
});

test("Read again reads the node from SSM and then rests", async ({ page, special }) => {
  const { noReboot } = special;
  await page.goto(nodePage(noReboot, noReboot.instanceId));
  await expect(patchTable(page)).toBeVisible();
  const rows = await rowsOf(patchTable(page));
  await page.getByRole("button", { name: "Read again" }).click();
  await expect(page.getByRole("button", { name: /Read again \(\d+.s\)/ })).toBeDisabled();
  await expect(page.getByText("Updated", { exact: true })).toBeAttached();
  await expect(page.getByText(/Read from SSM just.now/).first()).toBeVisible();
  expect(await rowsOf(patchTable(page))).toEqual(rows);
});

test("a patch's panel works by keyboard alone, and gives the focus back", async ({
  page,
  special,
}) => {
  const { windowsLarge } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  await rowsOnce(patchTable(page), 14);
  const link = patchLink(page, "KB5077812");
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(panel(page, "KB5077812")).toBeVisible();
  await expect(page).toHaveURL(/patch=KB5077812$/);
  await page.keyboard.press("Tab");
  await expect(
    panel(page, "KB5077812").getByRole("button", { name: "Copy KB5077812" }),
  ).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(panel(page, "KB5077812")).toBeHidden();
  await expect(page).toHaveURL(/\?state=findings$/);
  await expect(link).toBeFocused();
});

test("the panel steps from row to row", async ({ page, special }) => {
  const { windowsLarge } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  const rows = await rowsOnce(patchTable(page), 14);
  const [first = "none", second = "none"] = rows.map(({ KB }) => KB);
  await patchLink(page, first).click();
  await panel(page, first).getByRole("link", { name: "Next row" }).click();
  await expect(panel(page, second)).toBeVisible();
  await panel(page, second).getByRole("link", { name: "Previous row" }).click();
  await expect(panel(page, first)).toBeVisible();
});

test("a patch that the filter hides is named, and shown on demand", async ({ page, special }) => {
  const { windowsLarge } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId, "state=failed&patch=KB5077812"));
  await expect(page.getByText("KB5077812 isn’t among these rows.")).toBeVisible();
  await page.getByRole("link", { name: "Show it" }).click();
  await expect(panel(page, "KB5077812")).toBeVisible();
});

test("Pitfall 9, overwrites: the facts of the page are the API's", async ({
  page,
  home,
  special,
}) => {
  const { windowsLarge } = special;
  const { text } = await ask(`${home}${nodeApi(windowsLarge, windowsLarge.instanceId)}`);
  const node = nodeDetailSchema.parse(JSON.parse(text));
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  const facts = page.getByRole("region", { name: "Facts" });
  for (const fact of [node.platformLabel, node.patchGroup, node.operation, node.agentVersion]) {
    await expect(facts).toContainText(fact ?? "nothing");
  }
  await page.getByText("More about this node").click();
  for (const fact of [node.account, node.ipAddress, node.computerName, node.baselineId]) {
    await expect(facts).toContainText(fact ?? "nothing");
  }
});
