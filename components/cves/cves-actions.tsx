"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { ExportMenu } from "@/components/ui/export-menu";
import { HeaderActions } from "@/components/ui/header-actions";
import type { ListFile } from "@/lib/browser/list-files";

interface CvesActionsProps {
  /** The list's own address. */
  readonly link: string;
  /** What its file has; null: nothing. */
  readonly what: string | null;
  readonly files: readonly ListFile[];
}

/** What one does with the list: hand it on, or take it along. */
export function CvesActions({ link, what, files }: CvesActionsProps) {
  return (
    <HeaderActions>
      <CopyButton
        look="button"
        icon="link"
        label="Copy link"
        shortcut="c"
        text={() => new URL(link, window.location.origin).href}
        className="max-sm:flex-1"
      />
      {what === null ? null : <ExportMenu what={what} files={files} />}
    </HeaderActions>
  );
}
