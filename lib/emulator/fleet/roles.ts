/** What a node is for: decides its name, patch group and tags. */
export interface Role {
  name: string;
  /** Empty when the node has no patch group. */
  patchGroup: string;
  environment: string;
  team: string;
}

const rolesByCode: Record<string, readonly Role[]> = {
  win22: [
    role("win-pay", "Payments/Windows", "payments"),
    role("win-pay", "Payments/Windows", "payments"),
    role("win-ad", "Corp/AD", "corp"),
    role("win-app", "", "fin"),
  ],
  win19: [
    role("win-sql", "Payments/SQL", "payments"),
    role("win-file", "Corp/AD", "corp"),
    role("win-rds", "Corp/RDS", "corp"),
  ],
  win16: [role("win-rds", "Corp/RDS", "corp"), role("win-erp", "", "fin")],
  win25: [role("win-wsus", "Corp/AD", "corp"), role("win-app", "", "fin")],
  al23: [
    role("web", "Prod/Web", "core"),
    role("web", "Prod/Web", "core"),
    role("cache", "Platform", "sre"),
    role("k8s", "Platform", "sre"),
    role("edge", "Web/Tier 1", "core"),
    role("bastion", "", "sre"),
  ],
  al2: [
    role("edge", "Edge", "core"),
    role("ledger", "本番", "data"),
    role("batch", "Edge", "data"),
  ],
  rhel: [role("db", "Prod/DB", "data"), role("db", "Prod/DB", "data"), role("app", "", "fin")],
  ubu: [role("build", "Build", "sre", "staging"), role("ml", "", "data")],
  deb: [role("etl", "", "data", "staging")],
  sles: [role("sap", "SAP", "fin")],
  ol: [role("erp", "", "fin")],
  rocky: [role("hpc", "", "data", "dev")],
  mac: [role("ci", "", "sre", "dev")],
};

/** The roles a platform's nodes can have, by the platform's code (`rhel9` falls back to `rhel`). */
export function rolesOf(code: string): readonly Role[] {
  const roles = rolesByCode[code] ?? rolesByCode[code.replace(/\d+$/, "")];
  if (!roles) throw new RangeError(`no roles for ${code}`);
  return roles;
}

/** What comes before a node's number: `web-al23`, or `win-pay`, which tells its system already. */
export function nameStem(roleName: string, code: string): string {
  return roleName.startsWith("win-") ? roleName : `${roleName}-${code}`;
}

function role(name: string, patchGroup: string, team: string, environment = "prod"): Role {
  return { name, patchGroup, environment, team };
}
