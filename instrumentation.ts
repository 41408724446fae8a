/** Next's start hook: nothing is served before it has ended. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { checkStart } = await import("@/lib/server/check-start");
  await checkStart();
  const { startSweeping } = await import("@/lib/server/sweep/start-sweeping");
  startSweeping();
}
