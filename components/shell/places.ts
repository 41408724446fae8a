import type { IconName } from "@/components/ui/icon";
import {
  baselinesPage,
  cvesPage,
  nodesPage,
  overviewPage,
  patchGroupsPage,
  patchesPage,
  sweepsPage,
} from "@/lib/api/addresses";

interface Place {
  readonly href: string;
  readonly word: string;
  readonly icon: IconName;
  /** After `g`. */
  readonly key: string;
}

/** The places of the product. */
export const places: readonly Place[] = [
  { href: overviewPage, word: "Overview", icon: "overview", key: "o" },
  { href: nodesPage, word: "Nodes", icon: "node", key: "n" },
  { href: patchesPage, word: "Patches", icon: "patch", key: "p" },
  { href: cvesPage, word: "CVEs", icon: "cve", key: "v" },
  { href: baselinesPage, word: "Baselines", icon: "baseline", key: "b" },
  { href: patchGroupsPage, word: "Patch groups", icon: "group", key: "r" },
  { href: sweepsPage, word: "Sweeps", icon: "sweep", key: "w" },
];
