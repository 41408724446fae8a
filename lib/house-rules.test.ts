import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/**
 * What each folder may and may not import, one row a folder. `file` is planted in a temporary copy of the tree's shape,
 * once with the allowed imports and once with the forbidden ones, and .oxlintrc.json must tell them apart.
 */
const laws: { file: string; allowed: string[]; forbidden: string[] }[] = [
  {
    file: "app/nodes/page.tsx",
    allowed: [
      "@/components/nodes/node-table",
      "@/lib/domain/verdict",
      "@/lib/api/addresses",
      "@/lib/browser/nodes-query",
      "@/lib/server/read/read-nodes",
      "@/lib/server/sweep/run-sweep",
      "@/lib/server/auth/viewer",
      "@/lib/server/respond",
      "next/navigation",
    ],
    forbidden: [
      "../layout",
      "@/lib/server/aws/clients",
      "@/lib/server/store/nodes",
      "@/lib/server/config",
      "@/lib/emulator/fleet",
      "@/bench/main",
      "@/e2e/support/app",
      "@aws-sdk/client-ssm",
      "@smithy/node-http-handler",
      "pg",
      "node:process",
    ],
  },
  {
    file: "components/ui/card.tsx",
    allowed: ["./badge", "@/components/ui/badge", "react", "next/link", "@tanstack/react-table"],
    forbidden: [
      "../badges/verdict-badge",
      "@/components/badges/verdict-badge",
      "@/components/nodes/node-table",
      "@/lib/domain/verdict",
      "@/lib/api/addresses",
      "@/lib/browser/nodes-query",
      "@/lib/server/config",
      "next/navigation",
      "@tanstack/react-query",
    ],
  },
  {
    file: "components/badges/verdict-badge.tsx",
    allowed: ["./severity-badge", "@/components/ui/badge", "@/lib/domain/verdict"],
    forbidden: [
      "@/components/nodes/node-table",
      "@/lib/api/addresses",
      "@/lib/browser/nodes-query",
      "@/lib/server/config",
      "@/app/nodes/page",
    ],
  },
  ...[
    "shell",
    "fleet",
    "nodes",
    "patches",
    "cves",
    "baselines",
    "patch-groups",
    "sweeps",
    "charts",
  ].map((noun) => ({
    file: `components/${noun}/thing.tsx`,
    allowed: [
      "./other-thing",
      "@/components/ui/card",
      "@/components/badges/verdict-badge",
      "@/lib/domain/verdict",
      "@/lib/api/addresses",
      "@/lib/browser/nodes-query",
      "next/navigation",
      "react",
    ],
    forbidden: [
      "../nodes/node-table",
      `@/components/${noun === "nodes" ? "patches" : "nodes"}/table`,
      `@/components/${noun === "shell" ? "charts" : "shell"}/sidebar`,
      "@/app/nodes/page",
      "@/lib/api/nodes.schema",
      "@/lib/server/read/read-nodes",
      "@/lib/emulator/fleet",
      "zod",
      "@aws-sdk/client-ssm",
      "pg",
      "node:fs",
      "server-only",
    ],
  })),
  {
    file: "lib/domain/verdict.ts",
    allowed: ["./severity", "@/lib/domain/severity"],
    forbidden: [
      "@/lib/api/addresses",
      "@/lib/browser/nodes-query",
      "@/lib/server/config",
      "@/components/ui/card",
      "../api/addresses",
      "react",
      "next/link",
      "zod",
      "node:crypto",
      "fs",
      "@aws-sdk/client-ssm",
      "server-only",
    ],
  },
  {
    file: "lib/domain/verdict.test.ts",
    allowed: ["./verdict", "@/lib/domain/severity", "vitest", "fast-check"],
    forbidden: ["@/lib/api/addresses", "zod", "react"],
  },
  {
    file: "lib/api/addresses.ts",
    allowed: ["./problem", "@/lib/api/problem", "@/lib/domain/verdict"],
    forbidden: [
      "./nodes.schema",
      "@/lib/api/nodes.schema",
      "zod",
      "react",
      "next/navigation",
      "@/lib/browser/nodes-query",
      "@/lib/server/config",
      "node:crypto",
    ],
  },
  {
    file: "lib/api/nodes.schema.ts",
    allowed: ["zod", "./list.schema", "@/lib/api/list.schema", "@/lib/domain/verdict"],
    forbidden: ["@/lib/server/config", "@/lib/browser/nodes-query", "react", "node:crypto"],
  },
  {
    file: "lib/browser/nodes-query.ts",
    allowed: [
      "./fetch-json",
      "@/lib/browser/fetch-json",
      "@/lib/api/addresses",
      "@/lib/domain/verdict",
      "react",
      "@tanstack/react-query",
      "next/navigation",
    ],
    forbidden: [
      "@/components/ui/card",
      "@/app/nodes/page",
      "@/lib/server/read/read-nodes",
      "@/lib/api/nodes.schema",
      "zod",
      "next/headers",
      "@aws-sdk/client-ssm",
      "node:fs",
    ],
  },
  {
    file: "lib/server/respond.ts",
    allowed: [
      "./log",
      "@/lib/server/auth/viewer",
      "@/lib/api/problem",
      "@/lib/domain/verdict",
      "node:crypto",
    ],
    forbidden: [
      "@/app/nodes/page",
      "@/components/ui/card",
      "@/lib/browser/nodes-query",
      "@/lib/emulator/fleet",
      "@aws-sdk/client-ssm",
      "pg",
      "node:process",
    ],
  },
  {
    file: "lib/server/aws/clients.ts",
    allowed: [
      "./limiter",
      "@/lib/server/aws/limiter",
      "@/lib/domain/patch",
      "@/lib/server/config",
      "@/lib/server/log",
      "@/lib/server/metrics",
      "@/lib/server/process-wide",
      "@aws-sdk/client-ssm",
      "@smithy/node-http-handler",
    ],
    forbidden: [
      "@/lib/api/problem",
      "@/lib/server/store/nodes",
      "@/lib/server/read/read-nodes",
      "@/lib/server/sweep/run-sweep",
      "@/lib/server/auth/viewer",
      "@/lib/server/respond",
      "@/lib/emulator/fleet",
      "pg",
      "drizzle-orm",
      "react",
      "next/headers",
    ],
  },
  {
    file: "lib/server/aws/clients.test.ts",
    allowed: ["./clients", "@/lib/emulator/start", "@aws-sdk/client-ssm", "vitest"],
    forbidden: ["@/lib/server/store/nodes", "@/lib/api/problem"],
  },
  {
    file: "lib/server/store/nodes.ts",
    allowed: [
      "./database",
      "@/lib/server/store/database",
      "@/lib/domain/patch",
      "@/lib/server/config",
      "pg",
      "drizzle-orm/pg-core",
      "@electric-sql/pglite",
    ],
    forbidden: [
      "@/lib/api/problem",
      "@/lib/server/aws/clients",
      "@/lib/server/read/read-nodes",
      "@/lib/server/sweep/run-sweep",
      "@/lib/server/auth/viewer",
      "@/lib/emulator/fleet",
      "@aws-sdk/client-ssm",
      "react",
    ],
  },
  {
    file: "lib/server/sweep/run-sweep.ts",
    allowed: [
      "./schedule",
      "@/lib/server/aws/clients",
      "@/lib/server/store/nodes",
      "@/lib/domain/patch",
      "@/lib/server/log",
    ],
    forbidden: [
      "@/lib/server/read/read-nodes",
      "@/lib/server/auth/viewer",
      "@/lib/server/respond",
      "@/lib/api/problem",
      "@/lib/emulator/fleet",
      "@aws-sdk/client-ssm",
      "pg",
      "next/headers",
    ],
  },
  {
    file: "lib/server/read/read-nodes.ts",
    allowed: [
      "./read-node",
      "@/lib/server/read/read-node",
      "@/lib/server/aws/clients",
      "@/lib/server/store/nodes",
      "@/lib/server/auth/viewer",
      "@/lib/server/config",
      "@/lib/api/nodes.schema",
      "@/lib/domain/verdict",
    ],
    forbidden: [
      "@/lib/server/sweep/run-sweep",
      "@/lib/server/respond",
      "@/lib/browser/nodes-query",
      "@/components/ui/card",
      "@/lib/emulator/fleet",
      "@aws-sdk/client-ssm",
      "pg",
      "next/headers",
    ],
  },
  {
    file: "lib/server/auth/viewer.ts",
    allowed: ["./grants", "@/lib/server/config", "@/lib/server/log", "@/lib/domain/verdict"],
    forbidden: [
      "@/lib/server/aws/clients",
      "@/lib/server/store/nodes",
      "@/lib/server/read/read-nodes",
      "@/lib/server/sweep/run-sweep",
      "@/lib/emulator/fleet",
      "@aws-sdk/client-sts",
    ],
  },
  {
    file: "lib/emulator/fleet.ts",
    allowed: ["./clock", "@/lib/emulator/clock", "node:http"],
    forbidden: [
      "@/lib/domain/verdict",
      "@/lib/api/addresses",
      "@/lib/server/config",
      "@aws-sdk/client-ssm",
      "zod",
    ],
  },
  {
    file: "lib/emulator/fleet.test.ts",
    allowed: ["./fleet", "@aws-sdk/client-ssm", "vitest"],
    forbidden: ["@/lib/domain/verdict", "@/lib/server/config"],
  },
  {
    file: "e2e/shared-link.spec.ts",
    allowed: ["./support/app", "@/e2e/support/app", "@/lib/api/addresses", "@playwright/test"],
    forbidden: [
      "@/lib/domain/verdict",
      "@/lib/server/config",
      "@/lib/emulator/fleet",
      "@/components/ui/card",
      "@aws-sdk/client-ssm",
    ],
  },
  {
    file: "e2e/support/second-reader.ts",
    allowed: ["./app", "@/lib/api/addresses", "@aws-sdk/client-ssm"],
    forbidden: ["@/lib/domain/verdict", "@/lib/server/config", "@/lib/emulator/fleet"],
  },
  {
    file: "bench/main.ts",
    allowed: [
      "./sweep",
      "@/lib/server/config",
      "@/lib/emulator/start",
      "@/lib/domain/patch",
      "@/lib/api/addresses",
      "@aws-sdk/client-ssm",
    ],
    forbidden: ["@/app/nodes/page", "@/components/ui/card", "@/lib/browser/nodes-query"],
  },
  {
    file: "scripts/demo.mjs",
    allowed: ["./start.mjs", "@/lib/emulator/start", "node:fs"],
    forbidden: ["@/lib/server/config", "@/lib/domain/patch", "../e2e/support/app.mjs"],
  },
  {
    file: "server.mjs",
    allowed: ["next", "node:http", "./entry/headers.mjs"],
    forbidden: ["./lib/server/config", "@/lib/server/config", "@/lib/api/addresses"],
  },
  {
    file: "entry/refusals.mjs",
    allowed: ["node:http", "./headers.mjs"],
    forbidden: ["../lib/server/config", "@/lib/server/config", "../server.mjs"],
  },
  {
    file: "instrumentation.ts",
    allowed: ["@/lib/server/config", "@/lib/server/sweep/run-sweep"],
    forbidden: ["@/lib/emulator/fleet", "@/components/ui/card", "@aws-sdk/client-ssm"],
  },
];

