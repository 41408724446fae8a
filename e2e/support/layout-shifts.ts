import type { Page } from "@playwright/test";

/** Runs in the page: sums what moves by itself. */
function observe(): void {
  const sum = { moved: 0 };
  Object.assign(window, { layoutShifts: sum });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (Reflect.get(entry, "hadRecentInput") === true) continue;
      sum.moved += Number(Reflect.get(entry, "value"));
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** How far the parts of the page have moved by themselves since it was opened (the sum of Layout Instability's scores). */
export async function watchLayoutShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(observe);
  return () =>
    page.evaluate(
      // Two frames on, what has moved until now has been reported.
      () =>
        new Promise<number>((told) => {
          requestAnimationFrame(() =>
            requestAnimationFrame(() =>
              told(Number(Reflect.get(Reflect.get(window, "layoutShifts"), "moved"))),
            ),
          );
        }),
    );
}
