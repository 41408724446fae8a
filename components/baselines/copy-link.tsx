"use client";

import { CopyButton } from "@/components/ui/copy-button";

/** Copies the whole address of a page of ours. */
export function CopyLink({ path }: { path: string }) {
  const link = () => new URL(path, window.location.origin).href;
  return (
    <CopyButton look="button" icon="link" label="Copy link" text={link} className="max-sm:flex-1" />
  );
}
