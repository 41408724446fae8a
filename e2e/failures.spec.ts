import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { ask } from "@/e2e/support/ask";
import { AwsReader } from "@/e2e/support/aws";
import type { EmulatorControl } from "@/e2e/support/emulator";
import { nodeTable, pages, patchTable, stateTab } from "@/e2e/support/node-page";
import { rowsOf, rowsOnce } from "@/e2e/support/rows";
import { OwnServer } from "@/e2e/support/own-server";
import { account, patchboardEnvironment, sweepingWhenAsked } from "@/e2e/support/servers";
import { askForSweep } from "@/e2e/support/sweeps-api";
import { expect, test as base } from "@/e2e/support/test";
import { nodePatchesSchema } from "@/lib/api/node-patches.schema";
import { nodeApi, nodePage, nodePatchesApi, nodesApi, nodesPage } from "@/lib/api/addresses";

interface Fresh {
  readonly account: string;
  readonly region: string;
  readonly instanceId: string;
}

async function findNodesWithFindings(emulatorUrl: string): Promise<Fresh[]> {
  const aws = new AwsReader(emulatorUrl);
  const region = "us-east-1";
  const nodes = await aws.nodes(region);
  const states = await Promise.all(
    nodes.map(async (node) => ({ node, state: await aws.patchState(region, node.instanceId) })),
  );
  return states
    .filter(({ state }) => (state?.MissingCount ?? 0) + (state?.FailedCount ?? 0) > 0)
    .map(({ node }) => ({ account, region, instanceId: node.instanceId }));
}

const test = base.extend<{ fresh: Fresh; mended: EmulatorControl }>({
  failedAnswersExpected: true,
  // What the server has read once, it may still show: no two stories open the same node.
  fresh: async ({ emulatorUrl }, use, testInfo) => {
    const opened = join(testInfo.project.outputDir, "opened-nodes");
    await mkdir(opened, { recursive: true });
    for (const node of await findNodesWithFindings(emulatorUrl)) {
      const isMine = await mkdir(join(opened, node.instanceId)).then(
        () => true,
        () => false,
      );
      if (isMine) return use(node);
    }
    throw new Error("no node is left that no story has opened");
  },
  /** The emulator, without faults before and after the story. */
  mended: async ({ emulator }, use) => {
    await emulator.reset();
    await use(emulator);
    await emulator.reset();
  },
});

/** For what a server shows that has read nothing yet: one of its own for each story. */
const testOnNewServer = test.extend({
  baseURL: async ({ emulatorUrl }, use) => {
    const server = new OwnServer(sweepingWhenAsked(patchboardEnvironment(emulatorUrl, 0)));
    await use(await server.ready());
    await server.stop();
  },
});

const main = (page: Page) => page.getByRole("main");
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
/** Longer than AWS may take to fail: three attempts of ten seconds. */
const untilGivenUp = { timeout: 60_000 };

/** What an answer of AWS's own says, and no reader of ours may see. */
const awsWords =
  /arn:aws|assumed-role|is not authorized to perform|security token included|Rate exceeded/;

/** Nothing on the page could be taken for health. (Tabs show SSM's own counters, where those could be read.) */
async function expectNothingLikeHealth(page: Page): Promise<void> {
  await expect(main(page).getByRole("cell")).toHaveCount(0);
  await expect(main(page).getByText("Compliant", { exact: true })).toHaveCount(0);
  await expect(main(page).getByText(/^No patches|^No managed nodes/)).toHaveCount(0);
  expect(await page.content()).not.toMatch(awsWords);
}

/** A reader who presses "Try again" until it helps: what has just failed is not asked again at once. */
async function tryAgainUntilRows(page: Page): Promise<void> {
  await expect(async () => {
    await page.getByRole("button", { name: "Try again" }).click({ timeout: 2_000 });
    await expect(patchTable(page).getByRole("cell").first()).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 40_000 });
}

/** How each fault is told to a reader: the problem's title. */
const kinds = [
  ["accessDenied", "Access denied by AWS"],
  ["internalServerError", "AWS answered with a server error"],
  ["html503", "AWS answered with a server error"],
  ["reset", "AWS can't be reached"],
  ["expiredToken", "The server's AWS credentials expired"],
  ["hang", "AWS didn't answer in time"],
] as const;

