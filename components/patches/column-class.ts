import { classNames } from "@/components/ui/class-names";
import { secondLineClass } from "@/components/ui/table-class";
import type { PatchColumn } from "@/lib/api/node-patches-query";
import { reportsCveIds, type OperatingSystem } from "@/lib/domain/operating-system";

/** How wide each column is and where it stands when rows become items; the title takes what is left. */
const classes: Record<PatchColumn, string> = {
  state: classNames(secondLineClass, "sm:w-40"),
  "kb-id": classNames(secondLineClass, "sm:w-26"),
  title: "whitespace-normal! sm:max-w-0 sm:min-w-48 max-sm:basis-full",
  severity: classNames(secondLineClass, "sm:w-28"),
  classification: "text-muted sm:w-34 max-sm:hidden",
  "first-seen": "sm:w-28 text-muted tabular-nums max-xl:hidden print:table-cell",
  cves: "text-muted sm:w-40 max-sm:hidden",
  deadline: classNames(secondLineClass, "sm:w-24 tabular-nums"),
  "installed-time": "sm:w-28 text-muted tabular-nums max-sm:hidden",
};

/** The class of a column; on a system without CVE IDs theirs says so in a few words, and leaves the title more room. */
export function columnClass(column: PatchColumn, operatingSystem: OperatingSystem | null): string {
  return column === "cves" && !reportsCveIds(operatingSystem)
    ? "text-muted sm:w-28 max-sm:hidden"
    : classes[column];
}

/** How much of each column its skeleton fills, in percent. */
export const waitingColumns: ReadonlyArray<{ readonly name: PatchColumn; readonly width: number }> =
  [
    { name: "state", width: 70 },
    { name: "kb-id", width: 80 },
    { name: "title", width: 75 },
    { name: "severity", width: 70 },
    { name: "classification", width: 80 },
    { name: "first-seen", width: 60 },
    { name: "cves", width: 70 },
    { name: "deadline", width: 60 },
    { name: "installed-time", width: 60 },
  ];

/** What the open panel shows anyway gives way to it. */
export const inPanel: ReadonlySet<PatchColumn> = new Set([
  "classification",
  "first-seen",
  "cves",
  "installed-time",
]);
