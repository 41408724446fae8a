import { defineConfig } from "vitest/config";

/** Where `npm test` wants the counts; nothing is written when it is not set. */
const jsonReport = process.env.VITEST_JSON;

/** As Next resolves server code: `server-only` to its empty variant. Without `module`, whose files Node itself cannot load. */
const conditions = ["react-server", "node", "default"];

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname }, conditions },
  ssr: { resolve: { conditions, externalConditions: ["react-server", "node"] } },
  test: {
    environment: "node",
    // Stores and emulators wait more than they work: a worker a core, not one less.
    maxWorkers: "100%",
    testTimeout: 30_000,
    hookTimeout: 120_000,
    globalSetup: ["scripts/vitest-stores.mjs"],
    include: ["lib/**/*.test.ts", "components/**/*.test.ts", "scripts/**/*.test.ts"],
    exclude: ["**/node_modules/**", ".next/**", "e2e/**"],
    reporters: jsonReport === undefined ? ["default"] : ["default", "json"],
    ...(jsonReport === undefined ? {} : { outputFile: { json: jsonReport } }),
    server: { deps: { inline: ["server-only"] } },
  },
});
