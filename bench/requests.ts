import { nodePage, nodePatchesApi, nodesApi, nodesPage } from "@/lib/api/addresses";
import type { Emulator } from "@/lib/emulator/server";
import { median, printTable } from "./print-table";
import { startApp } from "./running-app";

const port = 4391;
const requests = 200;
const warmUp = 20;

/** CPU of the server for one request, over many; wall time beside it, one request at a time. */
export async function benchRequests(emulator: Emulator): Promise<void> {
  const app = await startApp(emulator.url, port);
  const { windowsLarge } = await emulator.control.specialNodes();
  const patches = nodePatchesApi(windowsLarge, windowsLarge.instanceId);
  const addresses = [
    "/livez",
    nodesApi,
    nodesPage,
    `${patches}?state=findings`,
    `${patches}?state=all&size=500`,
    nodePage(windowsLarge, windowsLarge.instanceId),
  ];
  const rows: string[][] = [["request", "CPU ms", "wall ms, median", "KB"]];
  for (const address of addresses) {
    const times: number[] = [];
    let bytes = 0;
    let cpuBefore: number | null = null;
    for (let count = 0; count < warmUp + requests; count += 1) {
      if (count === warmUp) cpuBefore = await app.cpuMs();
      const start = performance.now();
      const response = await fetch(`${app.url}${address}`);
      bytes = (await response.arrayBuffer()).byteLength;
      if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
      if (count >= warmUp) times.push(performance.now() - start);
    }
    const cpuAfter = await app.cpuMs();
    const cpu = cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / requests;
    rows.push([
      address,
      cpu === null ? "–" : cpu.toFixed(2),
      median(times).toFixed(1),
      (bytes / 1024).toFixed(0),
    ]);
  }
  await app.stop();
  printTable(`${requests} requests one after another, everything read before`, rows);
}
