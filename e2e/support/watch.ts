import type { BrowserContext } from "@playwright/test";

/** Runs in every page before its own scripts: turns what the console does not say into console errors. */
function reportFromInside(): void {
  document.addEventListener("securitypolicyviolation", (event) => {
    console.error(`CSP violation: ${event.effectiveDirective} ${event.blockedURI}`);
  });
  // As a year; four digits inside an id are none.
  const sentinel = /(?<![\w-])1970(?!-[\w]{4}-)\b|0001-01-01/;
  const names = ["title", "datetime", "aria-label"];
  const look = (text: string | null) => {
    if (text !== null && sentinel.test(text)) {
      console.error(`A date that is none is on the page: ${text.slice(0, 120)}`);
    }
  };
  const visit = (node: Node) => {
    if (node instanceof Text && node.parentElement?.closest("script, style") === null) {
      look(node.data);
    }
    if (!(node instanceof Element) || node.matches("script, style")) return;
    for (const name of names) look(node.getAttribute(name));
    for (const child of node.childNodes) visit(child);
  };
  new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (type === "childList") for (const node of addedNodes) visit(node);
      else visit(target);
    }
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: names,
  });
}

/** What Chromium itself says of an answer with an error status: a story about failures expects those. */
const failedAnswer = /^Failed to load resource: the server responded with a status of \d{3}/;

/**
 * Notes everything in a browser context that must not happen: messages of the console, page errors, violations of the
 * content security policy, requests to other origins, dates of 1970 or the year 1. The list grows as the pages live.
 */
export async function watch(
  context: BrowserContext,
  home: string,
  failedAnswersExpected: boolean,
): Promise<readonly string[]> {
  const problems: string[] = [];
  context.on("console", (message) => {
    const text = message.text();
    if (message.type() !== "error" && message.type() !== "warning") return;
    if (failedAnswersExpected && failedAnswer.test(text)) return;
    problems.push(`console ${message.type()}: ${text} (${message.location().url})`);
  });
  context.on("weberror", (webError) => {
    problems.push(`page error: ${String(webError.error())}`);
  });
  context.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== home) {
      problems.push(`request to another origin: ${request.url()}`);
    }
  });
  await context.addInitScript(reportFromInside);
  return problems;
}
