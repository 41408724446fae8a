"use client";

import { useEffect, useRef, useState } from "react";
import { iconButtonClass } from "@/components/ui/button-class";
import { Icon } from "@/components/ui/icon";
import { currentNodeView, showNodeView } from "@/lib/browser/show-node-view";

const typingMs = 300;

/** The text to look for. Typing is one step of the history, however many letters it has. */
export function PatchTextFilter({ q }: { q: string }) {
  const [text, setText] = useState(q);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const pushed = useRef(false);
  const field = useRef<HTMLInputElement>(null);

  // Back, a tab or "Clear filters" changed the text; what is being typed is not overwritten.
  useEffect(() => {
    if (timer.current === null) setText((typed) => (typed.trim() === q ? typed : q));
  }, [q]);

  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );

  const show = (typed: string) => {
    timer.current = null;
    const view = currentNodeView();
    if (typed.trim() === view.query.q) return;
    showNodeView(
      { ...view, query: { ...view.query, q: typed.trim(), page: 1 } },
      pushed.current ? "replace" : "push",
    );
    pushed.current = true;
  };

  const type = (typed: string) => {
    setText(typed);
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => show(typed), typingMs);
  };

  return (
    <div className="relative flex w-52 items-center max-sm:w-full">
      <Icon name="find" className="pointer-events-none absolute left-2.25 size-3.5 text-subtle" />
      <input
        ref={field}
        type="search"
        value={text}
        maxLength={200}
        aria-label="Filter by KB or package, title or CVE"
        placeholder="KB, title or CVE"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => type(event.target.value)}
        onBlur={() => {
          pushed.current = false;
        }}
        className="h-7.5 w-full rounded-lg border border-line-control bg-transparent pr-7.5 pl-7.75 max-sm:h-9"
      />
      {text === "" ? null : (
        <button
          type="button"
          aria-label="Clear text"
          className={`${iconButtonClass} absolute right-1`}
          onClick={() => {
            setText("");
            if (timer.current !== null) clearTimeout(timer.current);
            show("");
            field.current?.focus();
          }}
        >
          <Icon name="close" className="size-3.5" />
        </button>
      )}
    </div>
  );
}
