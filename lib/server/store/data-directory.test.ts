import { once } from "node:events";
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { DirectoryInUseError, lockDirectory } from "@/lib/server/store/directory-lock";
import { listSources, saveSources } from "@/lib/server/store/sources";
import { StoreNotOpenedError } from "@/lib/server/store/store-damage";
import { openStore, type Store } from "@/lib/server/store/store";
import { startChild, type Child } from "@/lib/server/store/testing/start-child";

const source = { account: "111122223333", region: "us-east-1" };
const slow = 120_000;

/** A directory whose store holds a source. */
let filled = "";
/** The file of the table of sources in it. */
let sourceFile = "";

beforeAll(async () => {
  filled = mkdtempSync(join(inject("storeFolder"), "filled-"));
  const store = await open(filled);
  await saveSources(store.database, [source]);
  const { rows } = await store.database.execute<{ path: string }>(
    sql`select pg_relation_filepath('source') as path`,
  );
  sourceFile = rows[0]?.path ?? "";
  await store.tidy();
  await store.close();
}, slow);

function open(directory: string): Promise<Store> {
  return openStore({ kind: "embedded", directory });
}

function emptyDirectory(): string {
  return mkdtempSync(join(inject("storeFolder"), "directory-"));
}

function copyOfFilled(): string {
  const directory = emptyDirectory();
  cpSync(join(filled, "store"), join(directory, "store"), { recursive: true });
  return directory;
}

describe("Two processes and one directory", () => {
  let child: Child | null = null;
  afterEach(async () => {
    await child?.kill();
    child = null;
  });

  async function startHolder(directory: string): Promise<Child> {
    const started = startChild("lib/server/store/testing/hold-store.ts", [directory], {
      PATH: "",
    });
    child = started;
    await vi.waitFor(() => expect(started.output()).toContain("open\n"), slow);
    return started;
  }

  test(
    "the second is told which process has it, also by another name of the directory; after kill -9 it takes over",
    async () => {
      const directory = copyOfFilled();
      const holder = await startHolder(directory);
      const named = new RegExp(`is in use by process ${holder.process.pid} on .+ since 20`);
      await expect(open(directory)).rejects.toThrow(named);
      await expect(open(directory)).rejects.toBeInstanceOf(DirectoryInUseError);
      const link = join(emptyDirectory(), "link");
      symlinkSync(directory, link);
      await expect(open(link)).rejects.toThrow(named);

      await holder.kill();
      const store = await open(directory);
      expect(store.setAside).toBeNull();
      expect(await listSources(store.database)).toMatchObject([source]);
      await store.close();
    },
    slow,
  );

  test(
    "one that is frozen still has it, and is named",
    async () => {
      const directory = copyOfFilled();
      const holder = await startHolder(directory);
      holder.process.kill("SIGSTOP");
      await expect(open(directory)).rejects.toThrow(`by process ${holder.process.pid} on`);
    },
    slow,
  );

  test(
    "of many that start at once where one was killed, one gets it",
    async () => {
      const directory = emptyDirectory();
      const holder = startChild("lib/server/store/testing/hold-store.ts", [directory], {
        PATH: "",
      });
      child = holder;
      await vi.waitFor(() => expect(readdirSync(directory)).toContain("lock.json"), slow);
      await holder.kill();
      expect(readdirSync(directory)).toContain("lock.sock");
      const tries = await Promise.allSettled(
        Array.from({ length: 12 }, () => lockDirectory(directory)),
      );
      const unlocks = tries.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
      expect(unlocks).toHaveLength(1);
      for (const unlock of unlocks) unlock();
      (await lockDirectory(directory))();
    },
    slow,
  );

  test("one whose path is too long for a socket is locked too", async () => {
    const directory = join(emptyDirectory(), "long".repeat(30));
    const unlock = await lockDirectory(directory);
    await expect(lockDirectory(directory)).rejects.toThrow(`by process ${process.pid} on`);
    unlock();
    (await lockDirectory(directory))();
  });

  test("another host's is its own while its heartbeat is fresh", async () => {
    const directory = emptyDirectory();
    const beat = join(directory, "lock.json");
    writeFileSync(beat, JSON.stringify({ host: "other", pid: 7, since: "2026-01-01T00:00:00Z" }));
    await expect(lockDirectory(directory)).rejects.toThrow(
      /in use by process 7 on other, last sign of life \d+ s ago/,
    );
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(beat, longAgo, longAgo);
    (await lockDirectory(directory))();
  });
});

describe("A directory that can't be opened", () => {
  const damages: Array<readonly [string, (directory: string) => void]> = [
    [
      "a control file of zeros",
      (directory) => {
        const file = join(directory, "store/global/pg_control");
        writeFileSync(file, Buffer.alloc(readFileSync(file).length));
      },
    ],
    [
      "a table's file cut off",
      (directory) => truncateSync(join(directory, "store", sourceFile), 0),
    ],
  ];

  test.each(damages)(
    "%s: it is set aside and named, and a new one begun",
    async (_, damage) => {
      const directory = copyOfFilled();
      damage(directory);
      const store = await open(directory);
      const aside = store.setAside;
      expect(aside?.reason).not.toBe("");
      expect(dirname(aside?.directory ?? "")).toBe(directory);
      expect(readdirSync(directory)).toContain(basename(aside?.directory ?? ""));
      expect(await listSources(store.database)).toEqual([]);
      await saveSources(store.database, [source]);
      await store.close();

      const again = await open(directory);
      expect(again.setAside).toBeNull();
      expect(await listSources(again.database)).toMatchObject([source]);
      await again.close();
    },
    slow,
  );
});

test(
  "A store whose schema can't be brought up to date is left as it is, and the failure says so",
  async () => {
    const directory = copyOfFilled();
    const store = await open(directory);
    // The last step is applied a second time, and misses what it has taken away.
    await store.database.execute(
      sql`delete from migration where version = (select max(version) from migration)`,
    );
    await store.close();
    const failed = await open(directory).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(StoreNotOpenedError);
    expect(String(failed)).toMatch(
      /The store in .+ could not be opened, and not because it is damaged: .+ does not exist\. It is left as it is\./,
    );
    expect(readdirSync(directory).filter((name) => name.startsWith("store"))).toEqual(["store"]);
  },
  slow,
);

test(
  "A server that starts on a directory in use ends with 78 and names who has it",
  async () => {
    const directory = emptyDirectory();
    const unlock = await lockDirectory(directory);
    const child = startChild("lib/server/sweep/testing/sweep-child.ts", [], {
      PATH: "",
      AWS_REGION: "us-east-1",
      PATCHBOARD_DATA_DIR: directory,
    });
    const [code] = await once(child.process, "exit");
    unlock();
    expect(code).toBe(78);
    expect(child.output()).toContain(`is in use by process ${process.pid} on`);
  },
  slow,
);
