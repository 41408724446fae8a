import "server-only";
import { createHash } from "node:crypto";
import { inArray } from "drizzle-orm";
import type { OperatingSystem } from "@/lib/domain/operating-system";
import type { Patch } from "@/lib/domain/patch";
import type { Queryable } from "@/lib/server/store/database";
import { patch } from "@/lib/server/store/schema";

/** What SSM says of a patch whatever the node. */
export type PatchWords = Pick<Patch, "kbId" | "title" | "classification" | "severity" | "cveIds">;

/** The same for the same words only: what is said of a patch is looked up by it. */
export function patchDigest(
  operatingSystem: OperatingSystem | null,
  { kbId, title, classification, severity, cveIds }: PatchWords,
): string {
  return createHash("sha256")
    .update(JSON.stringify([operatingSystem, kbId, title, classification, severity, cveIds]))
    .digest("base64");
}

/** Said of a patch on one operating system, with its digest. */
export interface PatchToSave extends PatchWords {
  readonly operatingSystem: OperatingSystem | null;
  readonly digest: string;
}

/** Rows a statement: PostgreSQL takes 65,535 parameters. */
const mostRows = 5_000;

/** Saves what is not yet in the dictionary; gives every patch's number by its digest. */
export async function savePatches(
  transaction: Queryable,
  patches: readonly PatchToSave[],
): Promise<ReadonlyMap<string, number>> {
  // In one order everywhere: two sweeps that add the same patches must not wait for each other in a ring.
  const distinct = [...new Map(patches.map((each) => [each.digest, each])).values()].toSorted(
    (a, b) => (a.digest < b.digest ? -1 : 1),
  );
  const numbers = await loadNumbers(transaction, distinct);
  const unknown = distinct.filter(({ digest }) => !numbers.has(digest));
  for (let from = 0; from < unknown.length; from += mostRows) {
    const rows = unknown
      .slice(from, from + mostRows)
      .map(({ kbId, title, classification, severity, cveIds, operatingSystem, digest }) => ({
        kbId,
        title,
        classification,
        severity,
        cveIds: [...cveIds],
        operatingSystem,
        digest,
      }));
    await transaction.insert(patch).values(rows).onConflictDoNothing({ target: patch.digest });
  }
  if (unknown.length === 0) return numbers;
  return new Map([...numbers, ...(await loadNumbers(transaction, unknown))]);
}

async function loadNumbers(
  on: Queryable,
  patches: readonly PatchToSave[],
): Promise<ReadonlyMap<string, number>> {
  const numbers = new Map<string, number>();
  for (let from = 0; from < patches.length; from += mostRows) {
    const digests = patches.slice(from, from + mostRows).map(({ digest }) => digest);
    const rows = await on
      .select({ digest: patch.digest, patchNo: patch.patchNo })
      .from(patch)
      .where(inArray(patch.digest, digests));
    for (const { digest, patchNo } of rows) numbers.set(digest, patchNo);
  }
  return numbers;
}
