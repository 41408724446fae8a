import "server-only";
import { connection } from "next/server";
import { headers } from "next/headers";
import { viewerOf, type Viewer } from "@/lib/server/auth/viewer";
import { config } from "@/lib/server/config";
import { requestIdOf } from "@/lib/server/request-id";

/** What every page is told of its request. */
export interface PageRequest {
  readonly viewer: Viewer;
  readonly requestId: string;
  /** The emulator's fleet is shown, and the page says so. */
  readonly demo: boolean;
  /** What the browser keeps, as it sent it: the viewer's preferences are in there (lib/api/preferences.ts). */
  readonly cookies: string | null;
}

/** Who asks for a page. Every page is made for its viewer, never ahead of time. */
export async function asking(): Promise<PageRequest> {
  await connection();
  const requestHeaders = await headers();
  return {
    viewer: viewerOf(requestHeaders),
    requestId: requestIdOf(requestHeaders),
    demo: config().demo,
    cookies: requestHeaders.get("cookie"),
  };
}
