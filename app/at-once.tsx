import type { ReactNode } from "react";
import { SkeletonFirst } from "@/components/ui/skeleton-first";
import { settledWithin } from "@/lib/server/settled-within";

/** So long may the top of a page wait for what is below it, ms: nobody sees it. */
const atOnceMs = 200;

interface AtOnceProps {
  readonly part: Promise<Exclude<ReactNode, Promise<unknown>>>;
  readonly skeleton: ReactNode;
}

/**
 * A part of a page that may take its time. One that is there at once comes without a skeleton before it: React would
 * hold it back for 300 ms after the skeleton was painted.
 */
export async function AtOnce({ part, skeleton }: AtOnceProps) {
  const isThere = await settledWithin(part, atOnceMs);
  return (
    <SkeletonFirst skeleton={skeleton} wanted={!isThere}>
      {isThere ? await part : part}
    </SkeletonFirst>
  );
}
