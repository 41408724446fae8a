import type { EndNode } from "./node";
import {
  agentVersionOf,
  computerNameOf,
  endRun,
  ipAddressOf,
  isRunning,
  scanKind,
} from "./node-plan";
import { platformByCode, type Platform } from "./platform";
import { between, chance, hashText } from "./random";
import type { Role } from "./roles";
import { specialPlans, type SpecialNodeName, type SpecialPlan } from "./special-node-names";

/** What a node is and is called. */
export interface NodeIdentity {
  name: string;
  platform: Platform;
  role: Role;
  hybrid: boolean;
}

const day = 86_400;
const salt = { registered: hashText("registered"), ping: hashText("ping"), tag: hashText("tag") };

/** A node as it is at `now` (epoch seconds), from its identity and key. */
export function createNode(of: {
  index: number;
  key: number;
  instanceId: string;
  region: string;
  now: number;
  /** When it was registered; null for long ago. */
  joinedAt: number | null;
  special: SpecialNodeName | null;
  identity: NodeIdentity;
}): EndNode {
  const { index, key, instanceId, region, now, special, identity } = of;
  const { name, platform, role, hybrid } = identity;
  const plan = special ? specialPlans[special] : null;
  const ipAddress = ipAddressOf(key, hybrid);
  const registeredAt = of.joinedAt ?? now - between(key, salt.registered, [130, 900]) * day + 0.613;
  const offline = plan === null && chance(key, salt.ping) < 0.013;
  const silentSeconds = offline
    ? between(key, salt.ping + 1, [3_600, 5 * day])
    : between(key, salt.ping + 2, [5, 290]);
  return {
    index,
    key,
    instanceId,
    name,
    computerName: computerNameOf(key, { platform, region, ipAddress, hybrid, name }),
    ipAddress,
    platform,
    patchGroup: role.patchGroup,
    tags: tagsOf(name, role, plan === null && chance(key, salt.tag) < 0.1),
    hybrid,
    running: isRunning(key, plan),
    terminated: false,
    pingStatus: offline ? "ConnectionLost" : "Online",
    lastPingAt: now - silentSeconds + 0.25,
    agentVersion: agentVersionOf(key),
    registeredAt,
    imageBuiltAt: of.joinedAt === null ? registeredAt : of.joinedAt - 400 * day,
    scan: scanKind(key, plan),
    run: endRun(key, plan, now),
    special,
  };
}

/** A special node's identity, from its plan. */
export function specialIdentity(plan: SpecialPlan): NodeIdentity {
  const role: Role = {
    name: plan.name,
    patchGroup: plan.patchGroup,
    environment: plan.environment ?? "prod",
    team: plan.team ?? "core",
  };
  return {
    name: plan.name,
    platform: platformByCode(plan.code, plan.version),
    role,
    hybrid: plan.hybrid === true,
  };
}

/** AWS takes the patch group from either of two tag keys; most people write the one with the space. */
function tagsOf(name: string, role: Role, withoutSpace: boolean): Record<string, string> {
  const group: Record<string, string> =
    role.patchGroup === ""
      ? {}
      : { [withoutSpace ? "PatchGroup" : "Patch Group"]: role.patchGroup };
  return { Name: name, ...group, Environment: role.environment, Team: role.team };
}
