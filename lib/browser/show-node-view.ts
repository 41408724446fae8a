import { findingsView, formatNodeView, parseNodeView, type NodeView } from "./node-view";

/** What the address asks for at this moment: for handlers, which must not act on an older render. */
export function currentNodeView(): NodeView {
  const parsed = parseNodeView(new URLSearchParams(window.location.search));
  return parsed.ok ? parsed.view : findingsView;
}

/** Shows another view of the same page, without asking the server for the page again. */
export function showNodeView(view: NodeView, history: "push" | "replace" = "push"): void {
  const address = `${window.location.pathname}?${formatNodeView(view)}`;
  if (history === "push") window.history.pushState(null, "", address);
  else window.history.replaceState(null, "", address);
}