for (const [kind, title] of kinds) {
  test(`the patches of a node that cannot be listed (${kind}) are a named failure, never an empty list`, async ({
    page,
    home,
    mended,
    fresh,
  }) => {
    test.setTimeout(150_000);
    await mended.addFault({ kind, operation: "DescribeInstancePatches" });
    await page.goto(nodePage(fresh, fresh.instanceId));
    const alert = main(page).getByRole("alert");
    await expect(alert.getByRole("heading")).toHaveText(title, untilGivenUp);
    await expect(alert).toContainText("DescribeInstancePatches");
    await expect(alert).toContainText(uuid);
    await expectNothingLikeHealth(page);

    const answer = await ask(`${home}${nodePatchesApi(fresh, fresh.instanceId)}`);
    expect(answer.status).toBeGreaterThanOrEqual(502);
    expect(answer.text).not.toMatch(awsWords);

    await mended.reset();
    await tryAgainUntilRows(page);
    await expect(main(page).getByRole("alert")).toHaveCount(0);
  });
}

for (const operation of ["DescribeInstanceInformation", "DescribeInstancePatchStates"]) {
  for (const [kind, title] of kinds) {
    test(`a node whose facts cannot be read (${operation}: ${kind}) is a named failure, never a node without findings`, async ({
      page,
      home,
      mended,
      fresh,
    }) => {
      test.setTimeout(150_000);
      await mended.addFault({ kind, operation });
      await page.goto(nodePage(fresh, fresh.instanceId));
      const alert = main(page).getByRole("alert");
      await expect(alert.getByRole("heading")).toHaveText(title, untilGivenUp);
      await expect(alert).toContainText(uuid);
      await expect(main(page).getByRole("table")).toHaveCount(0);
      await expect(main(page).getByText("0", { exact: true })).toHaveCount(0);
      await expectNothingLikeHealth(page);

      const answer = await ask(`${home}${nodeApi(fresh, fresh.instanceId)}`);
      expect(answer.status).toBeGreaterThanOrEqual(502);
      expect(answer.text).not.toMatch(awsWords);

      await mended.reset();
      await tryAgainUntilRows(page);
    });
  }
}

test("while AWS limits requests the page goes on reading, and shows the rows once it may", async ({
  page,
  mended,
  fresh,
}) => {
  await mended.addFault({ kind: "throttle", operation: "DescribeInstancePatches" });
  await page.goto(nodePage(fresh, fresh.instanceId));
  await expect(main(page).getByRole("progressbar")).toBeVisible();
  await expectNothingLikeHealth(page);
  await mended.reset();
  await expect(patchTable(page).getByRole("cell").first()).toBeVisible({ timeout: 45_000 });
});

test("facts that AWS limits are named as missing, then shown by themselves", async ({
  page,
  mended,
  fresh,
}) => {
  await mended.addFault({ kind: "throttle", operation: "DescribeInstancePatchStates" });
  await page.goto(nodePage(fresh, fresh.instanceId));
  const alert = main(page).getByRole("alert");
  await expect(alert.getByRole("heading")).toHaveText("AWS is limiting requests", untilGivenUp);
  await expect(alert).toContainText("DescribeInstancePatchStates");
  await expect(alert).toContainText(uuid);
  await expectNothingLikeHealth(page);
  await mended.reset();
  await expect(patchTable(page).getByRole("cell").first()).toBeVisible({ timeout: 45_000 });
  await expect(alert).toHaveCount(0);
});

test("a listing that breaks off in the middle is not taken for whole", async ({
  page,
  mended,
  special,
}) => {
  const { ubuntuLarge } = special;
  await mended.addFault({
    kind: "accessDenied",
    operation: "DescribeInstancePatches",
    instanceId: ubuntuLarge.instanceId,
    page: 5,
  });
  await page.goto(nodePage(ubuntuLarge, ubuntuLarge.instanceId, "state=all"));
  await expect(main(page).getByText("Access denied by AWS").first()).toBeVisible();
  await expect(main(page).getByText(/^1–50 of 1,275$/)).toHaveCount(0);
  await mended.reset();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(pages(page)).toContainText("1–50 of 1,275");
});

