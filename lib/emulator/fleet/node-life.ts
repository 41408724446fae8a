import type { Baseline } from "@/lib/emulator/baseline";
import { evaluate, type EvaluatedPatch } from "@/lib/emulator/evaluate";

import { inAgentOrder } from "./agent-order";
import { takeFiller, type FillerShares } from "./filler-lines";
import { lineAt } from "./line-at";
import type { EndNode, PatchRun } from "./node";
import {
  fillerShares,
  ordinaryLines,
  unchanging,
  type AgingLine,
  type PlatformCatalogue,
} from "./node-lines";
import type { NodeSchedule } from "./node-schedule";
import { specialLines } from "./special-lines";
import { specialNodeNames } from "./special-node-names";

/** What a node's patches come from over its whole life. */
export interface NodeLife {
  node: EndNode;
  baseline: Baseline;
  lines: readonly AgingLine[];
  /** The filler that is not among its lines: a special node has a filler of its own. */
  filler: FillerShares;
  /** How much of memory it takes, in installs. */
  size: number;
}

const noFiller: FillerShares = { approved: 0, other: 0, notApplicable: 0 };

/** The life of a node, from its platform's catalogue. */
export function nodeLife(of: {
  node: EndNode;
  catalogue: PlatformCatalogue;
  baseline: Baseline;
  schedule: NodeSchedule;
}): NodeLife {
  const { node, baseline } = of;
  const ordinary = ordinaryLines(of);
  const lines = node.special === null ? ordinary : specialLife(of, ordinary);
  const size = lines.reduce(
    (sum, { line, later }) => sum + line.installed.length + later.length,
    1,
  );
  return {
    node,
    baseline,
    lines,
    filler: node.special === null ? fillerShares(node) : noFiller,
    size,
  };
}

/** A special node's lines are edited as they are at the end; those that were left as they are keep their life. */
function specialLife(
  of: { node: EndNode; catalogue: PlatformCatalogue; baseline: Baseline },
  ordinary: readonly AgingLine[],
): AgingLine[] {
  const name = specialNodeNames.find((one) => one === of.node.special);
  const lives = new Map(ordinary.map((aging) => [aging.line, aging]));
  const filler = takeFiller(of.catalogue.filler, fillerShares(of.node));
  const lines = [...lives.keys(), ...filler];
  const edited = name ? specialLines(name, { ...of, lines }) : lines;
  return edited.map((line) => lives.get(line) ?? unchanging(line));
}

/** The rows of a node's own lines after an operation, in the order the on-node program writes them. */
export function ownRows({ node, baseline, lines }: NodeLife, run: PatchRun): EvaluatedPatch[] {
  return inAgentOrder(
    evaluate({
      baseline,
      lines: lines.map((aging) => lineAt(aging, run.endedAt, node.run.endedAt)),
      at: run.endedAt,
      operation: run.operation,
    }),
  );
}
