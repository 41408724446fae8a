import { defineConfig, devices } from "@playwright/test";
import { chromiumLaunch } from "@/e2e/support/browser.mjs";
import { pairs, servers } from "@/e2e/support/servers";
import type { Options } from "@/e2e/support/test";

/** What switches faults on in a shared AWS: one after the other. */
const faultStories = /(failures|start)\.spec\.ts/;

export default defineConfig<Options>({
  testDir: ".",
  globalSetup: "./support/make-store.ts",
  globalTeardown: "./support/remove-stores.ts",
  outputDir: "../test-results",
  // The fault stories mostly wait for AWS to be given up: they have a worker of their own beside the two of the others.
  workers: 3,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    ...devices["Desktop Chrome"],
    launchOptions: chromiumLaunch(),
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    timezoneId: "America/New_York",
    actionTimeout: 15_000,
    // Recording every story takes a third of the run.
    trace: process.env.E2E_TRACE === "1" ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
  },
  projects: [
    {
      name: "faults",
      testMatch: faultStories,
      fullyParallel: false,
      workers: 1,
      use: pairs.faults,
    },
    { name: "stories", testIgnore: faultStories, use: pairs.stories },
  ],
  webServer: servers,
});
