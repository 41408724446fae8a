import { Suspense, type ReactNode } from "react";
import { settledWithin } from "@/lib/server/settled-within";

/** So long may the top of a page wait for what is below it, ms: nobody sees it. */
const atOnceMs = 200;

type AwaitedNode = Exclude<ReactNode, Promise<unknown>>;

interface AtOnceProps {
  readonly part: Promise<AwaitedNode>;
  readonly skeleton: ReactNode;
}

/**
 * A part of a page that may take its time. One that is there at once comes without a skeleton before it: React would
 * hold it back for 300 ms after the skeleton was painted.
 */
export async function AtOnce({ part, skeleton }: AtOnceProps) {
  if (await settledWithin(part, atOnceMs)) return part;
  return <Suspense fallback={skeleton}>{part}</Suspense>;
}
