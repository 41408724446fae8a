import { isPassing, problemCodes, problems, type ProblemCode } from "@/lib/api/problem-code";
import type { InvalidParam } from "@/lib/api/query-reader";

/** What only the browser can tell: no answer came, or one that is not ours. */
export const transportCodes = ["unreachable", "unexpectedAnswer"] as const;

export type TransportCode = (typeof transportCodes)[number];

const transportTitles: Record<TransportCode, string> = {
  unreachable: "Patchboard can't be reached",
  unexpectedAnswer: "The answer isn't Patchboard's",
};

function isTransport(code: ProblemCode | TransportCode): code is TransportCode {
  return transportCodes.some((known) => known === code);
}

/** The problem code that `text` spells, or null. */
export function parseProblemCode(text: unknown): ProblemCode | null {
  return problemCodes.find((code) => code === text) ?? null;
}

export interface ApiProblemParts {
  readonly code: ProblemCode | TransportCode;
  readonly detail: string;
  readonly requestId: string | null;
  readonly invalidParams?: readonly InvalidParam[];
}

/** Why the API gave no answer: what every failed query and reading throws. */
export class ApiProblem extends Error {
  readonly code: ProblemCode | TransportCode;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | null;
  readonly invalidParams: readonly InvalidParam[];

  constructor({ code, detail, requestId, invalidParams = [] }: ApiProblemParts) {
    super(detail);
    this.name = "ApiProblem";
    this.code = code;
    this.title = isTransport(code) ? transportTitles[code] : problems[code].title;
    this.detail = detail;
    this.requestId = requestId;
    this.invalidParams = invalidParams;
  }

  /** True when trying again by itself makes sense. */
  get isPassing(): boolean {
    return isTransport(this.code) ? this.code === "unreachable" : isPassing(this.code);
  }
}

/** Any error as a problem that can be shown. */
export function toApiProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({
    code: "unexpectedAnswer",
    detail: error instanceof Error ? error.message : "The page failed in a way it doesn't know.",
    requestId: null,
  });
}
