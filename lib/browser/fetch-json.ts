import { replaceEqualDeep, type QueryFunctionContext } from "@tanstack/react-query";
import { ApiProblem, parseProblemCode } from "./api-problem";

/**
 * The one place where the browser trusts what it was sent: the server parsed the answer by the contract's schema,
 * and page and answer come from the same build.
 */
export function trustedJson<Answer>(text: string): Answer {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(text) as Answer;
}

function field(body: unknown, name: string): string | null {
  if (typeof body !== "object" || body === null) return null;
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : null;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const requestId = response.headers.get("x-request-id");
  if (response.status === 401 || response.type === "opaqueredirect") {
    return new ApiProblem({ code: "notSignedIn", detail: "Your session ended.", requestId });
  }
  const unexpected = new ApiProblem({
    code: "unexpectedAnswer",
    detail: `The request was answered with HTTP ${response.status} and no explanation.`,
    requestId,
  });
  try {
    const body: unknown = await response.json();
    const code = parseProblemCode(field(body, "code"));
    if (code === null) return unexpected;
    return new ApiProblem({
      code,
      detail: field(body, "detail") ?? "",
      requestId: field(body, "requestId") ?? requestId,
    });
  } catch {
    // Not JSON: a proxy's own error page.
    return unexpected;
  }
}

/** Asks the API; every failure is an ApiProblem, and an empty answer is never made up. */
export async function fetchAnswer(address: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { ...init, redirect: "manual", credentials: "same-origin" });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiProblem({
      code: "unreachable",
      detail: navigator.onLine ? "The request got no answer." : "This device is offline.",
      requestId: null,
    });
  }
  if (!response.ok && response.status !== notModified) throw await problemOf(response);
  return response;
}

const notModified = 304;

/** The ETag that an answer came with, by the answer as react-query holds it. */
const tags = new WeakMap<object, string>();

function isObject(data: unknown): data is object {
  return typeof data === "object" && data !== null;
}

/** React-query's own sharing of what has not changed between two answers; the newer one's ETag goes with the result. */
export function shareAnswer(before: unknown, after: unknown): unknown {
  const shared: unknown = replaceEqualDeep(before, after);
  const tag = isObject(after) ? tags.get(after) : undefined;
  if (isObject(shared) && shared !== after) {
    if (tag === undefined) tags.delete(shared);
    else tags.set(shared, tag);
  }
  return shared;
}

/** What fetchJson must know of the query that it answers. */
type Asker = Pick<QueryFunctionContext, "client" | "queryKey" | "signal">;

/** The answer of a GET to a query. One that is still true is the very object that the query holds. */
export async function fetchJson<Answer>(
  address: string,
  { client, queryKey, signal }: Asker,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const held = client.getQueryData<Answer & object>(queryKey);
  const tag = held && tags.get(held);
  const response = await fetchAnswer(address, {
    signal,
    headers: { ...headers, ...(tag === undefined ? {} : { "if-none-match": tag }) },
  });
  if (response.status === notModified && held !== undefined) return held;
  if (!response.headers.get("content-type")?.startsWith("application/json")) {
    throw new ApiProblem({
      code: "unexpectedAnswer",
      detail: "Something on the way answered in Patchboard's place.",
      requestId: response.headers.get("x-request-id"),
    });
  }
  const answer = trustedJson<Answer>(await response.text());
  const newTag = response.headers.get("etag");
  if (newTag !== null && isObject(answer)) tags.set(answer, newTag);
  return answer;
}
