import { expect, test } from "vitest";
import {
  operatingSystemOf,
  operatingSystems,
  operatingSystemWord,
  parseOperatingSystem,
  platformLabel,
} from "@/lib/domain/operating-system";

test.each([
  [
    "Windows",
    "Microsoft Windows Server 2022 Datacenter",
    "10.0.20348",
    "WINDOWS",
    "Windows Server 2022",
  ],
  [
    "Windows",
    "Microsoft Windows Server 2012 R2 Standard",
    "6.3.9600",
    "WINDOWS",
    "Windows Server 2012 R2",
  ],
  ["Linux", "Amazon Linux", "2023", "AMAZON_LINUX_2023", "Amazon Linux 2023"],
  ["Linux", "Amazon Linux", "2", "AMAZON_LINUX_2", "Amazon Linux 2"],
  ["Linux", "Amazon Linux AMI", "2018.03", "AMAZON_LINUX", "Amazon Linux 1"],
  ["Linux", "Red Hat Enterprise Linux", "9.4", "REDHAT_ENTERPRISE_LINUX", "RHEL 9.4"],
  ["Linux", "SLES", "15.6", "SUSE", "SLES 15.6"],
  ["Linux", "Ubuntu", "22.04", "UBUNTU", "Ubuntu 22.04"],
  ["Linux", "Debian GNU/Linux", "12", "DEBIAN", "Debian 12"],
  ["MacOS", "macOS", "15.1", "MACOS", "macOS 15.1"],
  ["Linux", "Bottlerocket OS", "1.2", null, "Bottlerocket OS 1.2"],
] as const)("%s %s %s", (platformType, platformName, platformVersion, operatingSystem, label) => {
  const platform = { platformType, platformName, platformVersion };
  expect(operatingSystemOf(platform)).toBe(operatingSystem);
  expect(platformLabel(platform)).toBe(label);
});

test.each(operatingSystems)("%s is found again by its query word", (operatingSystem) => {
  expect(parseOperatingSystem(operatingSystemWord(operatingSystem))).toBe(operatingSystem);
});
