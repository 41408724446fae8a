"use client";

import { useId, useRef, type ReactNode, type ToggleEvent } from "react";

interface PopoverProps {
  /** What the button shows. */
  readonly button: ReactNode;
  readonly buttonClassName: string;
  readonly buttonLabel?: string;
  readonly align?: "start" | "end";
  readonly widthPx?: number;
  /** The single key that opens it (lib/browser/shortcuts.ts). */
  readonly shortcut?: string;
  /** Called as it opens: for what is made only when somebody looks. */
  readonly onOpen?: () => void;
  readonly children: ReactNode;
}

const gapPx = 4;
const marginPx = 8;

/** A button and what it opens: the browser's own popover, which closes on Esc and on a click elsewhere. */
export function Popover({
  button,
  buttonClassName,
  buttonLabel,
  align = "start",
  widthPx = 240,
  shortcut,
  onOpen,
  children,
}: PopoverProps) {
  const id = useId();
  const buttonRef = useRef<HTMLButtonElement>(null);

  /** The popover lies in the top layer and scrolls with the page: it is placed below its button as it opens. */
  const place = (event: ToggleEvent<HTMLDivElement>) => {
    const rect = buttonRef.current?.getBoundingClientRect();
    if (event.newState !== "open" || rect === undefined) return;
    onOpen?.();
    const wanted = align === "start" ? rect.left : rect.right - widthPx;
    const most = document.documentElement.clientWidth - widthPx - marginPx;
    const { style } = event.currentTarget;
    style.left = `${window.scrollX + Math.max(marginPx, Math.min(wanted, most))}px`;
    const below = window.innerHeight - rect.bottom;
    if (below > 200 || below > rect.top) {
      style.top = `${window.scrollY + rect.bottom + gapPx}px`;
      style.transform = "none";
      style.maxHeight = `${below - gapPx - marginPx}px`;
    } else {
      style.top = `${window.scrollY + rect.top - gapPx}px`;
      style.transform = "translateY(-100%)";
      style.maxHeight = `${rect.top - gapPx - marginPx}px`;
    }
  };

  return (
    <>
      <button
        ref={buttonRef}
        type="button"
        popoverTarget={id}
        aria-label={buttonLabel}
        data-key={shortcut}
        aria-keyshortcuts={shortcut}
        className={buttonClassName}
      >
        {button}
      </button>
      <div
        id={id}
        popover="auto"
        onBeforeToggle={place}
        style={{ width: `${widthPx}px` }}
        className="absolute inset-auto m-0 overflow-y-auto rounded-lg bg-raised p-1 text-ink shadow-pop"
      >
        {children}
      </div>
    </>
  );
}
