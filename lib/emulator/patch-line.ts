/** One build of a package, or one Windows update, as its vendor published it. */
export interface Release {
  kbId: string;
  title: string;
  classification: string;
  severity: string;
  cveIds: readonly string[];
  /** Epoch seconds. */
  releasedAt: number;
  product: string;
  patchSet: "OS" | "APPLICATION";
  /** Epoch seconds from which its vendor lists it no more. */
  listedUntil?: number;
}

/** A release that is on a node. `at` is null when nothing recorded when it came. */
export interface InstalledRelease {
  release: Release;
  /** Epoch seconds. */
  at: number | null;
  /** Installed since the node last started, so a restart is still due. */
  beforeReboot?: boolean;
  /** Epoch seconds; when the node was restarted after the install, for one that did not restart it at once. */
  restartedAt?: number;
}

/**
 * What can happen to one package on one node.
 * `package`: one row, the newest build counts. `updates`: one row per release, newer ones replace older ones.
 */
export interface PatchLine {
  kind: "package" | "updates";
  /** Oldest first. */
  releases: readonly Release[];
  /** Oldest first. */
  installed: readonly InstalledRelease[];
  /** False for a feature that the node does not have: its updates never apply. */
  applicable: boolean;
  /** The last Install tried the missing release and could not. */
  failed?: boolean;
  /** Overrides the evaluator with a word of its own, for states that do not exist yet. */
  reportedState?: string;
}
