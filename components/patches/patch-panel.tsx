"use client";

import { useEffect, useRef, type ReactNode } from "react";
import { iconButtonClass } from "@/components/ui/button-class";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon, type IconName } from "@/components/ui/icon";
import { currentNodeView, showNodeView } from "@/lib/browser/show-node-view";
import { useMedia } from "@/lib/browser/use-media";
import { PatchDetails, type PatchDetailsProps } from "./patch-details";

interface PatchPanelProps extends PatchDetailsProps {
  /** The rows before and after this one, and the page without the panel. */
  readonly previousHref: string | null;
  readonly nextHref: string | null;
  readonly closeHref: string;
}

function close(): void {
  showNodeView({ ...currentNodeView(), patch: null });
}

function Step({ label, icon, href }: { label: string; icon: IconName; href: string | null }) {
  const drawing = <Icon name={icon} className="size-3.5" />;
  return href === null ? (
    <span className="inline-grid size-6 place-items-center text-line-dash">{drawing}</span>
  ) : (
    <a className={iconButtonClass} href={href} aria-label={label} title={label}>
      {drawing}
    </a>
  );
}

function PanelHead({ patch, previousHref, nextHref, closeHref }: PatchPanelProps) {
  return (
    <header className="sticky top-0 z-[1] grid gap-1 border-b border-line bg-surface py-3 pr-4 pl-5">
      <div className="flex min-h-6 items-center gap-1.5">
        <h2 className="code min-w-0 text-sm! font-semibold wrap-anywhere">{patch.kbId}</h2>
        <CopyButton label={`Copy ${patch.kbId}`} text={patch.kbId} />
        <span className="ml-auto" />
        <Step label="Previous row" icon="arrowUp" href={previousHref} />
        <Step label="Next row" icon="arrowDown" href={nextHref} />
        <Step label="Close" icon="close" href={closeHref} />
      </div>
      {patch.title === null ? (
        <p className="text-subtle">AWS reports no title for this patch.</p>
      ) : (
        <p className="text-base font-medium wrap-anywhere">{patch.title}</p>
      )}
    </header>
  );
}

/** Beside the rows: part of the page, which stays in use. */
function Aside({ label, children }: { label: string; children: ReactNode }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (event.target instanceof HTMLInputElement) return;
      // The menu that is open is what Esc closes first.
      if (document.querySelector("[popover]:popover-open") === null) close();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <aside
      aria-label={label}
      className="border-l border-line bg-surface max-lg:fixed max-lg:inset-0 max-lg:z-20 max-lg:overflow-y-auto max-lg:border-l-0 print:hidden"
    >
      <div className="lg:sticky lg:top-12 lg:max-h-[calc(100dvh-3rem)] lg:overflow-y-auto">
        {children}
      </div>
    </aside>
  );
}

/** Over everything, on a screen too narrow for both. */
function Sheet({ label, children }: { label: string; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      className="m-0 size-full max-h-none max-w-none overflow-y-auto bg-surface text-ink"
    >
      {children}
    </dialog>
  );
}

/** One patch in full: beside the rows where there is room, else over them. */
export function PatchPanel(props: PatchPanelProps) {
  const { patch } = props;
  const Frame = useMedia("(width >= 68.75rem)", true) ? Aside : Sheet;
  const focus = useRef<HTMLDivElement>(null);

  // A row's link was followed: reading goes on here. A page that loads with its panel open takes no focus.
  useEffect(() => {
    const active = document.activeElement;
    if (active?.id.startsWith("patch-")) focus.current?.focus({ preventScroll: true });
  }, [patch.kbId, patch.occurrence]);

  return (
    <Frame label={patch.kbId}>
      <div ref={focus} tabIndex={-1} className="outline-none!">
        <PanelHead {...props} />
        <PatchDetails {...props} />
      </div>
    </Frame>
  );
}
