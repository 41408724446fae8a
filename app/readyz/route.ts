/** Ready from the first answer on; while the process drains, the entry answers for it with 503. */
export function GET(): Response {
  return new Response("ok\n", { headers: { "Cache-Control": "no-store" } });
}

export const dynamic = "force-dynamic";