/** One careless file a kind, and the rules that must speak up on it: a rule that is spelt wrong is silent. */
const careless: { file: string; lines: string[]; rules: string[] }[] = [
  {
    file: "lib/domain/careless.ts",
    lines: [
      'export function careless(given: unknown, state: "a" | "b", later: () => Promise<void>): number {',
      "  const row = given as { size: number | null };",
      "  later();",
      "  [1].forEach(async () => later());",
      "  try { later; } catch {}",
      "  // TODO",
      "  console.log(process.env.HOME, given as any);",
      '  const name: string = "x";',
      "  if (name === undefined) return row.size!;",
      '  switch (state) { case "a": return name ? (row.size ? 1 : 2) : 3; }',
      '  throw "no";',
      "}",
      "export default careless;",
    ],
    rules: [
      "typescript(no-unsafe-type-assertion)",
      "typescript(no-floating-promises)",
      "typescript(no-misused-promises)",
      "eslint(no-empty)",
      "eslint(no-warning-comments)",
      "eslint(no-console)",
      "node(no-process-env)",
      "typescript(no-explicit-any)",
      "typescript(no-unnecessary-condition)",
      "typescript(no-non-null-assertion)",
      "typescript(switch-exhaustiveness-check)",
      "eslint(no-nested-ternary)",
      "typescript(only-throw-error)",
      "import(no-default-export)",
    ],
  },
  {
    file: "lib/domain/circle.ts",
    lines: ['import { b } from "@/lib/domain/circleBack";', "export const a = () => b;"],
    rules: ["import(no-cycle)"],
  },
  {
    file: "lib/domain/circleBack.ts",
    lines: [
      'import { a } from "./circle";',
      "export const b = () => a;",
      'export * from "./circle";',
    ],
    rules: ["import(no-cycle)", "unicorn(filename-case)", "oxc(no-barrel-file)"],
  },
  {
    file: "components/nodes/careless.tsx",
    lines: [
      'import { Row } from "./row";',
      'import { type Node } from "@/lib/api/nodes.schema";',
      "export function Careless({ rows }: { rows: (Row & Node)[] }) {",
      "  return <ul>{rows.map((row, i) => <li key={i}><button>{String(row)}</button></li>)}",
      '    <li dangerouslySetInnerHTML={{ __html: "" }} /><img src="x" /><div onClick={() => {}} /></ul>;',
      "}",
    ],
    rules: [
      "typescript(consistent-type-imports)",
      "typescript(no-import-type-side-effects)",
      "react(no-array-index-key)",
      "react(button-has-type)",
      "react(no-danger)",
      "next(no-img-element)",
      "jsx-a11y(alt-text)",
      "jsx-a11y(click-events-have-key-events)",
    ],
  },
  {
    file: "e2e/careless.spec.ts",
    lines: [
      'import { expect, test } from "@playwright/test";',
      'test.only("careless", async ({ page }) => {',
      "  await page.waitForTimeout(5);",
      '  if (await page.locator("a").isVisible()) expect(page.locator("b")).toBeVisible();',
      '  expect(await page.locator("a").isVisible()).toBe(true);',
      "});",
    ],
    rules: [
      "playwright(no-focused-test)",
      "playwright(no-wait-for-timeout)",
      "playwright(no-conditional-in-test)",
      "playwright(missing-playwright-await)",
      "playwright(prefer-web-first-assertions)",
    ],
  },
];

