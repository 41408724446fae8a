import { startEmulator } from "@/lib/emulator/server";
import { benchFirstRow } from "./first-row";
import { benchLostRows } from "./lost-rows";
import { benchRequests } from "./requests";

// Nothing here may reach AWS, whatever the shell has set.
process.env["AWS_ACCESS_KEY_ID"] = "AKIAEXAMPLE";
process.env["AWS_SECRET_ACCESS_KEY"] = "example";
process.env["AWS_EC2_METADATA_DISABLED"] = "true";
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
for (const name of ["AWS_SESSION_TOKEN", "AWS_PROFILE"]) delete process.env[name];

const emulator = await startEmulator({ settings: { latencyMs: 25 } });
process.env["AWS_ENDPOINT_URL"] = emulator.url;
try {
  await benchLostRows(emulator);
  await emulator.control.change({ latencyMs: 25 });
  await benchFirstRow(emulator);
  await benchRequests(emulator);
} finally {
  await emulator.close();
}
