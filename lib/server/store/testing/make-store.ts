import "server-only";
/** A process that makes an empty store in the directory it is given, and ends. */
import { openStore } from "@/lib/server/store/store";

const [, , directory = ""] = process.argv;
const { close } = await openStore({ kind: "embedded", directory });
await close();
