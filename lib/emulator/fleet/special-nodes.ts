import type { Fleet } from "./fleet";
import { specialNodeNames, type SpecialNodeName } from "./special-node-names";

/** Where a special node is. `alsoIn` is the other Region of the node that is registered twice. */
export interface SpecialNode {
  account: string;
  region: string;
  instanceId: string;
  name: string;
  alsoIn: string | null;
}

export type SpecialNodes = Record<SpecialNodeName, SpecialNode>;

/** The special nodes of a fleet by name. Throws RangeError for a fleet too small to hold them. */
export function specialNodes(fleet: Fleet): SpecialNodes {
  const { specialRegion, options } = fleet;
  if (specialRegion === null)
    throw new RangeError(
      `a fleet has special nodes when its largest Region has more than ${specialNodeNames.length} nodes`,
    );
  const source = fleet.source(options.account, specialRegion);
  const found = new Map<string, SpecialNode>();
  for (let index = 0; index < Math.min(source.size, specialNodeNames.length * 2); index += 1) {
    const node = source.node(index);
    if (node.special === null) continue;
    const alsoIn = node.special === "hybridInTwoRegions" ? fleet.secondRegion : null;
    found.set(node.special, {
      account: options.account,
      region: specialRegion,
      instanceId: node.instanceId,
      name: node.name,
      alsoIn,
    });
  }
  const entry = (name: SpecialNodeName): SpecialNode => {
    const node = found.get(name);
    if (!node) throw new RangeError(`the fleet has no ${name}`);
    return node;
  };
  return {
    windowsLarge: entry("windowsLarge"),
    ubuntuLarge: entry("ubuntuLarge"),
    afterFailedInstall: entry("afterFailedInstall"),
    neverScanned: entry("neverScanned"),
    stale29Days: entry("stale29Days"),
    hybrid: entry("hybrid"),
    hybridInTwoRegions: entry("hybridInTwoRegions"),
    associationOnly: entry("associationOnly"),
    fullyCompliant: entry("fullyCompliant"),
    noReboot: entry("noReboot"),
    rejected: entry("rejected"),
    stopped: entry("stopped"),
    patchGroupJapanese: entry("patchGroupJapanese"),
    patchGroupSlash: entry("patchGroupSlash"),
    futureState: entry("futureState"),
    availableSecurityOnly: entry("availableSecurityOnly"),
    duplicateKbId: entry("duplicateKbId"),
    manyCves: entry("manyCves"),
    plusInKbId: entry("plusInKbId"),
    percentInTitle: entry("percentInTitle"),
    oddGroup: entry("oddGroup"),
  };
}
