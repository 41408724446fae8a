"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/** On paper only: which page this is, filters and all. */
export function PrintedAddress() {
  const search = useSearchParams().toString();
  const path = usePathname();
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => "",
  );
  return (
    <p className="hidden px-gutter pt-2 text-2xs wrap-anywhere text-subtle print:block">
      {origin}
      {path}
      {search === "" ? "" : `?${search}`}
    </p>
  );
}
