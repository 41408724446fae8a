"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Asks for the page again and again while a source is being read or will be tried again, as long as somebody looks at it. */
export function RefreshWhileReading({ everyMs = 3_000 }: { everyMs?: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router, everyMs]);
  return null;
}
