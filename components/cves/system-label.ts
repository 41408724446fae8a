import { operatingSystemLabel, type OperatingSystem } from "@/lib/domain/operating-system";

/** An operating system as people call it; what AWS's words do not name is not recognised. */
export function systemLabel(operatingSystem: OperatingSystem | null): string {
  return operatingSystem === null ? "Not recognised" : operatingSystemLabel(operatingSystem);
}
