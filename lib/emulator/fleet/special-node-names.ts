/** Nodes that tests and stories ask for by name; every fleet of at least 60 nodes has them in its largest Region. */
export const specialNodeNames = [
  "windowsLarge",
  "ubuntuLarge",
  "afterFailedInstall",
  "neverScanned",
  "stale29Days",
  "hybrid",
  "hybridInTwoRegions",
  "associationOnly",
  "fullyCompliant",
  "noReboot",
  "rejected",
  "stopped",
  "patchGroupJapanese",
  "patchGroupSlash",
  "futureState",
  "availableSecurityOnly",
  "duplicateKbId",
  "manyCves",
  "plusInKbId",
  "percentInTitle",
  "oddGroup",
] as const;

export type SpecialNodeName = (typeof specialNodeNames)[number];

/** What makes a special node: platform, name and patch group always, the rest where it differs from an ordinary node. */
export interface SpecialPlan {
  code: string;
  version?: string;
  name: string;
  patchGroup: string;
  environment?: string;
  team?: string;
  hybrid?: boolean;
  /** How far behind its baseline the node is, in days; 0 is up to date. */
  lagDays?: number;
  operation?: "Scan" | "Install";
  scan?: "never" | "association";
  scannedDaysAgo?: number;
  rebootDue?: boolean;
  running?: boolean;
}

export const specialPlans: Record<SpecialNodeName, SpecialPlan> = {
  windowsLarge: {
    code: "win22",
    name: "win-pay-04",
    patchGroup: "Payments/Windows",
    team: "payments",
  },
  ubuntuLarge: {
    code: "ubu22",
    name: "build-ubu22-11",
    patchGroup: "Build",
    team: "sre",
    environment: "staging",
  },
  afterFailedInstall: {
    code: "rhel9",
    version: "9.4",
    name: "db-rhel9-03",
    patchGroup: "Prod/DB",
    team: "data",
    lagDays: 24,
    operation: "Install",
  },
  neverScanned: {
    code: "al23",
    name: "bastion-al23-01",
    patchGroup: "",
    team: "sre",
    scan: "never",
  },
  stale29Days: {
    code: "sles15",
    version: "15.6",
    name: "sap-sles15-02",
    patchGroup: "SAP",
    team: "fin",
    lagDays: 40,
    scannedDaysAgo: 29,
  },
  hybrid: {
    code: "win19",
    name: "store-0412-pos",
    patchGroup: "Stores",
    team: "corp",
    hybrid: true,
    lagDays: 12,
  },
  hybridInTwoRegions: {
    code: "ubu22",
    name: "store-0007-hub",
    patchGroup: "Stores",
    team: "corp",
    hybrid: true,
    lagDays: 6,
  },
  associationOnly: {
    code: "al2",
    name: "edge-al2-05",
    patchGroup: "",
    team: "core",
    scan: "association",
  },
  fullyCompliant: { code: "al23", name: "cache-al23-02", patchGroup: "Platform", team: "sre" },
  noReboot: {
    code: "win19",
    name: "win-sql-02",
    patchGroup: "Payments/SQL",
    team: "payments",
    operation: "Install",
    rebootDue: true,
  },
  rejected: { code: "win22", name: "win-pay-02", patchGroup: "Payments/Windows", team: "payments" },
  stopped: {
    code: "al23",
    name: "web-al23-24",
    patchGroup: "Prod/Web",
    team: "core",
    lagDays: 9,
    scannedDaysAgo: 3,
    running: false,
  },
  patchGroupJapanese: {
    code: "al2",
    name: "ledger-al2-01",
    patchGroup: "本番",
    team: "data",
    lagDays: 10,
  },
  patchGroupSlash: {
    code: "al23",
    name: "edge-al23-01",
    patchGroup: "Web/Tier 1",
    team: "core",
    lagDays: 8,
  },
  futureState: { code: "al23", name: "web-al23-18", patchGroup: "Prod/Web", team: "core" },
  availableSecurityOnly: { code: "win19", name: "win-ad-01", patchGroup: "Corp/AD", team: "corp" },
  duplicateKbId: {
    code: "rhel9",
    version: "9.4",
    name: "db-rhel9-01",
    patchGroup: "Prod/DB",
    team: "data",
  },
  manyCves: { code: "al23", name: "web-al23-17", patchGroup: "Prod/Web", team: "core" },
  plusInKbId: {
    code: "rhel9",
    version: "9.6",
    name: "db-rhel9-07",
    patchGroup: "Prod/DB",
    team: "data",
  },
  percentInTitle: { code: "win22", name: "win-app-05", patchGroup: "", team: "fin" },
  oddGroup: {
    code: "ubu24",
    name: "ml-ubu24-06",
    patchGroup: "Ops: night/shift+weekend=2 @tokyo",
    team: "data",
    lagDays: 5,
  },
};
