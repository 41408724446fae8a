import { ask, askRaw, type Answer } from "@/e2e/support/ask";
import { expect, test } from "@/e2e/support/test";
import { nodePage, nodePatchesApi, nodesApi, nodesPage } from "@/lib/api/addresses";

/** security.md §2.3: on every answer, whoever writes its body. */
const everyAnswer = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "x-frame-options": "DENY",
  "x-robots-tag": "noindex",
};
const never = ["x-powered-by", "server", "access-control-allow-origin"];
const barePolicy = "default-src 'none'; frame-ancestors 'none'";

function expectEveryAnswer({ headers }: Answer): void {
  expect(Object.fromEntries(headers)).toMatchObject(everyAnswer);
  expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(never.filter((name) => headers.has(name))).toEqual([]);
}

function nonceOf({ headers }: Answer): string {
  return /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1] ?? "no nonce";
}

function pagePolicy(nonce: string): string {
  return (
    `default-src 'none'; script-src 'self' 'nonce-${nonce}' 'strict-dynamic'; style-src 'self' 'nonce-${nonce}'; ` +
    "style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
  );
}

function nonceOfScripts({ text }: Answer): string[] {
  return (text.match(/<script\b[^>]*>/g) ?? []).map(
    (tag) => /\bnonce="([^"]*)"/.exec(tag)?.[1] ?? `${tag} has no nonce`,
  );
}

test("a page carries its content security policy, and each of its script tags the nonce", async ({
  home,
  special,
}) => {
  const addresses = [
    nodesPage,
    nodePage(special.windowsLarge, special.windowsLarge.instanceId),
    nodePage(special.windowsLarge, special.windowsLarge.instanceId, "state=bogus"),
    "/no/such/page/at/all",
  ];
  const nonces: string[] = [];
  for (const address of addresses) {
    const answer = await ask(`${home}${address}`);
    expectEveryAnswer(answer);
    const nonce = nonceOf(answer);
    expect(answer.headers.get("content-security-policy"), address).toBe(pagePolicy(nonce));
    expect(answer.headers.get("cache-control"), address).toMatch(/no-store/);
    const scripts = nonceOfScripts(answer);
    expect(scripts.length, address).toBeGreaterThan(0);
    expect([...new Set(scripts)], address).toEqual([nonce]);
    nonces.push(nonce);
  }
  expect(new Set(nonces).size, "a nonce is never used twice").toBe(addresses.length);
});

test("the API's answers may load nothing, and no cache may keep them", async ({
  home,
  special,
}) => {
  const { windowsLarge } = special;
  for (const address of [
    nodesApi,
    nodePatchesApi(windowsLarge, windowsLarge.instanceId),
    `${nodesApi}?bogus=1`,
    "/api/v1/nothing",
  ]) {
    const answer = await ask(`${home}${address}`);
    expectEveryAnswer(answer);
    expect(answer.headers.get("content-security-policy"), address).toBe(barePolicy);
    expect(answer.headers.get("cache-control"), address).toMatch(/^private, no-store/);
    expect(answer.headers.get("vary"), address).toMatch(/\bCookie\b/i);
  }
});

test("static files are kept for good and carry the same headers", async ({ home }) => {
  const { text } = await ask(`${home}${nodesPage}`);
  const file = /"(\/_next\/static\/[^"]+\.js)"/.exec(text)?.[1] ?? "no script";
  const answer = await ask(`${home}${file}`);
  expect(answer.status).toBe(200);
  expectEveryAnswer(answer);
  expect(answer.headers.get("content-security-policy")).toBe(barePolicy);
  expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
});

test("an address that is none is a 404 with every header", async ({ home }) => {
  const answer = await ask(`${home}/no-such-page`);
  expect(answer.status).toBe(404);
  expectEveryAnswer(answer);
});

test("another host's name is refused with 421, except by the health checks", async ({ home }) => {
  const headers = { host: "patchboard.attacker.example" };
  const refused = await askRaw(`${home}${nodesPage}`, { headers });
  expect(refused.status).toBe(421);
  expectEveryAnswer(refused);
  expect((await askRaw(`${home}${nodesApi}`, { headers })).status).toBe(421);
  expect((await askRaw(`${home}/livez`, { headers })).status).toBe(200);
  expect((await askRaw(`${home}/readyz`, { headers })).status).toBe(200);
});

test("TRACE, and writing to a page, are refused with 405", async ({ home }) => {
  for (const method of ["TRACE", "POST", "PUT", "DELETE"]) {
    const answer = await askRaw(`${home}${nodesPage}`, { method });
    expect(answer.status, method).toBe(405);
    expect(answer.headers.get("allow"), method).toBe("GET, HEAD");
    expectEveryAnswer(answer);
  }
});

test("the health checks answer and say nothing else", async ({ home }) => {
  for (const address of ["/livez", "/readyz"]) {
    const answer = await ask(`${home}${address}`);
    expect({ status: answer.status, text: answer.text.trim() }).toEqual({
      status: 200,
      text: "ok",
    });
    expectEveryAnswer(answer);
    expect(answer.headers.get("content-security-policy")).toBe(barePolicy);
  }
});

test("each answer has a request id of its own, whatever the client sends", async ({ home }) => {
  const headers = { "x-request-id": "mine", "x-patchboard-request-id": "mine" };
  const first = await askRaw(`${home}${nodesApi}`, { headers });
  const second = await askRaw(`${home}${nodesApi}`, { headers });
  const ids = [first, second].map((answer) => answer.headers.get("x-request-id"));
  expect(new Set([...ids, "mine"]).size).toBe(3);
});
