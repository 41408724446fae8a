import type { Release } from "@/lib/emulator/patch-line";

/** The history of one package or one Windows update on one platform, shared by every node of that platform. */
export interface ReleaseChain {
  kind: "package" | "updates";
  /** Oldest first. A package's first release is what the image held. */
  releases: readonly Release[];
  /** True when every node of the platform has it (kernel, cumulative update). */
  everywhere: boolean;
  /** What the image held, where that is not the newest release of its day. */
  image?: Release | undefined;
}

/** A release that came with the image: no advisory, so no classification and no severity. */
export function imageRelease(kbId: string, product: string): Release {
  return {
    kbId,
    title: `${kbId}:0:0.0.1-0`,
    classification: "",
    severity: "",
    cveIds: [],
    releasedAt: Date.UTC(2023, 0, 1) / 1000,
    product,
    patchSet: "OS",
  };
}
