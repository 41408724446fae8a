/** Answers as long as the process turns; says nothing else. */
export function GET(): Response {
  return new Response("ok\n", { headers: { "Cache-Control": "no-store" } });
}

export const dynamic = "force-dynamic";
