import { useEffect, type RefObject } from "react";

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
}

/**
 * Lets the links inside `root` that lead to another view of this very page change the address only, so that nothing
 * is loaded but the rows. They stay links: they open in a new tab, can be copied, and work before the page is hydrated.
 */
export function useShallowLinks(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    const follow = (event: MouseEvent) => {
      if (event.defaultPrevented || !isPlainClick(event) || !(event.target instanceof Element))
        return;
      const link = event.target.closest("a");
      if (link === null || link.target !== "" || link.origin !== window.location.origin) return;
      if (link.pathname !== window.location.pathname) return;
      event.preventDefault();
      link.closest<HTMLElement>("[popover]")?.hidePopover();
      window.history.pushState(null, "", link.href);
    };
    element.addEventListener("click", follow);
    return () => element.removeEventListener("click", follow);
  }, [root]);
}
