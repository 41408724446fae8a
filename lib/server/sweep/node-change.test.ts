import { describe, expect, test } from "vitest";
import { parseInstanceId } from "@/lib/domain/instance-id";
import type { UnknownReason } from "@/lib/domain/verdict";
import { isUnchanged, keptReason } from "@/lib/server/sweep/node-change";
import type { StoredNode } from "@/lib/server/store/stored-node";

const instanceId = parseInstanceId("i-0123456789abcdef0");
const nowMs = Date.parse("2026-11-22T12:00:00.000Z");
const hoursAgo = (hours: number) => new Date(nowMs - hours * 3_600_000).toISOString();

const nothing = {
  pingStatus: "Online",
  lastPingDateTime: null,
  agentVersion: null,
  isLatestVersion: null,
  platformType: "Linux",
  platformName: null,
  platformVersion: null,
  activationId: null,
  iamRole: null,
  registrationDate: null,
  resourceType: null,
  activationName: null,
  ipAddress: null,
  computerName: null,
  associationStatus: null,
  lastAssociationExecutionDate: null,
  lastSuccessfulAssociationExecutionDate: null,
  sourceId: null,
  sourceType: null,
  sourceLocation: null,
};

function withoutPatchState(reason: UnknownReason, reasonReadAt: string | null) {
  if (instanceId === null) throw new Error("no id");
  const node = { ...nothing, instanceId };
  const stored: StoredNode = {
    nodeNo: 1,
    sourceNo: 1,
    instanceId,
    listing: "listed",
    leftAt: null,
    readAt: hoursAgo(1),
    node,
    patchState: null,
    evidence: { counts: null, reason },
    nameTag: null,
    patchGroupTag: null,
    tagsReadAt: null,
    reasonReadAt,
    failure: null,
    rows: null,
    oldestClocks: { critical: null, high: null, medium: null, low: null, unrated: null },
  };
  return { stored, now: { node, patchState: null } };
}

describe("a node that still has no patch state", () => {
  test("is unchanged while the reason is younger than a day", () => {
    const { stored, now } = withoutPatchState("neverScanned", hoursAgo(23));
    expect(isUnchanged(stored, now, nowMs)).toBe(true);
    expect(keptReason(stored, nowMs)).toEqual({
      reason: "neverScanned",
      reasonReadAt: hoursAgo(23),
    });
  });

  test("is asked about again when the reason is a day old", () => {
    const { stored, now } = withoutPatchState("associationOnly", hoursAgo(24));
    expect(isUnchanged(stored, now, nowMs)).toBe(false);
    expect(keptReason(stored, nowMs)).toBeNull();
  });

  test("is asked about again when the reason could not be read", () => {
    const { stored, now } = withoutPatchState("couldNotBeRead", null);
    expect(isUnchanged(stored, now, nowMs)).toBe(false);
    expect(keptReason(stored, nowMs)).toBeNull();
  });
});
