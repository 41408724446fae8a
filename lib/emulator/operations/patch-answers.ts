import { between, hashText, uuid } from "@/lib/emulator/fleet/random";
import type { JsonObject } from "@/lib/emulator/json-value";
import type { Release } from "@/lib/emulator/patch-line";

const salt = { advisory: hashText("advisory") };
const securityText =
  "A security issue has been identified in a Microsoft software product that could affect your system. You can help protect your system by installing this update from Microsoft. For a complete listing of the issues that are included in this update, see the associated Microsoft Knowledge Base article. After you install this update, you may have to restart your system.";
const otherText =
  "Install this update to resolve issues in Windows. For a complete listing of the issues that are included in this update, see the associated Microsoft Knowledge Base article for more information. After you install this item, you may have to restart your computer.";

/** A Patch of Windows: its Id is Microsoft's GUID, not the KB number, and its words are written as nodes report them. */
export function windowsPatchAnswer(release: Release): JsonObject {
  return {
    Id: uuid(hashText(release.title), hashText(release.product)),
    ReleaseDate: release.releasedAt,
    Title: release.title,
    Description: release.classification === "SecurityUpdates" ? securityText : otherText,
    ContentUrl: `https://support.microsoft.com/en-us/kb/${release.kbId.replace("KB", "")}`,
    Vendor: "Microsoft",
    ProductFamily: "Windows",
    Product: release.product,
    Classification: release.classification,
    MsrcSeverity: release.severity,
    KbNumber: release.kbId,
    MsrcNumber: "",
    Language: "All",
  };
}

/** A Patch of Amazon Linux: classification and severity in capitals, unlike DescribeInstancePatches, and CVEIds a list. */
export function linuxPatchAnswer(release: Release): JsonObject {
  const { name, arch, epoch, version, build } = buildOf(release);
  return {
    ReleaseDate: release.releasedAt,
    Product: release.product,
    Classification: release.classification.toUpperCase(),
    AdvisoryIds: release.classification === "Security" ? [advisoryOf(release)] : [],
    BugzillaIds: [],
    CVEIds: release.cveIds,
    Name: name,
    Epoch: epoch,
    Version: version,
    Release: build,
    Arch: arch,
    Severity: release.severity.toUpperCase(),
    Repository: "Core",
  };
}

/** `bind-libs.x86_64:32:9.8.2-0.68.amzn2` taken apart. */
function buildOf(release: Release): {
  name: string;
  arch: string;
  epoch: number;
  version: string;
  build: string;
} {
  const [, name = release.kbId, arch = ""] = /^(.*)\.([^.]+)$/.exec(release.kbId) ?? [];
  const [, epoch = "0", version = "", build = ""] =
    /^:(\d+):(.*)-([^-]*)$/.exec(release.title.slice(release.kbId.length)) ?? [];
  return { name, arch, epoch: Number(epoch), version, build };
}

/** Builds that fix the same CVEs on the same day share their advisory. */
function advisoryOf(release: Release): string {
  const year = new Date(release.releasedAt * 1000).getUTCFullYear();
  const key = hashText(`${release.releasedAt} ${release.cveIds.join(",")}`);
  return `ALAS2-${year}-${between(key, salt.advisory, [2_000, 3_999])}`;
}
