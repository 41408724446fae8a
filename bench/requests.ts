import { fleetApi, nodePage, nodePatchesApi, nodesApi, nodesPage } from "@/lib/api/addresses";
import type { Emulator } from "@/lib/emulator/server";
import { median, printTable } from "./print-table";
import { startApp } from "./running-app";

const port = 4391;
const requests = 200;
const warmUp = 20;

interface Asked {
  readonly address: string;
  /** True: the ETag of the answer before is sent, and 304 is expected. */
  readonly isHeld: boolean;
}

/** CPU of the server for one request, over many; wall time beside it, one request at a time. */
export async function benchRequests(emulator: Emulator): Promise<void> {
  const app = await startApp(emulator.url, port, { sweeps: true });
  // Answers once the first sweep has read every source: it would be counted with the requests.
  await (await fetch(`${app.url}${nodesApi}`)).arrayBuffer();
  const { windowsLarge } = await emulator.control.specialNodes();
  const patches = nodePatchesApi(windowsLarge, windowsLarge.instanceId);
  const plain = [
    "/livez",
    nodesApi,
    fleetApi,
    nodesPage,
    `${patches}?state=findings`,
    `${patches}?state=all&size=500`,
    nodePage(windowsLarge, windowsLarge.instanceId),
  ];
  const asked: readonly Asked[] = [
    ...plain.map((address) => ({ address, isHeld: false })),
    ...[nodesApi, fleetApi, `${patches}?state=all&size=500`].map((address) => ({
      address,
      isHeld: true,
    })),
  ];
  const rows: string[][] = [["request", "CPU ms", "wall ms, median", "KB"]];
  for (const { address, isHeld } of asked) {
    const first = await fetch(`${app.url}${address}`);
    await first.arrayBuffer();
    const tag = isHeld ? first.headers.get("etag") : null;
    const expected = isHeld ? 304 : 200;
    const headers = tag === null ? {} : { "if-none-match": tag };
    const times: number[] = [];
    let bytes = 0;
    let cpuBefore: number | null = null;
    for (let count = 0; count < warmUp + requests; count += 1) {
      if (count === warmUp) cpuBefore = await app.cpuMs();
      const start = performance.now();
      const response = await fetch(`${app.url}${address}`, { headers });
      bytes = (await response.arrayBuffer()).byteLength;
      if (response.status !== expected) throw new Error(`${address}: HTTP ${response.status}`);
      if (count >= warmUp) times.push(performance.now() - start);
    }
    const cpuAfter = await app.cpuMs();
    const cpu = cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / requests;
    rows.push([
      isHeld ? `${address}, held` : address,
      cpu === null ? "–" : cpu.toFixed(2),
      median(times).toFixed(1),
      (bytes / 1024).toFixed(0),
    ]);
  }
  await app.stop();
  printTable(`${requests} requests one after another, everything read before`, rows);
}
