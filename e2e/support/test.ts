import { expect, test as base, type Page } from "@playwright/test";
import { emulatorControl, type EmulatorControl, type SpecialNodes } from "@/e2e/support/emulator";
import { watch } from "@/e2e/support/watch";

export interface Options {
  emulatorUrl: string;
  /** True in stories whose pages are answered with an error status: Chromium logs each of those. */
  failedAnswersExpected: boolean;
}

interface Fixtures extends Options {
  /** Another reader: a browser that has never seen this server. */
  anotherReader: () => Promise<Page>;
  emulator: EmulatorControl;
  special: SpecialNodes;
  /** The address of the server under test. */
  home: string;
}

/** Playwright's test, in which every page that misbehaves behind the scenes fails the test. */
export const test = base.extend<Fixtures>({
  emulatorUrl: ["", { option: true }],
  failedAnswersExpected: [false, { option: true }],
  home: async ({ baseURL }, use) => {
    await use(baseURL ?? "");
  },
  emulator: async ({ emulatorUrl }, use) => {
    await use(emulatorControl(emulatorUrl));
  },
  special: async ({ emulator }, use) => {
    await use(await emulator.specialNodes());
  },
  context: async ({ context, home, failedAnswersExpected }, use) => {
    const problems = await watch(context, home, failedAnswersExpected);
    await use(context);
    expect(problems, "what happened behind the page").toEqual([]);
  },
  anotherReader: async ({ browser, home, contextOptions, failedAnswersExpected }, use) => {
    const contexts = await Promise.all(
      [1, 2].map(() => browser.newContext({ ...contextOptions, baseURL: home })),
    );
    const problems = await Promise.all(
      contexts.map((context) => watch(context, home, failedAnswersExpected)),
    );
    const unused = [...contexts];
    await use(() => {
      const context = unused.pop();
      if (context === undefined) throw new Error("only two other readers are there");
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(problems.flat(), "what happened behind the other reader's page").toEqual([]);
  },
});

export { expect };
