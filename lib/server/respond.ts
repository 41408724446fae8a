import "server-only";
import { createHash } from "node:crypto";
import type { ZodType } from "zod";
import type { Parsed } from "@/lib/api/query-reader";
import { problemType } from "@/lib/api/addresses";
import { problems } from "@/lib/api/problem-code";
import type { Problem } from "@/lib/api/problem.schema";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import { buildId } from "@/lib/server/build-id";
import { problemOf } from "@/lib/server/problem-of";
import type { AnswerState } from "@/lib/server/read/answer-state";
import { requestIdOf } from "@/lib/server/request-id";
import { viewerOf, type Viewer } from "@/lib/server/auth/viewer";
import { config } from "@/lib/server/config";
import { invalidParameters, ProblemError } from "@/lib/server/problem-error";

/** What a route is given: who asks, what they ask, and the segments of the address. */
export interface Asked<Segments> {
  readonly viewer: Viewer;
  readonly request: Request;
  readonly query: URLSearchParams;
  readonly segments: Segments;
  readonly requestId: string;
}

interface RouteContext<Segments> {
  readonly params: Promise<Segments>;
}

const headers = { "Cache-Control": "private, no-store", Vary: "Cookie" };

/** A route's handler with viewer, cross-site check and problem+json around it. */
export function respond<Segments>(
  handle: (asked: Asked<Segments>) => Promise<Response>,
): (request: Request, context: RouteContext<Segments>) => Promise<Response> {
  return async (request, context) => {
    const requestId = requestIdOf(request.headers);
    try {
      refuseOtherSites(request);
      return await handle({
        viewer: viewerOf(request.headers),
        request,
        query: queryOf(request),
        segments: await context.params,
        requestId,
      });
    } catch (error) {
      return problemResponse(error, requestId);
    }
  };
}

/** The query as the entry saw it: Next's own copy loses names such as `__proto__`. */
function queryOf(request: Request): URLSearchParams {
  const asSent = request.headers.get("x-patchboard-query");
  return asSent === null ? new URL(request.url).searchParams : new URLSearchParams(asSent);
}

/** What was parsed out of a request. Throws ProblemError `invalidParameter` that names what could not be. */
export function parsed<Query>(result: Parsed<Query>): Query {
  if (result.ok) return result.query;
  throw invalidParameters(result.invalidParams);
}

/** A JSON answer, checked against its contract before it leaves. */
export function json<Body>(schema: ZodType<Body>, body: Body): Response {
  return Response.json(schema.parse(body), { headers });
}

interface TaggedAnswer<Body> {
  readonly schema: ZodType<Body>;
  /** What the answer hangs on; asked for before the answer is made. */
  readonly state: () => Promise<AnswerState>;
  readonly read: () => Promise<Body>;
  /** False for an answer that goes on by itself: the next one may differ though nothing stored has changed. */
  readonly isSettled?: (body: Body) => boolean;
}

/**
 * A JSON answer with an ETag; an asker that holds it already is told so, and it is not made. What is stored may change
 * between the two: then the tag is the older one, and the next asker is answered in full.
 */
export async function taggedJson<Body>(
  { request, query }: Pick<Asked<unknown>, "request" | "query">,
  { schema, state, read, isSettled = () => true }: TaggedAnswer<Body>,
): Promise<Response> {
  const tag = etagOf(request, query, await state());
  if (tag !== null && isHeld(request, tag)) {
    return new Response(null, { status: 304, headers: { ...headers, ETag: tag } });
  }
  const body = await read();
  const response = json(schema, body);
  if (tag !== null && isSettled(body)) response.headers.set("ETag", tag);
  return response;
}

/** Weak: the same answer, compressed or not. */
function etagOf(request: Request, query: URLSearchParams, state: AnswerState): string | null {
  if (state === null) return null;
  const { pathname } = new URL(request.url);
  const hangsOn = JSON.stringify([buildId(), pathname, query.toString(), state]);
  return `W/"${createHash("sha256").update(hangsOn).digest("base64url").slice(0, 32)}"`;
}

