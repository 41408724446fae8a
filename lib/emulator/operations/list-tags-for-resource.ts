import type { Call, Operation } from "@/lib/emulator/call";
import { baselineTags } from "@/lib/emulator/fleet/baseline-tags";
import { textOf, type JsonObject } from "@/lib/emulator/json-value";
import { WireError } from "@/lib/emulator/wire-error";

type Tags = Readonly<Record<string, string>>;

/** The tags of a resource by its type; null when the account has no such resource. */
const readers: Record<string, (call: Call, id: string) => Tags | null> = {
  ManagedInstance: (call, id) => {
    if (!/^mi-[0-9a-f]{17}$/.test(id))
      throw new WireError(
        "ValidationException",
        "resourceId should be in format mi-[0-9a-f]{17} for resource type ManagedInstance",
      );
    const node = call.source.nodeById(id);
    return node && !node.terminated ? node.tags : null;
  },
  PatchBaseline: (call, id) => {
    const own = call.source.baselines.list.find(
      ({ owner, reference }) => owner === "Self" && reference === id,
    );
    return own ? baselineTags(own.baseline) : null;
  },
  MaintenanceWindow: (call, id) =>
    call.source.maintenanceWindows.find(({ windowId }) => windowId === id)?.tags ?? null,
};

/**
 * ListTagsForResource: of hybrid nodes (an EC2 node's id is refused), of the account's own baselines (AWS's cannot be tagged)
 * and of maintenance windows. Other types exist in AWS and have no resources here.
 */
export const listTagsForResource: Operation = { name: "ListTagsForResource", run };

function run(call: Call): JsonObject {
  const type = textOf(call.input, "ResourceType") ?? "";
  const tags = readers[type]?.(call, textOf(call.input, "ResourceId") ?? "");
  if (!tags)
    throw new WireError(
      "InvalidResourceId",
      "The resource ID is not valid. Verify that you entered the correct ID and try again.",
    );
  return { TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}
