// @ts-check
/**
 * Unpacks the Chromium that the npm package @sparticuz/chromium carries. By hand, because the package's own way leaves 200 MB in
 * the temporary directory and starts the browser with web security turned off.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { root } from "./run-command.mjs";

const home = join(root, "node_modules/.cache/e2e-chromium");
const packed = join(home, "node_modules/@sparticuz/chromium/bin");
const unpacked = join(home, "unpacked");

/** The libraries beside it are used only where the system lacks its own. */
const launcher = `#!/bin/sh
here="$(dirname "$(readlink -f "$0")")"
if ldd "$here/chromium" 2>/dev/null | grep -q 'not found'; then
  LD_LIBRARY_PATH="$here/lib:$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  export LD_LIBRARY_PATH
fi
if [ ! -e /etc/fonts/fonts.conf ]; then
  FONTCONFIG_PATH="$here/fonts"
  export FONTCONFIG_PATH
fi
exec "$here/chromium" "$@"
`;

/** @param {string} archive */
async function untar(archive) {
  const tar = spawn("tar", ["-x", "-C", unpacked], { stdio: ["pipe", "inherit", "inherit"] });
  const closed = once(tar, "close");
  await pipeline(createReadStream(join(packed, archive)), createBrotliDecompress(), tar.stdin);
  const [code] = await closed;
  if (code !== 0) throw new Error(`tar could not unpack ${archive}`);
}

mkdirSync(unpacked, { recursive: true });
for (const archive of ["al2023.tar.br", "swiftshader.tar.br", "fonts.tar.br"]) await untar(archive);
await pipeline(
  createReadStream(join(packed, "chromium.br")),
  createBrotliDecompress(),
  createWriteStream(join(unpacked, "chromium"), { mode: 0o755 }),
);
// Last: its presence says that the rest is complete.
writeFileSync(join(unpacked, "chromium.sh"), launcher, { mode: 0o755 });
