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
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** The answer of a GET. */
export async function fetchJson<Answer>(address: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetchAnswer(address, init);
  if (!response.headers.get("content-type")?.startsWith("application/json")) {
    throw new ApiProblem({
      code: "unexpectedAnswer",
      detail: "Something on the way answered in Patchboard's place.",
      requestId: response.headers.get("x-request-id"),
    });
  }
  return trustedJson<Answer>(await response.text());
}
