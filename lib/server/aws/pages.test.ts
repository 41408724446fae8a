import "server-only";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { collectPages } from "@/lib/server/aws/collect-pages";
import { distinctPages } from "@/lib/server/aws/distinct-pages";
import type { AwsPage, Listing } from "@/lib/server/aws/pages";

const subject = {
  operation: "DescribeInstancePatches",
  source: { account: "111122223333", region: "us-east-1" },
};

function awsError(name: string, message = ""): AwsReadError {
  const code = name === "InvalidNextToken" ? "listKeptChanging" : "requestRefused";
  return new AwsReadError(code, subject, Object.assign(new Error(message), { name }));
}

function codeOf(error: unknown): string | null {
  return error instanceof AwsReadError ? error.code : null;
}

/** A pager over `pages`; what `disturb` gives for the n-th request stands in for the page. */
function pager(
  pages: ReadonlyArray<readonly string[]>,
  disturb: (request: number, page: AwsPage<string>) => AwsPage<string> | AwsReadError = (_, page) =>
    page,
  lastToken?: string | null,
): Listing<string> & { requests: number; sizes: number[] } {
  const listing = {
    subject,
    pageSize: { maxResults: 50 },
    requests: 0,
    sizes: [] as number[],
    mayRepeat: true,
    identityOf: (row: string) => row,
    readPage: async (asked: { readonly NextToken?: string; readonly MaxResults: number }) => {
      const index = Number(asked.NextToken ?? 0);
      const nextToken = index + 1 < pages.length ? String(index + 1) : lastToken;
      const answer = disturb(listing.requests, { rows: pages[index] ?? [], nextToken });
      listing.requests += 1;
      listing.sizes.push(asked.MaxResults);
      if (answer instanceof AwsReadError) throw answer;
      return Promise.resolve(answer);
    },
  };
  return listing;
}

/** Distinct rows cut into pages anywhere, empty pages among them. */
const cutRows = fc
  .array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 })
  .map((lengths) => {
    let next = 0;
    return lengths.map((length) => Array.from({ length }, () => `row ${next++}`));
  });

