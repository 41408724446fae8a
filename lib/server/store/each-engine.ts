import "server-only";
import { cpSync, existsSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, inject } from "vitest";
import { openStore, type Store } from "@/lib/server/store/store";

declare module "vitest" {
  interface ProvidedContext {
    storeFolder: string;
    postgresUrl: string | null;
  }
}

interface Engine {
  /** The store, fresh for this block of tests. */
  readonly store: () => Store;
}

/** Making a cluster takes seconds: it is made once, and copied. */
async function embedded(): Promise<Store> {
  const folder = inject("storeFolder");
  const template = join(folder, `template-${process.pid}`);
  if (!existsSync(template))
    await (await openStore({ kind: "embedded", directory: template })).close();
  const directory = mkdtempSync(join(folder, "embedded-"));
  cpSync(join(template, "store"), join(directory, "store"), { recursive: true });
  return openStore({ kind: "embedded", directory });
}

let databases = 0;

/** A database of its own on the tests' server. */
async function served(url: string): Promise<Store> {
  databases += 1;
  const name = `store_${process.pid}_${databases}`;
  const pool = new Pool({ connectionString: url, max: 1 });
  await pool.query(`create database ${name}`);
  await pool.end();
  const own = new URL(url);
  own.pathname = `/${name}`;
  return openStore({ kind: "server", url: own.href });
}

/** Runs the tests on the embedded engine and, where one is installed, on a PostgreSQL server. */
export function describeOnEachEngine(name: string, tests: (engine: Engine) => void): void {
  const url = inject("postgresUrl");
  const engines: Array<readonly [string, () => Promise<Store>]> = [["embedded", embedded]];
  if (url !== null) engines.push(["PostgreSQL", () => served(url)]);
  describe.each(engines)(`${name} (%s)`, (_, open) => {
    let opened: Store | null = null;
    beforeAll(async () => {
      opened = await open();
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
