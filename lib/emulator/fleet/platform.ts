import platformData from "@/lib/emulator/data/platforms.json";

/** An operating system release as nodes report it, with the product name that baselines use for it. */
export interface Platform {
  operatingSystem: string;
  platformType: string;
  platformName: string;
  platformVersion: string;
  /** The part of a node's name that tells its system: `win22`, `al23`, `rhel9`. */
  code: string;
  product: string;
  weight: number;
}

/** How a family of systems writes its patches: one row per update (Windows) or one per package. */
export type PackageFormat = "windows" | "rpm" | "deb" | "macos";

export const platforms: readonly Platform[] = platformData.platforms;
export const platformWeights: readonly number[] = platforms.map((platform) => platform.weight);
export const agentVersions: readonly string[] = platformData.agentVersions;

const formats: Record<string, PackageFormat> = {
  WINDOWS: "windows",
  UBUNTU: "deb",
  DEBIAN: "deb",
  RASPBIAN: "deb",
  MACOS: "macos",
};

/** How this operating system writes its patches. Everything not named here is an rpm system. */
export function packageFormat(operatingSystem: string): PackageFormat {
  return formats[operatingSystem] ?? "rpm";
}

/** True where Missing and Failed rows carry CVE ids: the rpm systems without CentOS. */
export function reportsCveIds(operatingSystem: string): boolean {
  return packageFormat(operatingSystem) === "rpm" && operatingSystem !== "CENTOS";
}

/** The first platform with this code and version prefix. */
export function platformByCode(code: string, version = ""): Platform {
  const platform = platforms.find(
    (candidate) => candidate.code === code && candidate.platformVersion.startsWith(version),
  );
  if (!platform) throw new RangeError(`no platform ${code} ${version}`);
  return platform;
}
