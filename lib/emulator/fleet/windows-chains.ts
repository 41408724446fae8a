import patchData from "@/lib/emulator/data/patches.json";
import type { Release } from "@/lib/emulator/patch-line";

import { daysLived } from "./fleet-clock";
import { monthIndexOf, monthLabel, patchTuesday } from "./patch-tuesday";
import type { Platform } from "./platform";
import type { ReleaseChain } from "./release-chain";

interface UpdateKind {
  /** Recognises the kind among the sampled titles. */
  sampled: RegExp;
  title: (product: ServerProduct, month: string) => string;
  classification: string;
  severity: string;
  everyMonths: number;
  everywhere?: boolean;
  only?: string;
}

interface ServerProduct {
  product: string;
  /** How titles of its updates name the system. */
  longName: string;
  /** Set where cumulative updates are titled by build: `2026-05 Security Update (KB5087539) (26100.32860)`. */
  titledByBuild?: string;
}

const firstMonth = 2023 * 12 + 9 - 1970 * 12;
const day = 86_400;

const sampledKbIds: ReadonlySet<string> = new Set(patchData.WINDOWS.map(({ kbId }) => kbId));

const products: readonly ServerProduct[] = [
  { product: "WindowsServer2016", longName: "Windows Server 2016" },
  { product: "WindowsServer2019", longName: "Windows Server 2019" },
  {
    product: "WindowsServer2022",
    longName: "Microsoft server operating system version 21H2",
  },
  {
    product: "WindowsServer2025",
    longName: "Microsoft server operating system version 24H2",
    titledByBuild: "26100",
  },
];

