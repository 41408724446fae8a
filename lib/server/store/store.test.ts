import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { describeOnEachEngine } from "@/lib/server/store/each-engine";

describeOnEachEngine("The store", ({ store }) => {
  test("keeps nothing of a transaction that fails", async () => {
    const { database, transaction } = store();
    await expect(
      transaction(async (tx) => {
        await tx.execute(sql`insert into source (account, region) values ('1', 'a')`);
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    const { rows } = await database.execute(sql`select count(*)::int as rows from source`);
    expect(rows).toEqual([{ rows: 0 }]);
  });

  test("answers after a statement that failed", async () => {
    const { database } = store();
    await expect(database.execute(sql`select nonsense`)).rejects.toThrow("Failed query");
    expect((await database.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
  });

  test("gives the connection back when a transaction can't even begin", async () => {
    const { database } = store();
    const nonsense: object = { isolationLevel: "none such" };
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await expect(database.transaction(async () => 1, nonsense)).rejects.toThrow("Failed query");
    }
    expect((await database.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
  });

  test("answers many at once", async () => {
    const { database } = store();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => database.execute(sql`select ${at}::int as at`)),
    );
    expect(answers.map(({ rows }) => rows[0])).toEqual(
      Array.from({ length: 50 }, (_, at) => ({ at })),
    );
  });
});
