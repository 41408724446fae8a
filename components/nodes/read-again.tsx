"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { announce } from "@/components/ui/announcer";
import { formatCount } from "@/components/ui/number-format";
import { TimeAgo } from "@/components/ui/time-ago";
import { startPatchReading, usePatchReading } from "@/lib/browser/patch-reading";
import { findingsView, parseNodeView } from "@/lib/browser/node-view";
import { statesOf } from "@/lib/browser/use-node-patches";
import type { Source } from "@/lib/domain/source";

/** SSM's limits are shared: one node is not read over and over. */
const coolDownS = 30;

interface ReadAgainProps {
  readonly source: Source;
  readonly instanceId: string;
  /** When the server says it read the node; null before the first time. */
  readonly readAt: string | null;
  readonly nowMs: number;
}

/** When Patchboard read the node, and the way to read it now. */
export function ReadAgain({ source, instanceId, readAt, nowMs }: ReadAgainProps) {
  const client = useQueryClient();
  const router = useRouter();
  const parsed = parseNodeView(new URLSearchParams(useSearchParams()));
  const states = statesOf((parsed.ok ? parsed.view : findingsView).query);
  const reading = usePatchReading({ source, instanceId, states });
  const [restS, setRestS] = useState(0);

  const finishedAtMs = reading.status === "done" ? reading.finishedAtMs : null;
  useEffect(() => {
    if (finishedAtMs === null) return;
    const tick = () => {
      const rest = Math.max(0, Math.ceil(coolDownS - (Date.now() - finishedAtMs) / 1_000));
      setRestS(rest);
      if (rest === 0) clearInterval(timer);
    };
    const timer = setInterval(tick, 1_000);
    tick();
    return () => clearInterval(timer);
  }, [finishedAtMs]);

  const status = reading.status;
  const wasStarted = useRef(false);
  useEffect(() => {
    if (!wasStarted.current || status === "reading" || status === "idle") return;
    wasStarted.current = false;
    if (status === "done") {
      announce("Updated");
      // The verdict and the facts above the list may have changed with it.
      router.refresh();
    }
    if (status === "failed") announce("The node could not be read");
  }, [status, router]);

  const start = () => {
    wasStarted.current = true;
    void startPatchReading({ source, instanceId, states }, client);
  };

  const newest = reading.status === "done" ? reading.readAt : readAt;
  return (
    <>
      {newest === null ? (
        <span>Not read yet</span>
      ) : (
        <span>
          Read from SSM <TimeAgo time={newest} nowMs={nowMs} className="font-medium text-muted" />
        </span>
      )}
      <span aria-hidden="true" className="print:hidden">
        ·
      </span>
      <span className="print:hidden">
        {reading.status === "reading" ? (
          <span className="tabular-nums">
            Reading from SSM
            {reading.rowsRead > 0 ? `, ${formatCount(reading.rowsRead)} patches` : "…"}
          </span>
        ) : (
          <button
            type="button"
            disabled={restS > 0}
            onClick={start}
            className="-my-1 min-h-6 text-accent tabular-nums hover:underline disabled:text-faint disabled:no-underline"
          >
            {restS > 0 ? `Read again (${restS}\u00a0s)` : "Read again"}
          </button>
        )}
        {reading.status === "failed" ? (
          <span className="text-st-missing-text"> · Not read: {reading.problem.title}</span>
        ) : null}
      </span>
    </>
  );
}
