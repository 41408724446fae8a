import type { Baseline } from "@/lib/emulator/baseline";
import { evaluate } from "@/lib/emulator/evaluate";
import type { PatchLine, Release } from "@/lib/emulator/patch-line";

import type { EndNode } from "./node";
import type { PlatformCatalogue } from "./node-lines";
import { rejectedPreview } from "./node-lines";
import { monthIndexOf, monthLabel } from "./patch-tuesday";
import { hashText, between } from "./random";
import type { SpecialNodeName } from "./special-node-names";

interface SpecialCase {
  node: EndNode;
  lines: readonly PatchLine[];
  baseline: Baseline;
  catalogue: PlatformCatalogue;
}

const day = 86_400;
const windowsLargeRows = 2_500;
const quietStates = new Set(["Installed", "InstalledOther", "NotApplicable"]);

const edits: Partial<Record<SpecialNodeName, (special: SpecialCase) => readonly PatchLine[]>> = {
  windowsLarge,
  ubuntuLarge,
  fullyCompliant: quietLines,
  rejected: (special) => [
    ...special.lines.filter((line) => line.releases[0]?.kbId !== "KB5071203"),
    rejectedPreview(special.node),
  ],
  futureState: (special) => [
    ...special.lines,
    {
      ...missing(special.node, {
        kbId: "liblivepatch.x86_64",
        version: "0:1.2.0-1.amzn2023",
        daysAgo: 40,
      }),
      reportedState: "InstalledSuperseded",
    },
  ],
  availableSecurityOnly: (special) => [
    ...quietLines(special),
    missing(special.node, {
      kbId: "KB5078120",
      words: "Security Update for Microsoft Edge WebView2 Runtime",
      daysAgo: 2,
    }),
    missing(special.node, {
      kbId: "KB5078133",
      words: "Security Update for Windows Secure Boot DBX",
      daysAgo: 2,
      severity: "Important",
    }),
  ],
  duplicateKbId: (special) => [
    ...quietLines(special),
    missing(special.node, {
      kbId: "kernel-modules-extra.x86_64",
      version: "0:5.14.0-427.40.1.el9_4",
      daysAgo: 90,
    }),
    missing(special.node, {
      kbId: "kernel-modules-extra.x86_64",
      version: "0:5.14.0-687.39.1.el9_8",
      daysAgo: 30,
    }),
  ],
  manyCves: (special) => [
    ...special.lines.filter((line) => line.releases[0]?.kbId !== "kernel6.12.x86_64"),
    manyCves(special.node),
  ],
  plusInKbId: (special) => [
    ...special.lines.filter((line) => line.releases[0]?.kbId !== "libstdc++.x86_64"),
    missing(special.node, { kbId: "libstdc++.x86_64", version: "0:11.5.0-5.el9_6", daysAgo: 45 }),
  ],
  percentInTitle: (special) => [
    ...special.lines,
    missing(special.node, {
      kbId: "KB5074990",
      words: String.raw`Security Update for 100% CPU use of %SystemRoot%\System32\svchost.exe & "spooler" <x64>`,
      daysAgo: 33,
    }),
  ],
};

/** An ordinary node's lines turned into those of the special node it is. */
export function specialLines(name: SpecialNodeName, special: SpecialCase): readonly PatchLine[] {
  return edits[name]?.(special) ?? special.lines;
}

