import { cliHelp, readCliOptions } from "./cli-options";
import { startEmulator } from "./server";

async function main(): Promise<void> {
  const options = readCliOptions(process.argv.slice(2));
  if (options === "help") {
    console.log(cliHelp);
    return;
  }
  const emulator = await startEmulator(options);
  const stop = (): void => {
    void emulator.close().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  console.log(`emulator listening on ${emulator.url}`);
}

main().catch((error: unknown) => {
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  const reason = error instanceof Error ? error.message : String(error);
  console.error(
    taken
      ? "The emulator cannot start: its port is already in use."
      : `The emulator cannot start: ${reason}`,
  );
  process.exit(1);
});
