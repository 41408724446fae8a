import "server-only";
import type { InstanceId } from "@/lib/domain/instance-id";
import { AwsReadError } from "@/lib/server/aws/aws-read-error";
import { getResources } from "@/lib/server/aws/get-resources";
import { log } from "@/lib/server/log";
import { listFreshlyTagged, saveNodeTags } from "@/lib/server/store/node-tags";
import { touchSources } from "@/lib/server/store/sources";
import type { OpenedSource } from "@/lib/server/sweep/opened-sources";
import type { SourceSweep } from "@/lib/server/sweep/sweep-source";

const keptMs = 86_400_000;
/** A call's worth (tag:GetResources takes 100 ARNs). */
const batch = 100;

/** Nodes whose tags are due, and when they will have been stored. */
interface DueNodes {
  readonly instanceIds: readonly InstanceId[];
  readonly saved: Promise<unknown>;
}

/** Reads names and patch groups by tag beside the nodes' findings, each node's once a day. */
export interface TagSweep {
  /** More nodes of the source. Their tags are written once `saved` has resolved. */
  readonly add: (instanceIds: readonly InstanceId[], saved: Promise<unknown>) => void;
  /** Resolves when the tags of all nodes that were added are stored. */
  readonly end: () => Promise<void>;
}

/** Begins a sweep of tags. A role that may not ask for them costs the names only. */
export function sweepTags(
  { clients, sourceNo }: OpenedSource,
  { clock, database, write, signal }: SourceSweep,
): TagSweep {
  const since = new Date(clock().getTime() - keptMs).toISOString();
  const asking: Array<Promise<void>> = [];
  let added = Promise.resolve();
  let due: DueNodes[] = [];
  let isRefused = false;

  /** null: the role may not ask, or AWS does not answer; that is told once. */
  async function readTags(ids: readonly InstanceId[]) {
    if (isRefused) return null;
    try {
      return await getResources(clients, ids, signal);
    } catch (error) {
      if (!(error instanceof AwsReadError)) throw error;
      log().warn({ event: "tagsUnread", source: clients.source, code: error.code, error });
      isRefused = true;
      return null;
    }
  }

  async function ask(nodes: readonly DueNodes[]): Promise<void> {
    const ids = nodes.flatMap(({ instanceIds }) => instanceIds);
    const tags = await readTags(ids);
    if (tags === null) return;
    const tagsReadAt = clock().toISOString();
    await Promise.all(nodes.map(({ saved }) => saved));
    await write(async (transaction) => {
      await saveNodeTags(transaction, sourceNo, ids, tags, tagsReadAt);
      await touchSources(transaction, [sourceNo]);
    });
  }

  /** Asks for as many of the nodes that are due as fill a call; at the end for the rest. */
  function askFor(least: number): void {
    while (due.reduce((sum, { instanceIds }) => sum + instanceIds.length, 0) >= least) {
      const taken = take(due, batch);
      due = taken.rest;
      const asked = ask(taken.first);
      // Told by `end`.
      asked.catch(() => undefined);
      asking.push(asked);
    }
  }

  return {
    add: (instanceIds, saved) => {
      added = added.then(async () => {
        const fresh = await listFreshlyTagged(database, sourceNo, instanceIds, since);
        const old = instanceIds.filter((id) => !fresh.has(id));
        if (old.length > 0) due.push({ instanceIds: old, saved });
        askFor(batch);
      });
      added.catch(() => undefined);
    },
    end: async () => {
      await added;
      askFor(1);
      await Promise.all(asking);
    },
  };
}

/** The first `count` nodes, and those after them. */
function take(
  nodes: readonly DueNodes[],
  count: number,
): { readonly first: DueNodes[]; readonly rest: DueNodes[] } {
  const first: DueNodes[] = [];
  const rest: DueNodes[] = [];
  let left = count;
  for (const { instanceIds, saved } of nodes) {
    const [now, later] = [instanceIds.slice(0, left), instanceIds.slice(left)];
    left -= now.length;
    if (now.length > 0) first.push({ instanceIds: now, saved });
    if (later.length > 0) rest.push({ instanceIds: later, saved });
  }
  return { first, rest };
}