test("rows that were read stay, with their age and a notice, when reading again fails", async ({
  page,
  home,
  mended,
  fresh,
}) => {
  await page.goto(nodePage(fresh, fresh.instanceId));
  await expect(patchTable(page).getByRole("cell").first()).toBeVisible();
  const rows = await rowsOf(patchTable(page));
  await mended.addFault({ kind: "accessDenied", operation: "DescribeInstanceInformation" });
  // Two readings within five seconds are one: what is asked after that is asked of AWS.
  const { text } = await ask(`${home}${nodePatchesApi(fresh, fresh.instanceId)}?state=findings`);
  const readAt = Date.parse(nodePatchesSchema.parse(JSON.parse(text)).readAt ?? "");
  await expect.poll(() => Date.now() - readAt).toBeGreaterThan(6_000);
  await page.getByRole("button", { name: /^Read again$/ }).click();
  await expect(main(page).getByText("Access denied by AWS.").first()).toBeVisible();
  expect(await rowsOf(patchTable(page))).toEqual(rows);
  await expect(
    main(page)
      .getByText(/What follows was read/)
      .first(),
  ).toBeVisible();
  expect(await page.content()).not.toMatch(awsWords);

  await mended.reset();
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect(main(page).getByText("Access denied by AWS.")).toHaveCount(0);
  expect(await rowsOf(patchTable(page))).toEqual(rows);
});

test("a slow listing shows how far it is, then the first 50 of 2,500 rows", async ({
  page,
  mended,
  special,
}) => {
  const { windowsLarge } = special;
  await page.goto(nodePage(windowsLarge, windowsLarge.instanceId));
  await rowsOnce(patchTable(page), 14);
  await mended.setLatency(150);
  await stateTab(page, /^All/).click();
  const bar = main(page).getByRole("progressbar");
  await expect(bar).toHaveAccessibleName(/^[\d,]+ of about 2,500 patches read$/);
  await expect(bar).toHaveAttribute("aria-valuenow", /^[1-9]\d?$/);
  await expect(pages(page)).toContainText(/1–50 of [\d,]+\+/);
  await mended.setLatency(0);
  await expect(pages(page)).toContainText("1–50 of 2,500", { timeout: 45_000 });
  await expect(bar).toHaveCount(0);
  await rowsOnce(patchTable(page), 50);
});

const listFaults = [
  ["DescribeInstanceInformation", "accessDenied", /does not allow Patchboard's role/],
  ["DescribeInstancePatchStates", "internalServerError", /fault of its own/],
] as const;

testOnNewServer.describe("the list of nodes", () => {
  // A source that has been read keeps its nodes: each story starts on a server that has read none.
  for (const [operation, kind, sentence] of listFaults) {
    testOnNewServer(
      `with one Region failing (${operation}: ${kind}) it shows the other Region's nodes and names the failing one`,
      async ({ page, mended, home }) => {
        await mended.addFault({ kind, operation, region: "eu-west-1" });
        await askForSweep(home);
        await page.goto(`${nodesPage}?sort=name`);
        await expect(nodeTable(page)).toBeVisible(untilGivenUp);
        const notice = main(page).getByText(/eu-west-1 couldn’t be read/);
        await expect(notice).toBeVisible();
        await expect(main(page)).toContainText(sentence);
        await expect(main(page)).toContainText("Its nodes are missing from this list");
        await expect(main(page).getByText(/≥/).first()).toBeVisible();
        const rows = await rowsOf(nodeTable(page));
        expect(new Set(rows.map((row) => row["Source"]))).toEqual(new Set(["prod us-east-1"]));
        const { text } = await ask(`${home}${nodesApi}`);
        expect(`${text}${await page.content()}`).not.toMatch(awsWords);
      },
    );
  }

  testOnNewServer(
    "with every Region failing it shows no nodes, no zero and no verdict",
    async ({ page, mended, home }) => {
      await mended.addFault({ kind: "expiredToken", operation: "DescribeInstanceInformation" });
      await askForSweep(home);
      await page.goto(nodesPage);
      const alert = main(page).getByRole("alert");
      await expect(alert.getByRole("heading")).toHaveText(
        "The server's AWS credentials expired",
        untilGivenUp,
      );
      await expect(alert).toContainText("DescribeInstanceInformation");
      await expect(alert).toContainText(uuid);
      await expectNothingLikeHealth(page);
      await expect(main(page).getByText(/\b0 (of 0 )?(managed )?nodes/)).toHaveCount(0);
      await expect(
        page.getByRole("navigation", { name: "Verdict" }).getByText("0", { exact: true }),
      ).toHaveCount(0);
    },
  );

  testOnNewServer(
    "while a slow account is read it says so, then shows the nodes",
    async ({ page, mended, home }) => {
      await mended.setLatency(1_000);
      await askForSweep(home);
      await page.goto(nodesPage);
      await expectNothingLikeHealth(page);
      await mended.setLatency(0);
      await expect(async () => {
        await page.reload();
        await rowsOnce(nodeTable(page), 50);
      }).toPass({ timeout: 30_000 });
    },
  );
});