function windowsLarge(special: SpecialCase): readonly PatchLine[] {
  const { node } = special;
  const installed = (line: PatchLine): PatchLine => ({
    ...line,
    installed: line.releases.map((release) => ({
      release,
      at: Math.floor(node.run.endedAt / day) * day - 6 * day,
      beforeReboot: true,
    })),
  });
  const findings = [
    {
      ...missing(node, {
        kbId: "KB5075941",
        words: "Security Update for Windows Server 2022",
        daysAgo: 38,
      }),
      failed: true,
    },
    missing(node, {
      kbId: "KB5077812",
      words:
        "Cumulative Update for Microsoft server operating system version 21H2 for x64-based Systems",
      daysAgo: 11,
    }),
    missing(node, {
      kbId: "KB5075902",
      words: "Servicing Stack Update for Windows Server 2022",
      daysAgo: 38,
    }),
    missing(node, {
      kbId: "KB5076907",
      words: "Cumulative Update for .NET Framework 3.5, 4.8 and 4.8.1",
      daysAgo: 11,
      severity: "Important",
    }),
    missing(node, {
      kbId: "KB5074411",
      words: "Cumulative Update for .NET Framework 4.8",
      daysAgo: 66,
      severity: "Important",
    }),
    missing(node, {
      kbId: "KB5078006",
      words: "Update Rollup for Defender Antivirus platform",
      daysAgo: 9,
      severity: "Moderate",
      classification: "UpdateRollups",
    }),
    missing(node, {
      kbId: "KB5078011",
      words: "Update for Windows Server 2022, root certificates",
      daysAgo: 16,
      severity: "Unspecified",
      classification: "CriticalUpdates",
    }),
    installed(
      missing(node, {
        kbId: "KB5075588",
        words: "Update for Windows Server 2022, time zones",
        daysAgo: 20,
        severity: "Important",
        classification: "CriticalUpdates",
      }),
    ),
    installed(
      missing(node, {
        kbId: "KB5073322",
        words: "Security Update for SQL Server 2022 GDR",
        daysAgo: 66,
        severity: "Important",
      }),
    ),
    rejectedPreview(node),
    missing(node, {
      kbId: "KB5078120",
      words: "Security Update for Edge WebView2 Runtime",
      daysAgo: 2,
    }),
    missing(node, {
      kbId: "KB5078133",
      words: "Security Update for Windows Secure Boot DBX",
      daysAgo: 2,
      severity: "Important",
    }),
    missing(node, {
      kbId: "KB5078140",
      words: "Security Update for Visual C++ Redistributable",
      daysAgo: 1,
      severity: "Moderate",
    }),
    missing(node, {
      kbId: "KB5078151",
      words: "Security Update for PowerShell 7.4",
      daysAgo: 1,
      severity: "Moderate",
    }),
  ];
  const applicable = [
    ...quietLines(special).filter(
      (line) => line.applicable && line.releases[0]?.kbId !== "KB5071203",
    ),
    ...findings,
  ];
  const rows = evaluate({
    baseline: special.baseline,
    lines: applicable,
    at: node.run.endedAt,
    operation: node.run.operation,
  }).length;
  return [
    ...applicable,
    ...special.catalogue.filler.notApplicable.slice(0, windowsLargeRows - rows),
  ];
}

/** 198 Installed and 1,077 InstalledOther rows: the figures of a real Ubuntu 20.04 node. */
function ubuntuLarge(special: SpecialCase): readonly PatchLine[] {
  const { approved, other } = special.catalogue.filler;
  const filler = new Set<PatchLine>([...approved, ...other]);
  const lines = quietLines(special).filter((line) => !filler.has(line));
  const states = evaluate({
    baseline: special.baseline,
    lines,
    at: special.node.run.endedAt,
    operation: special.node.run.operation,
  });
  const installed = states.filter((patch) => patch.state === "Installed").length;
  return [
    ...lines,
    ...approved.slice(0, 198 - installed),
    ...other.slice(0, 1_077 - (states.length - installed)),
  ];
}

function quietLines(special: SpecialCase): readonly PatchLine[] {
  const { run } = special.node;
  return special.lines.filter((line) =>
    evaluate({
      baseline: special.baseline,
      lines: [line],
      at: run.endedAt,
      operation: run.operation,
    }).every((patch) => quietStates.has(patch.state)),
  );
}

interface MissingPatch {
  kbId: string;
  daysAgo: number;
  /** An rpm build, `epoch:version-release`. */
  version?: string;
  /** A Windows title without month and KB id. */
  words?: string;
  severity?: string;
  classification?: string;
}

function missing(node: EndNode, patch: MissingPatch): PatchLine {
  const windows = node.platform.operatingSystem === "WINDOWS";
  const releasedAt = Math.floor(node.run.endedAt - patch.daysAgo * day);
  const title = windows
    ? `${monthLabel(monthIndexOf(releasedAt))} ${patch.words ?? ""} (${patch.kbId})`
    : `${patch.kbId}:${patch.version ?? ""}`;
  const release: Release = {
    kbId: patch.kbId,
    title,
    classification: patch.classification ?? (windows ? "SecurityUpdates" : "Security"),
    severity: patch.severity ?? (windows ? "Critical" : "Important"),
    cveIds: windows ? [] : cveIds(patch.kbId + (patch.version ?? ""), 2, releasedAt),
    releasedAt,
    product: node.platform.product,
    patchSet: "OS",
  };
  return {
    kind: windows ? "updates" : "package",
    releases: [release],
    installed: [],
    applicable: true,
  };
}

function manyCves(node: EndNode): PatchLine {
  const line = missing(node, {
    kbId: "kernel6.12.x86_64",
    version: "0:6.12.58-82.121.amzn2023",
    daysAgo: 19,
  });
  return {
    ...line,
    releases: line.releases.map((release) => ({
      ...release,
      cveIds: cveIds(release.title, 72, release.releasedAt),
    })),
  };
}

function cveIds(text: string, count: number, releasedAt: number): string[] {
  const year = new Date(releasedAt * 1000).getUTCFullYear();
  const first = between(hashText(text), 1, [20_000, 60_000]);
  return Array.from({ length: count }, (_, index) => `CVE-${year}-${first + index * 13}`);
}
