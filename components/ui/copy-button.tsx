"use client";

import { useEffect, useState } from "react";
import { announce } from "./announcer";
import { buttonClass, iconButtonClass } from "./button-class";
import { classNames } from "./class-names";
import { copyText } from "./copy-text";
import { Icon, type IconName } from "./icon";

/** How long the tick stands. */
const tickMs = 1_500;

interface CopyButtonProps {
  /** What is copied; a function where it depends on the moment of the click. */
  readonly text: string | (() => string);
  /** What the button does, in words: `Copy node ID`. Visible unless `icon` only. */
  readonly label: string;
  readonly look?: "icon" | "button" | "item";
  readonly icon?: IconName;
  readonly className?: string;
  /** The single key that presses it (lib/browser/shortcuts.ts). */
  readonly shortcut?: string;
}

const looks = {
  icon: iconButtonClass,
  button: buttonClass,
  item: "flex min-h-7.5 w-full items-center gap-2 rounded-sm px-2 text-left hover:bg-hover",
} as const;

/** Copies a text, shows a tick, and says so. */
export function CopyButton({
  text,
  label,
  look = "icon",
  icon = "copy",
  className,
  shortcut,
}: CopyButtonProps) {
  const [result, setResult] = useState<"copied" | "refused" | null>(null);

  useEffect(() => {
    if (result === null) return;
    const timer = setTimeout(() => setResult(null), tickMs);
    return () => clearTimeout(timer);
  }, [result]);

  const copy = async () => {
    const copied = await copyText(typeof text === "function" ? text() : text);
    setResult(copied ? "copied" : "refused");
    announce(copied ? "Copied" : "The browser doesn't allow copying");
  };

  const drawing = result === "copied" ? "check" : icon;
  return (
    <button
      type="button"
      data-key={shortcut}
      aria-keyshortcuts={shortcut}
      className={classNames(looks[look], "print:hidden", className)}
      aria-label={look === "icon" ? label : undefined}
      title={look === "icon" ? label : undefined}
      onClick={() => void copy()}
    >
      <Icon
        name={result === "refused" ? "close" : drawing}
        className={classNames("size-3.5", look !== "icon" && "text-subtle")}
      />
      {look === "icon" ? null : label}
    </button>
  );
}
