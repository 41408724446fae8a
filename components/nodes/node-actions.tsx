"use client";

import { useSearchParams } from "next/navigation";
import { buttonClass } from "@/components/ui/button-class";
import { CopyButton } from "@/components/ui/copy-button";
import { ExportMenu } from "@/components/ui/export-menu";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import { nodePage, nodePatchesApi } from "@/lib/api/addresses";
import { formatNodePatchesQuery } from "@/lib/api/node-patches-query";
import { listFiles, type ListFile } from "@/lib/browser/list-files";
import { findingsView, formatNodeView, parseNodeView } from "@/lib/browser/node-view";
import { patchCommand } from "@/lib/browser/patch-command";
import { everySource } from "@/lib/browser/scope";
import { useCachedPatches } from "@/lib/browser/use-cached-patches";
import { ec2InstanceUrl, fleetManagerUrl } from "@/lib/domain/console-link";
import type { Source } from "@/lib/domain/source";

/** A view of a node's page that is another than its list. */
export interface OtherView {
  readonly href: string;
  readonly files: readonly ListFile[] | null;
}

interface NodeActionsProps {
  readonly source: Source;
  readonly instanceId: string;
  /** Of a view that is not the list as the address bar has it: its address, and its files; null: it has none. */
  readonly other?: OtherView | undefined;
}

const itemClass =
  "flex min-h-7.5 items-center gap-2 rounded-sm px-2 hover:bg-hover hover:no-underline!";

function ConsoleLink({ href, words }: { href: string; words: string }) {
  return (
    <li>
      <a href={href} target="_blank" rel="noopener noreferrer" className={itemClass}>
        <Icon name="out" className="size-3.5 text-subtle" />
        {words}
      </a>
    </li>
  );
}

/** What one does with a node's page: hand it on, or look at the same thing with AWS's own tools. */
export function NodeActions({ source, instanceId, other }: NodeActionsProps) {
  const parsed = parseNodeView(new URLSearchParams(useSearchParams()));
  const view = parsed.ok ? parsed.view : findingsView;
  // The vendor's spelling of the words filtered by.
  const facets = useCachedPatches(source, instanceId, view.query)?.facets;
  const { command, leftOut } = patchCommand(source, instanceId, view.query, facets);
  const link = () => {
    const shared = formatNodeView({ ...view, scope: everySource });
    return new URL(other?.href ?? nodePage(source, instanceId, shared), window.location.origin)
      .href;
  };
  const files =
    other === undefined
      ? listFiles(nodePatchesApi(source, instanceId), formatNodePatchesQuery(view.query))
      : other.files;
  const ec2 = ec2InstanceUrl(source, instanceId);

  return (
    <div className="ml-auto flex gap-2 max-sm:order-2 max-sm:mt-1 max-sm:w-full max-sm:flex-wrap print:hidden">
      <CopyButton
        look="button"
        icon="link"
        label="Copy link"
        shortcut="c"
        text={link}
        className="max-sm:flex-1"
      />
      {files === null ? null : <ExportMenu what={null} files={files} />}
      <Popover
        align="end"
        widthPx={232}
        buttonClassName={`${buttonClass} max-sm:flex-1`}
        button={
          <>
            <Icon name="out" className="size-3.5 text-subtle" />
            Open in AWS
            <Icon name="down" className="size-3 text-subtle" />
          </>
        }
      >
        <ul>
          <ConsoleLink href={fleetManagerUrl(source, instanceId)} words="Fleet Manager" />
          {ec2 === null ? null : <ConsoleLink href={ec2} words="EC2 instance" />}
          <li className="mt-1 border-t border-line-subtle pt-1">
            <CopyButton look="item" label="Copy AWS CLI command" text={command} />
            {leftOut.length === 0 ? null : (
              <p className="px-2 pb-1.5 pl-7.5 text-xs text-subtle">
                It leaves out: {leftOut.join(", ")}.
              </p>
            )}
          </li>
        </ul>
      </Popover>
    </div>
  );
}
