// @ts-check
import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where distributions put the server's programs, the newest version first. */
function binaryFolders() {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  return [
    ...versions.toSorted((a, b) => Number(b) - Number(a)).map((each) => join(debian, each, "bin")),
    "/opt/homebrew/bin",
    "/usr/local/bin",
    "/usr/bin",
  ];
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  server.close();
  await once(server, "close");
  return port;
}

/** PostgreSQL refuses to run as root: its programs then run as this user, who must exist. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return null;
  const id = (/** @type {string} */ name, /** @type {string} */ flag) =>
    spawnSync("id", [flag, name], { encoding: "utf8" });
  const name = ["postgres", "nobody"].find((each) => id(each, "-u").status === 0);
  if (name === undefined) return null;
  return { name, uid: Number(id(name, "-u").stdout), gid: Number(id(name, "-g").stdout) };
}

/**
 * Starts a PostgreSQL of its own on a free loopback port, or gives null where its programs are not installed.
 * `stop` ends it and removes its files. Throws when it is installed and does not start.
 * @returns {Promise<{ url: string, version: string, stop: () => void } | null>}
 */
export async function startPostgres() {
  const folder = binaryFolders().find((each) =>
    ["initdb", "pg_ctl", "postgres"].every((name) => existsSync(join(each, name))),
  );
  const user = unprivilegedUser();
  if (folder === undefined || (process.getuid?.() === 0 && user === null)) return null;
  const directory = mkdtempSync(join(tmpdir(), "patchboard-postgres-"));
  if (user) chownSync(directory, user.uid, user.gid);
  const run = (/** @type {string} */ program, /** @type {string[]} */ args) => {
    const ran = spawnSync(join(folder, program), args, {
      cwd: directory,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
    });
    if (ran.status !== 0) throw new Error(`${program}: ${ran.stderr || ran.error}`);
    return ran.stdout;
  };
  const data = join(directory, "data");
  const port = await freePort();
  run("initdb", ["-D", data, "-U", "patchboard", "-A", "trust", "-E", "UTF8", "--no-sync"]);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='${directory}'`;
  run("pg_ctl", ["-D", data, "-w", "-l", join(directory, "log"), "-o", settings, "start"]);
  return {
    url: `postgres://patchboard@127.0.0.1:${port}/postgres`,
    version: run("postgres", ["--version"]).trim(),
    stop: () => {
      run("pg_ctl", ["-D", data, "-m", "immediate", "stop"]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
