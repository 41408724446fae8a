import "server-only";
import {
  downloadNames,
  parseDownloadQuery,
  type DownloadFormat,
  type DownloadQuery,
} from "@/lib/api/download";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import { csvTexts } from "@/lib/server/csv";
import { log } from "@/lib/server/log";
import { invalidParameters } from "@/lib/server/problem-error";
import type { WholeList } from "@/lib/server/read/whole-list";
import { parsed, type Asked } from "@/lib/server/respond";

/** What is asked of a list, apart from how it is wanted as a file; `download` is null where it is not. */
export interface ListAsked {
  readonly download: DownloadQuery | null;
  readonly query: URLSearchParams;
}

/**
 * Takes a download's own parameters out of a query. Throws ProblemError `invalidParameter` that names a bad one;
 * `rows` is one unless the list has a choice of them.
 */
export function listAsked(query: URLSearchParams, hasChoiceOfRows = false): ListAsked {
  const download = parsed(parseDownloadQuery(query));
  const rest = new URLSearchParams(query);
  for (const name of downloadNames) rest.delete(name);
  if (download !== null && download.rows !== null && !hasChoiceOfRows) {
    const reason = "Only the list of nodes has a choice of rows.";
    throw invalidParameters([{ name: "rows", value: download.rows, reason }]);
  }
  return { download, query: rest };
}

/**
 * A whole list as a file. It goes out as it is made, as fast as the asker takes it; where making it fails the
 * connection is broken off, so that half a file is never taken for a whole one.
 */
export function fileOf<Row>(
  { request, requestId }: Pick<Asked<unknown>, "request" | "requestId">,
  { format, bom }: DownloadQuery,
  list: WholeList<Row>,
): Response {
  const headers = {
    "Cache-Control": "private, no-store",
    Vary: "Cookie",
    "Content-Type": contentTypes[format],
    "Content-Disposition": `attachment; filename="${fileName(list, format, new Date())}"`,
    ...unreadHeader(list.sources),
  };
  if (request.method === "HEAD") return new Response(null, { headers });
  const texts = format === "csv" ? csvTexts(list.columns, list.parts, bom) : jsonTexts(list);
  const told = { requestId, list: list.name, format, query: new URL(request.url).search };
  return new Response(streamOf(texts, told), { headers });
}

const contentTypes: Record<DownloadFormat, string> = {
  csv: "text/csv; charset=utf-8; header=present",
  json: "application/json",
};

const unreadOf = (sources: readonly SourceStatus[]) =>
  sources.filter(({ status }) => status !== "read");

/** Says which sources the file has nothing new of: a table of rows has no place for it. */
function unreadHeader(sources: readonly SourceStatus[]): Record<string, string> {
  const unread = unreadOf(sources).map(
    ({ account, region, status, error }) => `${account}/${region}=${error?.code ?? status}`,
  );
  return unread.length === 0 ? {} : { "X-Patchboard-Not-Read": unread.join(", ") };
}

/** `nodes_2026-11-21T1801Z_us-east-1.csv`; `_partial` where a source could not be read. */
function fileName(
  { name, sources }: Pick<WholeList<unknown>, "name" | "sources">,
  format: DownloadFormat,
  now: Date,
): string {
  const minute = `${now.toISOString().slice(0, 16).replace(":", "")}Z`;
  const regions = new Set(sources.map(({ region }) => region));
  const parts = [
    name.replaceAll(/[^\w.-]/g, "-"),
    minute,
    ...(regions.size === 1 ? regions : []),
    ...(unreadOf(sources).length === 0 ? [] : ["partial"]),
  ];
  return `${parts.join("_")}.${format}`;
}

async function* jsonTexts<Row>({
  name,
  total,
  asOf,
  sources,
  parts,
}: WholeList<Row>): AsyncGenerator<string> {
  const head = JSON.stringify({ list: name, total, asOf, sources });
  yield `${head.slice(0, -1)},"items":[`;
  let first = true;
  for await (const rows of parts) {
    const items = rows.map((row) => JSON.stringify(row)).join(",\n");
    if (items !== "") {
      yield `${first ? "\n" : ",\n"}${items}`;
      first = false;
    }
  }
  yield "\n]}\n";
}

function streamOf(
  texts: AsyncGenerator<string>,
  told: Readonly<Record<string, unknown>>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await texts.next();
        if (!next.done) {
          controller.enqueue(encoder.encode(next.value));
          return;
        }
        log().info({ event: "downloaded", ...told });
        controller.close();
      } catch (error) {
        log().error({ event: "downloadFailed", ...told, error });
        controller.error(error);
      }
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}