async function allOf(pages: AsyncGenerator<readonly string[], void>): Promise<string[]> {
  const rows: string[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

describe("a listing", () => {
  it("Pitfall 19, the API's oddities: has every row once, however AWS cuts it into pages and says that it ends", async () => {
    await fc.assert(
      fc.asyncProperty(cutRows, fc.constantFrom(undefined, null, ""), async (pages, lastToken) => {
        const listing = pager(pages, undefined, lastToken);
        expect(await collectPages(listing)).toEqual(pages.flat());
        expect(listing.requests).toBe(pages.length);
        expect(await allOf(distinctPages(pager(pages, undefined, lastToken)))).toEqual(
          pages.flat(),
        );
      }),
    );
  });

  it("begins anew at a lapsed or repeated token, twice at most, and has every row once all the same", async () => {
    await fc.assert(
      fc.asyncProperty(
        cutRows,
        fc.uniqueArray(fc.tuple(fc.nat({ max: 30 }), fc.boolean()), {
          maxLength: 4,
          selector: ([request]) => request,
        }),
        async (pages, faults) => {
          const repeats = new Map(faults);
          let disturbances = 0;
          const listing = pager(pages, (request, page) => {
            const repeated = repeats.get(request);
            const current = page.nextToken;
            // A first page has no token that could lapse; a token repeats from its second page on.
            if (repeated === undefined || !Number(current) || current === "1") return page;
            disturbances += 1;
            return repeated ? { ...page, nextToken: "1" } : awsError("InvalidNextToken");
          });
          const outcome = await collectPages(listing).catch(codeOf);
          expect(outcome).toEqual(disturbances <= 2 ? pages.flat() : "listKeptChanging");
          expect(disturbances).toBeLessThanOrEqual(3);
        },
      ),
    );
  });

  it("drops rows that a shifting list gives again on a later page", async () => {
    await fc.assert(
      fc.asyncProperty(cutRows, fc.nat({ max: 3 }), async (pages, overlap) => {
        const shifted = pages.map((page, index) => [
          ...(overlap === 0 ? [] : (pages[index - 1] ?? []).slice(-overlap)),
          ...page,
        ]);
        expect(await collectPages(pager(shifted))).toEqual(pages.flat());
        expect(await allOf(distinctPages(pager(shifted)))).toEqual(pages.flat());
      }),
    );
  });

  it("keeps a row that AWS gives twice in one answer", async () => {
    const pages = [["a", "a", "b"], ["b", "c"], ["a"]];
    expect(await collectPages(pager(pages))).toEqual(["a", "a", "b", "c"]);
  });

  it("keeps a row that AWS gives twice with a page break between the two", async () => {
    const rows = Array.from({ length: 120 }, (_, index) => `row ${index}`);
    rows.splice(50, 0, "row 49");
    const listing: Listing<string> = {
      ...pager([]),
      readPage: ({ NextToken, MaxResults }) => {
        const end = Number(NextToken ?? 0) + MaxResults;
        return Promise.resolve({
          rows: rows.slice(end - MaxResults, end),
          nextToken: end < rows.length ? String(end) : null,
        });
      },
    };
    expect(await collectPages(listing)).toEqual(rows);
  });

  it("has a row once whose identity is a key, however often AWS gives it", async () => {
    const listing = {
      ...pager([
        ["a", "a", "b"],
        ["b", "c"],
      ]),
      mayRepeat: false,
    };
    expect(await collectPages(listing)).toEqual(["a", "b", "c"]);
  });

  it("has nothing of a pass that was given up", async () => {
    const changed = [["a Missing", "b Missing"], ["c Missing"], ["d Missing"]];
    const listing = pager(changed, (request, page) => {
      if (request === 2) return awsError("InvalidNextToken");
      return request < 2
        ? page
        : { ...page, rows: page.rows.map((row) => row.replace("Missing", "Installed")) };
    });
    expect(await collectPages(listing)).toEqual([
      "a Installed",
      "b Installed",
      "c Installed",
      "d Installed",
    ]);
  });

  it("tells how far it has come, and falls back when it begins anew", async () => {
    const heard: number[] = [];
    const listing = pager([["a"], ["b"], ["c"]], (request, page) =>
      request === 2 ? awsError("InvalidNextToken") : page,
    );
    await collectPages(listing, (rowsSoFar) => heard.push(rowsSoFar.length));
    expect(heard).toEqual([1, 2, 1, 2, 3]);
  });

  it("ends at a guard where every page has a new token", async () => {
    const listing = pager([[]], (request) => ({ rows: [], nextToken: `token ${request}` }));
    await expect(collectPages(listing)).rejects.toMatchObject({ code: "badAnswer" });
    expect(listing.requests).toBe(10_000);
  });

  it("asks for smaller pages where AWS refuses the size, and remembers it", async () => {
    const pages = [["a"], ["b"]];
    const refusal =
      "1 validation error detected: Value '50' at 'maxResults' failed to satisfy constraint: " +
      "Member must have value less than or equal to 20";
    const listing = pager(pages, (request, page) =>
      request === 0 ? awsError("ValidationException", refusal) : page,
    );
    expect(await collectPages(listing)).toEqual(["a", "b"]);
    expect(listing.sizes).toEqual([50, 20, 20]);
    expect(listing.pageSize.maxResults).toBe(20);
  });

  it("gives up at the smallest page AWS can refuse", async () => {
    const listing = pager([["a"]], () =>
      awsError("ValidationException", "Value at 'maxResults' failed to satisfy constraint"),
    );
    await expect(collectPages(listing)).rejects.toMatchObject({ code: "requestRefused" });
    expect(listing.sizes).toEqual([50, 25, 12, 10]);
  });

  it("passes on every other failure", async () => {
    const listing = pager([["a"], ["b"]], (request, page) =>
      request === 1 ? awsError("AccessDeniedException") : page,
    );
    await expect(collectPages(listing)).rejects.toMatchObject({ code: "requestRefused" });
  });
});
