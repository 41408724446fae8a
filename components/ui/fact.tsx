import type { ReactNode } from "react";

/** A label over its value; nothing known is a dash. */
export function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-subtle">{label}</dt>
      <dd className="mt-0.5 font-medium wrap-anywhere">{children ?? "–"}</dd>
    </div>
  );
}
