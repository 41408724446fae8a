import { retentionSeconds, type NodePresence } from "./node-presence";
import { resumesAt } from "./node-schedule";
import type { EndNode, ManagedNode, PatchRun } from "./node";
import { between, chance, hashText } from "./random";

const hour = 3_600;
const pingSeconds = 300;
const salt = { stop: hashText("stop"), reconnect: hashText("reconnect") };

/** A node as it is at a moment (epoch seconds), after its last operation by then. */
export function nodeAt(
  node: EndNode,
  of: { at: number; fleetNow: number; presence: NodePresence; run: PatchRun | null },
): ManagedNode {
  const { at, presence, run } = of;
  const terminated = at >= presence.leftAt;
  const kept = run !== null && at - run.endedAt < retentionSeconds;
  return {
    ...node,
    ...pingAt(node, at, of.fleetNow),
    running: !terminated && isRunningAt(node, at, of.fleetNow),
    terminated,
    scan: node.scan === "patch" && !kept ? "never" : node.scan,
    run: run ?? { ...node.run, startedAt: node.registeredAt, endedAt: node.registeredAt + hour },
  };
}

/** A node that is stopped at the end was stopped after its last operation, and is started when its scans go on. */
function isRunningAt(node: EndNode, at: number, fleetNow: number): boolean {
  if (node.running) return true;
  const { endedAt } = node.run;
  const stoppedAt = endedAt + chance(node.key, salt.stop) * (fleetNow - endedAt);
  return at < stoppedAt || at >= resumesAt(node, fleetNow) - hour / 2;
}

/** Agents ping every five minutes; one that lost its connection does not until it is back. */
function pingAt(
  node: EndNode,
  at: number,
  fleetNow: number,
): Pick<ManagedNode, "pingStatus" | "lastPingAt"> {
  const backAt = fleetNow + between(node.key, salt.reconnect, [hour, 60 * hour]);
  if (node.pingStatus === "ConnectionLost" && at > node.lastPingAt && at < backAt) {
    const lost = at - node.lastPingAt >= hour / 2;
    return { pingStatus: lost ? "ConnectionLost" : "Online", lastPingAt: node.lastPingAt };
  }
  const pings = Math.floor((at - node.lastPingAt) / pingSeconds);
  return { pingStatus: "Online", lastPingAt: node.lastPingAt + pings * pingSeconds };
}
