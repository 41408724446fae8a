import type { Page } from "@playwright/test";

/** Runs in the page. */
function findSmallTargets(elements: readonly Element[]): string[] {
  const least = 24;
  const shown = elements.filter((element) => element.checkVisibility({ visibilityProperty: true }));
  // Behind a modal dialog nothing can be pressed.
  const modal = document.querySelector("dialog:modal");
  const targets = shown
    .filter((element) => modal === null || modal.contains(element))
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    // Skip links wait outside the picture.
    .filter(({ box }) => box.width > 1 && box.height > 1);
  /** A link inside a sentence is as high as its line. */
  const inText = (element: Element) =>
    getComputedStyle(element).display === "inline" &&
    (element.parentElement?.textContent ?? "").trim().length > element.textContent.trim().length;
  const distance = (x: number, y: number, box: DOMRect) =>
    Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  /** WCAG 2.5.8: what is smaller must have room, a circle of 24 px that no other target enters. */
  const hasRoom = ({ element, box }: (typeof targets)[number]) => {
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    return targets.every(
      (other) => other.element === element || distance(x, y, other.box) >= least / 2,
    );
  };
  return targets
    .filter(({ box }) => box.width < least - 0.5 || box.height < least - 0.5)
    .filter(({ element }) => !inText(element))
    .filter((target) => target.element.tagName === "BUTTON" || !hasRoom(target))
    .map(({ element, box }) => {
      const name = element.getAttribute("aria-label") ?? element.textContent;
      return `${element.tagName} “${name.trim()}” ${Math.round(box.width)} × ${Math.round(box.height)}`;
    });
}

/** Buttons below 24 by 24 px, and links that are neither that large nor in a sentence nor alone in their place. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.getByRole("button").or(page.getByRole("link")).evaluateAll(findSmallTargets);
}
