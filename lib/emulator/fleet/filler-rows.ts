import { approvalOf } from "@/lib/emulator/approval";
import type { Baseline } from "@/lib/emulator/baseline";
import { evaluate, type EvaluatedPatch } from "@/lib/emulator/evaluate";

import { compareInAgentOrder } from "./agent-order";
import type { FillerLines, FillerShares } from "./filler-lines";

interface FillerRow {
  patch: EvaluatedPatch;
  kind: keyof FillerLines;
  /** Its place among the lines of its kind. */
  place: number;
}

const kinds = ["approved", "other", "notApplicable"] as const;

/** The rows of a platform's filler under one baseline: the same for every node, and once all of it is approved at any time. */
export class FillerRows {
  /** Epoch seconds from which nothing changes any more. */
  readonly settledAt: number;
  readonly #rows: readonly FillerRow[];
  readonly #states: ReadonlySet<string>;

  /** The rows as they are at a moment (epoch seconds). */
  constructor(filler: FillerLines, baseline: Baseline, at: number) {
    this.settledAt = [...filler.approved, ...filler.other]
      .flatMap((line) => line.releases)
      .reduce((latest, release) => {
        const { approvedAt } = approvalOf(baseline, release);
        return Math.max(latest, release.releasedAt, approvedAt ?? -Infinity);
      }, -Infinity);
    // Each of these lines makes exactly one row.
    this.#rows = kinds
      .flatMap((kind) =>
        evaluate({ baseline, lines: filler[kind], at, operation: "Scan" }).map(
          (patch, place): FillerRow => ({ patch, kind, place }),
        ),
      )
      .toSorted((left, right) => compareInAgentOrder(left.patch, right.patch));
    this.#states = new Set(this.#rows.map(({ patch }) => patch.state));
  }

  /** A node's own rows in one of these states, or all of them, in the order the on-node program writes them. */
  take(shares: FillerShares, states?: ReadonlySet<string>): EvaluatedPatch[] {
    if (states && ![...states].some((state) => this.#states.has(state))) return [];
    const taken: EvaluatedPatch[] = [];
    for (const { patch, kind, place } of this.#rows)
      if (place < shares[kind] && states?.has(patch.state) !== false) taken.push(patch);
    return taken;
  }
}
