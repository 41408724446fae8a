import type { Call } from "@/lib/emulator/call";
import type { MaintenanceWindow } from "@/lib/emulator/fleet/maintenance-windows";
import { textOf } from "@/lib/emulator/json-value";
import { WireError } from "@/lib/emulator/wire-error";

/** The window that a request names. Throws DoesNotExistException. */
export function findMaintenanceWindow(call: Call): MaintenanceWindow {
  const windowId = textOf(call.input, "WindowId") ?? "";
  const window = call.source.maintenanceWindows.find((one) => one.windowId === windowId);
  if (!window)
    throw new WireError("DoesNotExistException", `Maintenance window ${windowId} does not exist.`);
  return window;
}
