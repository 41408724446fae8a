"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { parsePreferences } from "@/lib/api/preferences";
import { keepPreference } from "@/lib/browser/keep-preference";
import { browserTimeZone, showPreferences } from "@/lib/browser/show-preferences";

/** Tells the server the browser's time zone, and keeps pages that the browser had put aside up to date. */
export function BrowserPreferences() {
  const router = useRouter();

  useEffect(() => {
    const known = parsePreferences(document.cookie);
    const timeZone = browserTimeZone();
    if (known.timeZone === timeZone) return;
    keepPreference("timeZone", timeZone);
    // The reader has travelled: the page's times are those of another place.
    if (known.clock === "local") router.refresh();
  }, [router]);

  useEffect(() => {
    const restore = (event: PageTransitionEvent) => {
      if (event.persisted) showPreferences(parsePreferences(document.cookie));
    };
    window.addEventListener("pageshow", restore);
    return () => window.removeEventListener("pageshow", restore);
  }, []);

  return null;
}
