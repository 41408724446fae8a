"use client";

import { Suspense, useState, type ReactNode } from "react";

interface SkeletonFirstProps {
  readonly skeleton: ReactNode;
  /** Whether the children are still on their way. */
  readonly wanted: boolean;
  readonly children: ReactNode;
}

/**
 * Children behind a skeleton, where one was wanted when the page was opened. It stays as it began: with a boundary that
 * comes or goes React would make the page anew under its reader, who types into it.
 */
export function SkeletonFirst({ skeleton, wanted, children }: SkeletonFirstProps) {
  const [suspends] = useState(wanted);
  return suspends ? <Suspense fallback={skeleton}>{children}</Suspense> : children;
}
