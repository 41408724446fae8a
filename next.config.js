// @ts-check

/**
 * Nothing here depends on the environment: a build is the same wherever it runs (lib/server/config.ts reads the environment at start).
 * No `output: "standalone"`: Next's documentation says that it and a custom server (server.mjs) cannot be used together.
 * @type {import("next").NextConfig}
 */
const config = {
  reactStrictMode: true,
  typedRoutes: true,
  poweredByHeader: false,
  images: { unoptimized: true },
};

export default config;