function isHeld(request: Request, tag: string): boolean {
  const held = request.headers.get("if-none-match") ?? "";
  const opaque = (text: string) => text.trim().replace(/^W\//, "");
  return held.split(",").some((each) => opaque(each) === opaque(tag));
}

/** A JSON answer for what was only asked for: 202, it is done later. */
export function accepted<Body>(schema: ZodType<Body>, body: Body): Response {
  return Response.json(schema.parse(body), { status: 202, headers });
}

/** A stream of JSON lines, one each time `lines` yields. */
export function jsonLines(lines: AsyncIterable<unknown>): Response {
  const iterator = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(next.value)}\n`));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  // no-transform: a proxy or compressor that gathers the lines would hide the progress they tell.
  return new Response(stream, {
    headers: {
      ...headers,
      "Cache-Control": "private, no-store, no-transform",
      "Content-Type": "application/x-ndjson",
      "X-Accel-Buffering": "no",
    },
  });
}

/** An answer, or the problem that stands in its place: what a page shows either way. */
export type AnswerOrProblem<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly problem: Problem };

/** The answer of a read function for a page. */
export async function answerOrProblem<Answer>(
  reading: Promise<Answer>,
  requestId: string,
): Promise<AnswerOrProblem<Answer>> {
  try {
    return { ok: true, answer: await reading };
  } catch (error) {
    return { ok: false, problem: problemOf(error, requestId) };
  }
}

/**
 * The problem of a list none of whose sources has been read: the first one's, and how many share its fate. While one is
 * still being read, only what holds that one up is a problem.
 */
export function sourceProblem(sources: readonly SourceStatus[], requestId: string): Problem | null {
  const reading = sources.filter(({ status }) => status === "reading");
  const failed = (reading.length > 0 ? reading : sources).flatMap(({ error }) => error ?? []);
  const [first] = failed;
  if (first === undefined) return null;
  const others = failed.length > 1 ? ` (and ${failed.length - 1} more)` : "";
  const { status, title } = problems[first.code];
  return {
    type: problemType(first.code),
    title,
    status,
    code: first.code,
    detail: `${first.detail}${others}`,
    requestId,
  };
}

const allowHeaders = { GET: "GET, HEAD", POST: "POST", "GET and POST": "GET, HEAD, POST" } as const;

function refuseMethod(allowed: keyof typeof allowHeaders) {
  return async (request: Request): Promise<Response> => {
    const refusal = new ProblemError(
      "methodNotAllowed",
      `This address answers ${allowed}, not ${request.method}.`,
    );
    const response = problemResponse(refusal, requestIdOf(request.headers));
    response.headers.set("Allow", allowHeaders[allowed]);
    return response;
  };
}

/** For the other methods of an address that is read only. */
export const onlyGet = refuseMethod("GET");

/** For the other methods of an address that starts something. */
export const onlyPost = refuseMethod("POST");

/** For the other methods of an address that is read, and starts something. */
export const onlyGetAndPost = refuseMethod("GET and POST");

function problemResponse(error: unknown, requestId: string): Response {
  const problem = problemOf(error, requestId);
  return Response.json(problem, {
    status: problem.status,
    headers: {
      ...headers,
      "Content-Type": "application/problem+json",
      ...(problem.status === 503 ? { "Retry-After": "10" } : {}),
    },
  });
}

/**
 * Browsers say where a request comes from; another site may neither read nor start anything. A client that is no
 * browser says nothing: it may read, and to start something it must name our origin.
 */
function refuseOtherSites(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  const reading = request.method === "GET" || request.method === "HEAD";
  const allowed =
    site === null
      ? reading || isOurOrigin(request)
      : site === "same-origin" || (reading && (site === "none" || site === "same-site"));
  if (!allowed) {
    throw new ProblemError(
      "crossSiteRequest",
      "Only Patchboard's own pages may ask for this: send Sec-Fetch-Site: same-origin, or an Origin equal to the public address.",
    );
  }
}

function isOurOrigin(request: Request): boolean {
  const origin = request.headers.get("origin");
  const { publicUrl } = config();
  if (origin === null) return false;
  if (publicUrl !== null) return origin === new URL(publicUrl).origin;
  return origin === `http://${request.headers.get("host") ?? ""}`;
}

/** For addresses of the API that are none: a problem, never the page's HTML. */
export const refuseAddress = respond<{ readonly unknown?: readonly string[] }>(
  async ({ segments: { unknown = [] } }) => {
    throw new ProblemError("notFound", `The API has no address “${unknown.join("/")}”.`);
  },
);
