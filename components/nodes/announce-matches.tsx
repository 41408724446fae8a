"use client";

import { useEffect, useRef } from "react";
import { announce } from "@/components/ui/announcer";
import { countOf } from "@/components/ui/number-format";

/** Says how many nodes match each time that this changes under the reader's hands. */
export function AnnounceMatches({ total }: { total: number }) {
  const said = useRef(total);
  useEffect(() => {
    if (said.current === total) return;
    said.current = total;
    announce(countOf(total, "node matches", "nodes match"));
  }, [total]);
  return null;
}
