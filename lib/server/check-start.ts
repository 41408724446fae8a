import "server-only";
import { config, ConfigError } from "@/lib/server/config";
import { log } from "@/lib/server/log";
import { findCredentials } from "@/lib/server/sweep/opened-sources";

/** sysexits.h: the configuration is wrong, starting again will not help. */
const exitConfiguration = 78;

function stop(sentences: readonly string[]): never {
  process.stderr.write(
    `Patchboard can't start:\n${sentences.map((each) => `  - ${each}\n`).join("")}`,
  );
  process.exit(exitConfiguration);
}

/** Ends the process, with a sentence for each thing that is wrong, when it could never read anything. */
export async function checkStart(): Promise<void> {
  try {
    config();
  } catch (error) {
    if (error instanceof ConfigError) stop(error.problems);
    throw error;
  }
  const credentials = await findCredentials();
  if (!credentials.found) {
    stop([
      "No AWS credentials found. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is attached. To look around without AWS: npm run demo.",
    ]);
  }
  log().info({
    event: "started",
    sources: config().accounts.map(({ account, regions }) => ({ account, regions })),
    demo: config().demo,
  });
}
