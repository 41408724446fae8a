import "server-only";
/** A process that opens the store in the directory it is given, says so, and has it until it is killed. */
import { openStore } from "@/lib/server/store/store";

const [, , directory = ""] = process.argv;
await openStore({ kind: "embedded", directory });
process.stdout.write("open\n");
setInterval(() => undefined, 60_000);
