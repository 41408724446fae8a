import { startEmulator } from "@/lib/emulator/server";
import { benchFirstRow } from "./first-row";
import { benchLostRows } from "./lost-rows";
import { benchPages } from "./pages";
import { benchRequests } from "./requests";
import { benchStore } from "./store";
import { benchSweep } from "./sweep";

// Nothing here may reach AWS, whatever the shell has set.
process.env["AWS_ACCESS_KEY_ID"] = "AKIAEXAMPLE";
process.env["AWS_SECRET_ACCESS_KEY"] = "example";
process.env["AWS_EC2_METADATA_DISABLED"] = "true";
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
for (const name of ["AWS_SESSION_TOKEN", "AWS_PROFILE", "DATABASE_URL"]) delete process.env[name];

/** Runs `bench` on the demo's fleet, whose answers come after 25 ms. */
async function onDemoFleet(
  bench: (emulator: Awaited<ReturnType<typeof startEmulator>>) => Promise<void>,
): Promise<void> {
  const emulator = await startEmulator({ settings: { latencyMs: 25 } });
  process.env["AWS_ENDPOINT_URL"] = emulator.url;
  try {
    await bench(emulator);
  } finally {
    await emulator.close();
  }
}

const parts: Readonly<Record<string, () => Promise<void>>> = {
  "lost-rows": () => onDemoFleet(benchLostRows),
  "first-row": () => onDemoFleet(benchFirstRow),
  pages: () => onDemoFleet(benchPages),
  requests: () => onDemoFleet(benchRequests),
  sweep: benchSweep,
  store: benchStore,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => parts[name] === undefined);
if (unknown.length > 0) {
  console.error(`No part "${unknown.join(", ")}". There are: ${Object.keys(parts).join(", ")}.`);
  process.exit(1);
}
for (const [name, bench] of Object.entries(parts)) {
  // One after another: each must have the machine to itself.
  if (asked.length === 0 || asked.includes(name)) await bench();
}
