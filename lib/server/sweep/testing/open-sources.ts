import "server-only";
import type { Source } from "@/lib/domain/source";
import { openSource, type SourceOptions } from "@/lib/server/aws/source-clients";
import type { Queryable } from "@/lib/server/store/database";
import { saveSources } from "@/lib/server/store/sources";
import { tallyAttempt } from "@/lib/server/sweep/call-tally";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import { Throttling } from "@/lib/server/sweep/throttling";

/** The emulator takes any key; this one belongs to its first account. */
const credentials = async () => ({ accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" });

/** Sources as a process opens them, without its configuration. */
export async function openSources(
  on: Queryable,
  sources: readonly Source[],
  optionsOf: (source: Source) => Partial<SourceOptions> = () => ({}),
): Promise<readonly OpenedSource[]> {
  const stored = await saveSources(on, sources);
  return stored.map(({ sourceNo, account, region }) => {
    const source = { account, region };
    const observer = { attempted: tallyAttempt };
    const clients = openSource(source, { credentials, observer, ...optionsOf(source) });
    return { source, sourceNo, alias: null, clients, throttling: new Throttling(source) };
  });
}
