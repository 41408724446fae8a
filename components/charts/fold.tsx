"use client";

import { useState, type ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { keepPreference } from "@/lib/browser/keep-preference";

interface FoldProps {
  readonly title: string;
  /** Whether it comes open; the choice is kept in this browser. */
  readonly shown: boolean;
  readonly children: ReactNode;
}

/** A section that can be put away. */
export function Fold({ title, shown, children }: FoldProps) {
  const [isOpen, setIsOpen] = useState(shown);
  return (
    <details
      open={shown}
      onToggle={(event) => {
        const { open } = event.currentTarget;
        if (open === isOpen) return;
        setIsOpen(open);
        keepPreference("nodeChart", open ? "shown" : "hidden");
      }}
      className="group/fold border-b border-line print:hidden"
    >
      <summary className="flex h-9 list-none items-center gap-1.5 px-gutter -outline-offset-2! hover:bg-hover">
        <Icon
          name="right"
          className="-ml-1 size-3 text-subtle group-open/fold:rotate-90 motion-safe:transition-transform"
        />
        <h2 className="font-semibold">{title}</h2>
      </summary>
      {isOpen ? children : null}
    </details>
  );
}
