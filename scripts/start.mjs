// @ts-check
/** `npm start`: Patchboard on the AWS credentials of this shell. Installs and builds what is missing first. */
import { join } from "node:path";
import { ensureBuilt } from "./ensure-built.mjs";
import { ensureInstalled } from "./ensure-installed.mjs";
import { onSignal, startNode } from "./keep-running.mjs";
import { requireFreePort } from "./require-free-port.mjs";
import { root } from "./run-command.mjs";

await requireFreePort(process.env);
await ensureInstalled();
if (!(await ensureBuilt())) process.exit(1);

const server = startNode([join(root, "server.mjs")], { env: process.env });
onSignal(server.stop);
process.exit(await server.ended);
