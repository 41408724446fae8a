import { expect, test } from "@/e2e/support/test";
import { nodePage } from "@/lib/api/addresses";

test.use({ failedAnswersExpected: true });

const wrong = [
  ["/nodes/1111/us-east-1/i-0123456789abcdef0?state=findings", "1111"],
  ["/nodes/111122223333/useast1/i-0123456789abcdef0?state=findings", "useast1"],
  ["/nodes/111122223333/us-east-1/i-123?state=findings", "i-123"],
  ["/nodes/i-123", "i-123"],
  ["/nodes/i-0fedcba9876543210", "i-0fedcba9876543210"],
  ["/nodes/111122223333/us-east-1/i-0fedcba9876543210?state=findings", "i-0fedcba9876543210"],
  ["/nodes/999988887777/us-east-1/i-0fedcba9876543210?state=findings", "999988887777"],
  ["/nodes/111122223333/ap-south-1/i-0fedcba9876543210?state=findings", "ap-south-1"],
] as const;

for (const [address, named] of wrong) {
  test(`the page ${address} is a 404 that names ${named} and leads on`, async ({ page }) => {
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(404);
    const main = page.getByRole("main");
    await expect(main).toContainText(named);
    await expect(main.getByRole("link", { name: /all nodes/i })).toBeVisible();
    await expect(page.getByRole("table")).toHaveCount(0);
  });
}

test("a page that is none is a 404 that leads to the nodes", async ({ page }) => {
  const answer = await page.goto("/no/such/page/at/all");
  expect(answer?.status()).toBe(404);
  await page.getByRole("main").getByRole("link", { name: "All nodes" }).click();
  await expect(page).toHaveURL(/\/nodes$/);
});

test("a node of another Region of this account is not found there, and found by its id", async ({
  page,
  special,
}) => {
  const { account, instanceId, name, region } = special.windowsLarge;
  const answer = await page.goto(nodePage({ account, region: "eu-west-1" }, instanceId));
  expect(answer?.status()).toBe(404);
  await page.goto(`/nodes/${instanceId}`);
  await expect(page).toHaveURL(
    new RegExp(`/nodes/${account}/${region}/${instanceId}\\?state=findings$`),
  );
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
});
