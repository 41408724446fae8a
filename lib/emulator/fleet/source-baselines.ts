import type { Baseline } from "@/lib/emulator/baseline";
import { LRUCache } from "lru-cache";

import { managedBaselines, type RegionalBaseline } from "./managed-baselines";
import { between, hashText, hexDigits } from "./random";

type OwnBaseline = Omit<Baseline, "BaselineId">;

interface Options {
  own: readonly OwnBaseline[];
  /** The seed of the ids of the account's own. */
  key: number;
  region: string;
}

const day = 86_400;
const salt = hashText("baselineEdits");

/** The patch baselines of one account and Region: its own, then AWS's. */
export class SourceBaselines {
  readonly list: readonly RegionalBaseline[];
  readonly #of: Options;
  readonly #forGroup = new LRUCache<string, RegionalBaseline>({ max: 1_000 });

  constructor(of: Options) {
    this.#of = of;
    const own = of.own.map((one): RegionalBaseline => {
      const BaselineId = `pb-0${hexDigits(of.key, hashText(one.Name), 16)}`;
      return {
        baseline: { ...one, BaselineId },
        reference: BaselineId,
        owner: "Self",
        isDefault: false,
      };
    });
    this.list = [...own, ...managedBaselines(of.region)];
  }

  /** The baselines as they were listed at a moment (epoch seconds): before the last edit, the date is that of an earlier one. */
  at(moment: number): SourceBaselines {
    if (this.#of.own.every(({ ModifiedDate }) => ModifiedDate <= moment)) return this;
    return new SourceBaselines({
      ...this.#of,
      own: this.#of.own.map((one) => editedBefore(one, moment)),
    });
  }

  /** The baseline that a patch group is registered with for an operating system, or the system's default. */
  forGroup(operatingSystem: string, patchGroup: string): RegionalBaseline {
    const key = `${operatingSystem}/${patchGroup}`;
    let chosen = this.#forGroup.get(key);
    if (!chosen) {
      chosen =
        this.list.find(
          ({ baseline }) =>
            baseline.OperatingSystem === operatingSystem &&
            baseline.PatchGroups.includes(patchGroup),
        ) ?? this.defaultOf(operatingSystem);
      this.#forGroup.set(key, chosen);
    }
    return chosen;
  }

  /** The default baseline of an operating system; every system that AWS knows has one. */
  defaultOf(operatingSystem: string): RegionalBaseline {
    const found = this.list.find(
      ({ baseline, isDefault }) => isDefault && baseline.OperatingSystem === operatingSystem,
    );
    if (!found) throw new RangeError(`no default baseline for ${operatingSystem}`);
    return found;
  }
}

/** Edits are some weeks or months apart and go back to the day the baseline was made. */
function editedBefore(baseline: OwnBaseline, moment: number): OwnBaseline {
  if (baseline.ModifiedDate <= moment) return baseline;
  const apart = between(hashText(baseline.Name), salt, [20, 90]) * day;
  const edits = Math.ceil((baseline.ModifiedDate - moment) / apart);
  const ModifiedDate = Math.max(baseline.CreatedDate, baseline.ModifiedDate - edits * apart);
  return { ...baseline, ModifiedDate };
}
