import { expect } from "@playwright/test";
import { sweepApi, sweepsApi } from "@/lib/api/addresses";
import {
  sweepDetailSchema,
  sweepListSchema,
  sweepRequestedSchema,
  type SweepDetail,
  type SweepList,
} from "@/lib/api/sweep.schema";
import { ask } from "@/e2e/support/ask";

/** The sweeps that the API answers, as they are now. */
export async function sweepsOf(home: string, search = ""): Promise<SweepList> {
  const { status, text } = await ask(`${home}${sweepsApi}${search === "" ? "" : `?${search}`}`);
  if (status !== 200) throw new Error(`${sweepsApi}: HTTP ${status}: ${text.slice(0, 400)}`);
  return sweepListSchema.parse(JSON.parse(text));
}

/** One sweep, as it is now. */
export async function sweepOf(home: string, id: string): Promise<SweepDetail> {
  const { status, text } = await ask(`${home}${sweepApi(id)}`);
  if (status !== 200) throw new Error(`${sweepApi(id)}: HTTP ${status}: ${text.slice(0, 400)}`);
  return sweepDetailSchema.parse(JSON.parse(text));
}

/** Asks for a sweep as Patchboard's own page does; gives its id. */
export async function askForSweep(home: string): Promise<string> {
  const { status, text } = await ask(`${home}${sweepsApi}`, {
    method: "POST",
    headers: { origin: home },
  });
  if (status !== 202) throw new Error(`POST ${sweepsApi}: HTTP ${status}: ${text.slice(0, 400)}`);
  return sweepRequestedSchema.parse(JSON.parse(text)).id;
}

/** A sweep that has ended, after one that began now. */
export async function sweepOnce(home: string): Promise<SweepDetail> {
  const id = await askForSweep(home);
  await expect
    .poll(async () => (await sweepOf(home, id)).endedAt, { timeout: 60_000 })
    .not.toBeNull();
  return sweepOf(home, id);
}