const kinds: readonly UpdateKind[] = [
  {
    sampled: /Cumulative Update for (Windows|Microsoft)|Security Update \(KB\d+\) \(26100/,
    title: (server, month) =>
      `${month} Cumulative Update for ${server.longName} for x64-based Systems`,
    classification: "SecurityUpdates",
    severity: "Critical",
    everyMonths: 1,
    everywhere: true,
  },
  {
    sampled: /\.NET Framework/,
    title: (server, month) =>
      `${month} Cumulative Update for .NET Framework 3.5, 4.8 and 4.8.1 for ${server.longName} for x64`,
    classification: "SecurityUpdates",
    severity: "Important",
    everyMonths: 1,
    everywhere: true,
  },
  {
    sampled: /Servicing Stack/,
    title: (server, month) =>
      `${month} Servicing Stack Update for ${server.longName} for x64-based Systems`,
    classification: "SecurityUpdates",
    severity: "Critical",
    everyMonths: 3,
    only: "WindowsServer2016",
  },
  {
    sampled: /SQL Server/,
    title: (_, month) => `${month} Security Update for SQL Server 2022 GDR`,
    classification: "SecurityUpdates",
    severity: "Important",
    everyMonths: 4,
  },
  {
    sampled: /WebView2/,
    title: (_, month) => `${month} Security Update for Microsoft Edge WebView2 Runtime`,
    classification: "SecurityUpdates",
    severity: "Important",
    everyMonths: 2,
  },
  {
    sampled: /Visual C\+\+/,
    title: (_, month) =>
      `${month} Security Update for Microsoft Visual C++ 2015-2022 Redistributable`,
    classification: "SecurityUpdates",
    severity: "Moderate",
    everyMonths: 5,
  },
  {
    sampled: /time zones/,
    title: (server, month) => `${month} Update for ${server.longName}, time zones`,
    classification: "CriticalUpdates",
    severity: "Important",
    everyMonths: 6,
  },
];

/**
 * The update histories of a Windows platform: sampled updates, further ones on second Tuesdays up to `horizon`,
 * the monthly removal tool and the daily Defender definitions.
 */
export function windowsChains(platform: Platform, horizon: number): ReleaseChain[] {
  const server = products.find((candidate) => candidate.product === platform.product);
  if (!server) return [];
  const monthly = kinds
    .filter((kind) => kind.only === undefined || kind.only === server.product)
    .map((kind, order) => chainOf({ kind, order, server, horizon }));
  return [...monthly, removalTool(server, horizon), defenderDefinitions(horizon)];
}

function chainOf(chain: {
  kind: UpdateKind;
  order: number;
  server: ServerProduct;
  horizon: number;
}): ReleaseChain {
  const { kind, server, horizon } = chain;
  const sampled = patchData.WINDOWS.filter(
    (sample) =>
      sample.product === server.product &&
      kind.sampled.test(sample.title) &&
      isKind(kind, sample.title),
  );
  const byMonth = new Map(
    sampled.map((sample) => [monthIndexOf(Date.parse(sample.releaseDate) / 1000), sample]),
  );
  const releases: Release[] = [];
  for (let month = firstMonth; patchTuesday(month) <= horizon; month += 1) {
    const sample = byMonth.get(month);
    if (sample) {
      releases.push({
        ...sample,
        cveIds: [],
        releasedAt: Date.parse(`${sample.releaseDate}T18:00:00Z`) / 1000,
        patchSet: "OS",
      });
    } else if ((month + chain.order) % kind.everyMonths === 0) {
      releases.push(inventedUpdate(chain, month));
    }
  }
  return { kind: "updates", releases, everywhere: kind.everywhere === true };
}

/** The cumulative update's pattern also fits .NET titles; those belong to their own kind. */
function isKind(kind: UpdateKind, title: string): boolean {
  return kind.sampled.source.includes("NET") === title.includes(".NET");
}

function inventedUpdate(
  chain: { kind: UpdateKind; order: number; server: ServerProduct },
  month: number,
): Release {
  const number = kbNumber(month) + products.indexOf(chain.server) * 7 + chain.order * 41;
  const kbId = sampledKbIds.has(`KB${number}`) ? `KB${number + 1}` : `KB${number}`;
  return {
    kbId,
    title: inventedTitle(chain, month, kbId),
    classification: chain.kind.classification,
    severity: chain.kind.severity,
    cveIds: [],
    releasedAt: patchTuesday(month),
    product: chain.server.product,
    patchSet: "OS",
  };
}

function inventedTitle(
  chain: { kind: UpdateKind; server: ServerProduct },
  month: number,
  kbId: string,
): string {
  const { titledByBuild } = chain.server;
  if (titledByBuild !== undefined && chain.kind === kinds[0]) {
    const revision = 32_860 + (month - firstMonth - 31) * 165;
    return `${monthLabel(month)} Security Update (${kbId}) (${titledByBuild}.${revision})`;
  }
  return `${chain.kind.title(chain.server, monthLabel(month))} (${kbId})`;
}

/** KB numbers grow with time: real ones near these months, about 3,000 a month after the last sample. */
function kbNumber(month: number): number {
  const marks: [number, number][] = [
    [firstMonth, 5_031_000],
    [firstMonth + 15, 5_049_600],
    [firstMonth + 27, 5_073_000],
    [firstMonth + 31, 5_087_200],
    [firstMonth + 331, 5_987_200],
  ];
  const upper = Math.max(
    1,
    marks.findIndex(([mark]) => mark >= month),
  );
  const [fromMonth, from] = marks[upper - 1] ?? [firstMonth, 5_031_000];
  const [toMonth, to] = marks[upper] ?? [firstMonth + 331, 5_987_200];
  return Math.round(from + ((to - from) * (month - fromMonth)) / (toMonth - fromMonth));
}

function removalTool(server: ServerProduct, horizon: number): ReleaseChain {
  const releases: Release[] = [];
  for (let month = firstMonth; patchTuesday(month) <= horizon; month += 1) {
    const title = `Windows Malicious Software Removal Tool x64 - v5.${month - firstMonth + 111} (KB890830)`;
    releases.push({
      kbId: "KB890830",
      title,
      classification: "UpdateRollups",
      severity: "Unspecified",
      cveIds: [],
      releasedAt: patchTuesday(month),
      product: server.product,
      patchSet: "OS",
    });
  }
  return { kind: "package", releases, everywhere: true };
}

/** Every day's definitions of the fleet's life; each is listed for sixty days. */
function defenderDefinitions(horizon: number): ReleaseChain {
  const listedDays = 60;
  const last = Math.floor(horizon / day);
  const first = last - daysLived.before - daysLived.after - listedDays;
  const releases = Array.from({ length: last - first + 1 }, (_, index): Release => {
    const date = first + index;
    const version = `1.${449 + Math.floor((date - 20_585) / 30)}.${(date * 37) % 900}.0`;
    const title = `Security Intelligence Update for Microsoft Defender Antivirus - KB2267602 (Version ${version}) - Current Channel (Broad)`;
    return {
      kbId: "KB2267602",
      title,
      classification: "DefinitionUpdates",
      severity: "Unspecified",
      cveIds: [],
      releasedAt: date * day,
      listedUntil: (date + listedDays) * day,
      product: "MicrosoftDefenderAntivirus",
      patchSet: "OS",
    };
  });
  const fleetNow = horizon - daysLived.after * day;
  const image = releases.find(({ listedUntil }) => (listedUntil ?? 0) > fleetNow);
  return { kind: "package", releases, everywhere: true, image };
}