/** Type-only imports of a schema: what keeps zod out of the browser without keeping its types out. */
const typeOnly = ["components/nodes/typed.tsx", "lib/browser/typed.ts", "lib/api/typed.ts"];

/** What .gitignore leaves out, for a copy of the sources that is no git checkout. */
const notOurs = new Set(["node_modules", ".next", ".data", "test-results", "playwright-report"]);

const walk = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (notOurs.has(entry.name) || entry.name === "next-env.d.ts") return [];
    return entry.isDirectory() ? walk(path) : [path];
  });

/** Files of the repository, those not added yet too. */
const files = existsSync(join(root, ".git"))
  ? execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
      cwd: root,
      encoding: "utf8",
    })
      .split("\n")
      .filter((file) => file !== "" && existsSync(join(root, file)))
  : walk("");

const text = (file: string) => readFileSync(join(root, file), "utf8");
const isTest = (file: string) => /\.(test|spec)\.tsx?$/.test(file);

/** The files whose text, comments aside, matches. */
const filesSaying = (among: string[], pattern: RegExp) =>
  among.filter((file) => pattern.test(text(file).replace(/^\s*(\/\/|\/?\*).*$/gm, "")));

describe("the lint", () => {
  const tree = mkdtempSync(join(tmpdir(), "patchboard-house-"));
  /** Lines with a refused import, by file. */
  const reported = new Map<string, Set<number>>();
  /** Every rule that spoke, by file. */
  const rulesIn = new Map<string, Set<string>>();

  const plant = (file: string, specifiers: string[], keyword = "import") => {
    mkdirSync(join(tree, dirname(file)), { recursive: true });
    const lines = specifiers.map((specifier, i) => `${keyword} { a${i} } from "${specifier}";`);
    const use = `export const planted = [${specifiers.map((_, i) => (keyword === "import" ? `a${i}` : i)).join(", ")}];`;
    writeFileSync(join(tree, file), [...lines, use, ""].join("\n"));
  };

  /** `app/page.tsx` → `app/planted-allowed.tsx`; a file whose own name is the law keeps it, in a folder of its own. */
  const variant = (file: string, kind: "allowed" | "forbidden") => {
    const named = /^(server\.mjs|instrumentation\.ts)$/.test(file);
    if (named) return kind === "forbidden" ? file : null;
    const [stem, ...rest] = basename(file).split(".");
    return join(dirname(file), `${String(stem)}-${kind}.${rest.join(".")}`);
  };

  beforeAll(() => {
    for (const name of [".oxlintrc.json", "package.json", "tsconfig.json"]) {
      copyFileSync(join(root, name), join(tree, name));
    }
    symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
    for (const { file, allowed, forbidden } of laws) {
      const fine = variant(file, "allowed");
      if (fine === null) plant(file, [...forbidden, ...allowed]);
      else {
        plant(fine, allowed);
        plant(join(dirname(file), basename(variant(file, "forbidden") ?? file)), forbidden);
      }
    }
    for (const file of typeOnly) plant(file, ["@/lib/api/nodes.schema", "zod"], "import type");

    for (const { file, lines } of careless) {
      mkdirSync(join(tree, dirname(file)), { recursive: true });
      writeFileSync(join(tree, file), lines.join("\n"));
    }

    const run = spawnSync(
      process.execPath,
      [join(root, "node_modules/oxlint/bin/oxlint"), "--format=json", "."],
      { cwd: tree, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
    );
    const report = JSON.parse(run.stdout) as {
      diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[];
    };
    for (const { code, filename, labels } of report.diagnostics) {
      rulesIn.set(filename, (rulesIn.get(filename) ?? new Set()).add(code));
      if (code !== "eslint(no-restricted-imports)") continue;
      const lines = reported.get(filename) ?? new Set<number>();
      for (const { span } of labels) lines.add(span.line);
      reported.set(filename, lines);
    }
  }, 30_000);

  afterAll(() => {
    rmSync(tree, { recursive: true, force: true });
  });

  test.each(laws)("what $file may import", ({ file, allowed, forbidden }) => {
    const together = variant(file, "allowed") === null;
    const refusedIn = reported.get(variant(file, "forbidden") ?? file) ?? new Set();
    const missed = forbidden.filter((_, i) => !refusedIn.has(i + 1));
    expect(missed, "forbidden imports that the lint let through").toEqual([]);

    const fineFile = variant(file, "allowed") ?? file;
    const offset = together ? forbidden.length : 0;
    const refused = allowed.filter((_, i) => reported.get(fineFile)?.has(i + 1 + offset));
    expect(refused, "allowed imports that the lint refused").toEqual([]);
  });

  test.each(careless)("what is refused in $file", ({ file, rules }) => {
    const silent = rules.filter((rule) => !rulesIn.get(file)?.has(rule));
    expect(silent, "rules that said nothing").toEqual([]);
  });

  test.each(typeOnly)("%s may take a schema's types", (file) => {
    expect(reported.get(file)).toBeUndefined();
  });
});

describe("names", () => {
  test("a file is named for what it holds, not for its kind", () => {
    const kinds =
      /(^|\/)(utils?|helpers?|types|services?|constants|index|common|misc|client|managers?)(\.[a-z.]+)?$/;
    expect(files.filter((file) => /\.(tsx?|mjs|js)$/.test(file) && kinds.test(file))).toEqual([]);
  });

  test("no folder is named for a kind", () => {
    const kinds = /(^|\/)(utils?|helpers?|types|services?|constants|common|misc|hooks|managers?)\//;
    expect(files.filter((file) => kinds.test(file))).toEqual([]);
  });
});

describe("the server stays on the server", () => {
  test('every file of lib/server begins with import "server-only"', () => {
    const bare = files.filter(
      (file) =>
        file.startsWith("lib/server/") &&
        file.endsWith(".ts") &&
        !isTest(file) &&
        !text(file).startsWith('import "server-only";'),
    );
    expect(bare).toEqual([]);
  });

  test("no import() or require() walks around the lint", () => {
    const inside = files.filter(
      (file) => /^(app|components|lib)\//.test(file) && /\.tsx?$/.test(file) && !isTest(file),
    );
    // The lint sees import statements only. A lazy import of the own folder (./) is fine.
    const around = /\brequire\(|\bimport\(\s*["'`](?!\.\/|node:)/;
    expect(filesSaying(inside, around)).toEqual([]);
  });

  test("no Server Actions, no proxy.ts, no cache that is not keyed by the viewer", () => {
    const code = files.filter(
      (file) => /^(app|components|lib)\//.test(file) && /\.tsx?$/.test(file) && !isTest(file),
    );
    const banned =
      /["']use (server|cache)\b|unstable_cache|["']next\/image["']|\bdraftMode\b|export const revalidate\b/;
    expect(filesSaying(code, banned)).toEqual([]);
    expect(files.filter((file) => /^(src\/)?(proxy|middleware)\.[a-z]+$/.test(file))).toEqual([]);
  });
});

describe("a page is a table of contents", () => {
  test("no className in a page.tsx", () => {
    const pages = files.filter((file) => /^app\/(.*\/)?page\.tsx$/.test(file));
    expect(filesSaying(pages, /\bclassName\b/)).toEqual([]);
  });

  test("every address is written once, in lib/api", () => {
    const code = files.filter(
      (file) => /^(app|components|lib)\//.test(file) && /\.tsx?$/.test(file) && !isTest(file),
    );
    const elsewhere = code.filter((file) => !/^lib\/(api|emulator)\//.test(file));
    expect(filesSaying(elsewhere, /["'`]\/(nodes|baselines|api)(["'`/?$]|\b)/)).toEqual([]);
  });
});

describe("the repository names no machine", () => {
  const textual = files.filter((file) => !/\.(png|jpe?g|woff2?|ico|gif|webp|pdf)$/.test(file));
  /** Written in pieces, or this file would name them. */
  const paths = new RegExp(
    ["work", "home/[a-z]", "Users/[A-Za-z]", "root"].map((p) => `(^|[\\s"'\`=:(])/${p}/`).join("|"),
    "m",
  );

  test("no path of one machine", () => {
    expect(textual.filter((file) => paths.test(text(file)))).toEqual([]);
  });

  test("no registry host: the lock file leaves it to whoever installs", () => {
    const lock: { packages: Record<string, { resolved?: string }> } = JSON.parse(
      text("package-lock.json"),
    );
    const hosts = Object.entries(lock.packages)
      .filter(([, entry]) => entry.resolved !== undefined && /^[a-z+]+:\/\//.test(entry.resolved))
      .map(([name]) => name);
    expect(hosts).toEqual([]);
    const npmrc = files.filter((file) => basename(file) === ".npmrc").map(text);
    expect(npmrc.join("\n")).not.toMatch(/registry|_auth/i);
    const tooling = files.filter((file) =>
      /^(Dockerfile|package\.json|scripts\/|\.ci\/|\.github\/)/.test(file),
    );
    expect(filesSaying(tooling, /https?:\/\/[^\s"']*(registry|artifact|nexus|npm)/i)).toEqual([]);
  });
});
