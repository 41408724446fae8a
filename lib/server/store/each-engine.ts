import "server-only";
import { cpSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, inject } from "vitest";
import type { ConfiguredStore } from "@/lib/server/config";
import { openStore, type Store } from "@/lib/server/store/store";

declare module "vitest" {
  interface ProvidedContext {
    storeFolder: string;
    templateStore: string;
    postgresUrl: string | null;
    sweepKills: number;
  }
}

interface Engine {
  /** The store, fresh for this block of tests. */
  readonly store: () => Store;
}

/** A place for a store that a test opens itself, or has another process open. */
interface EmptyEngine {
  readonly isServer: boolean;
  readonly place: () => Promise<ConfiguredStore>;
}

/** Making a cluster takes seconds: it is made once for all tests, and copied. */
async function embedded(): Promise<ConfiguredStore> {
  const directory = mkdtempSync(join(inject("storeFolder"), "embedded-"));
  cpSync(join(inject("templateStore"), "store"), join(directory, "store"), { recursive: true });
  return { kind: "embedded", directory };
}

let databases = 0;

/** A database of its own on the tests' server. */
async function served(url: string): Promise<ConfiguredStore> {
  databases += 1;
  const name = `store_${process.pid}_${databases}`;
  const pool = new Pool({ connectionString: url, max: 1 });
  await pool.query(`create database ${name}`);
  await pool.end();
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { kind: "server", url: own.href };
}

function eachEngine(): Array<readonly [string, () => Promise<ConfiguredStore>]> {
  const url = inject("postgresUrl");
  const engines: Array<readonly [string, () => Promise<ConfiguredStore>]> = [
    ["embedded", embedded],
  ];
  if (url !== null) engines.push(["PostgreSQL", () => served(url)]);
  return engines;
}

/** Runs the tests on the embedded engine and, where one is installed, on a PostgreSQL server. */
export function describeOnEachEngine(name: string, tests: (engine: Engine) => void): void {
  describe.each(eachEngine())(`${name} (%s)`, (_, place) => {
    let opened: Store | null = null;
    beforeAll(async () => {
      opened = await openStore(await place());
    }, 60_000);
    afterAll(() => opened?.close());
    tests({
      store: () => {
        if (opened === null) throw new Error("The store is not open yet.");
        return opened;
      },
    });
  });
}

/** The same for tests that open the store themselves: each place is a new one. */
export function describeOnEachPlace(name: string, tests: (engine: EmptyEngine) => void): void {
  describe.each(eachEngine())(`${name} (%s)`, (engine, place) => {
    tests({ isServer: engine === "PostgreSQL", place });
  });
}
