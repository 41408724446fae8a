"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { overviewPage } from "@/lib/api/addresses";

/** Copies the address of the overview as it is narrowed. */
export function CopyLink({ search }: { search: string }) {
  const path = search === "" ? overviewPage : `${overviewPage}?${search}`;
  return (
    <CopyButton
      look="button"
      icon="link"
      label="Copy link"
      shortcut="c"
      text={() => new URL(path, window.location.origin).href}
      className="max-sm:flex-1"
    />
  );
}
