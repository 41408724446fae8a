import { ask, askRaw, type Answer } from "@/e2e/support/ask";
import { expect, test } from "@/e2e/support/test";
import { nodeApi, nodePatchesApi, nodePatchesReadApi, nodesApi } from "@/lib/api/addresses";
import { problemSchema, type Problem } from "@/lib/api/problem.schema";

/** The problem in an answer, which must be one in every respect. */
function problemOf(answer: Answer, address: string): Problem {
  expect(answer.headers.get("content-type"), address).toMatch(/^application\/problem\+json\b/);
  const problem = problemSchema.parse(JSON.parse(answer.text));
  expect(problem.status, address).toBe(answer.status);
  expect(problem.requestId, address).toBe(answer.headers.get("x-request-id"));
  expect(problem.type, address).toBe(`urn:patchboard:problem:${problem.code}`);
  expect(problem.detail.length, address).toBeGreaterThan(0);
  return problem;
}

/** The names of the parameters, or parts of the address, that a 400 refuses. */
async function refusedNames(home: string, address: string): Promise<string[]> {
  const answer = await ask(`${home}${address}`);
  expect(answer.status, address).toBe(400);
  const problem = problemOf(answer, address);
  expect(problem.code, address).toBe("invalidParameter");
  return problem.invalidParams?.map((param) => param.name) ?? [];
}

const wrongAddresses = [
  ["1111", "us-east-1", "i-0123456789abcdef0", "account"],
  ["11112222333a", "us-east-1", "i-0123456789abcdef0", "account"],
  ["1111222233334", "us-east-1", "i-0123456789abcdef0", "account"],
  ["111122223333", "useast1", "i-0123456789abcdef0", "region"],
  ["111122223333", "US-EAST-1", "i-0123456789abcdef0", "region"],
  ["111122223333", "us-east-1..", "i-0123456789abcdef0", "region"],
  ["111122223333", "us-east-1", "i-123", "instanceId"],
  ["111122223333", "us-east-1", "mi-12345678", "instanceId"],
  ["111122223333", "us-east-1", "I-0123456789ABCDEF0", "instanceId"],
  ["111122223333", "us-east-1", "i-0123456789abcdef0'--", "instanceId"],
  ["111122223333", "us-east-1", "本番", "instanceId"],
] as const;

for (const [account, region, instanceId, name] of wrongAddresses) {
  test(`${account}/${region}/${instanceId} is refused by the API, which names the ${name}`, async ({
    home,
  }) => {
    const source = { account, region };
    expect(await refusedNames(home, nodeApi(source, instanceId))).toContain(name);
    expect(await refusedNames(home, nodePatchesApi(source, instanceId))).toContain(name);
  });

  test(`${account}/${region}/${instanceId} is a page that is not found and says what is wrong`, async ({
    home,
    request,
  }) => {
    const path = [account, region, instanceId].map(encodeURIComponent).join("/");
    const answer = await request.get(`${home}/nodes/${path}?state=findings`);
    expect(answer.status()).toBe(404);
  });
}

const wrongPatchQueries = [
  ["state=bogus", "state"],
  ["state=missing,bogus", "state"],
  ["state=missing&state=failed", "state"],
  ["severity=critical&severity=low", "severity"],
  [`classification=${"x".repeat(2_100)}`, "classification"],
  [`severity=${Array.from({ length: 60 }, (_, at) => `word${at}`).join(",")}`, "severity"],
  ["q=one&q=two", "q"],
  [`q=${"x".repeat(201)}`, "q"],
  ["sort=__proto__", "sort"],
  ["sort=kb-id,constructor", "sort"],
  ["page=0", "page"],
  ["page=-1", "page"],
  ["page=1.5", "page"],
  ["page=9e9", "page"],
  ["page=1&page=2", "page"],
  ["size=0", "size"],
  ["size=501", "size"],
  ["size=9e9", "size"],
  ["bogus=1", "bogus"],
  ["utm_source=chat", "utm_source"],
  ["patch=KB5075941", "patch"],
] as const;

test("a question about a node's patches that cannot be honoured is refused, never widened", async ({
  home,
  special,
}) => {
  const { windowsLarge } = special;
  for (const [search, name] of wrongPatchQueries) {
    const address = `${nodePatchesApi(windowsLarge, windowsLarge.instanceId)}?${search}`;
    expect(await refusedNames(home, address)).toContain(name);
  }
});

test("an unknown name that JavaScript knows is refused like any other", async ({ home }) => {
  for (const name of ["constructor", "toString", "__proto__"]) {
    expect(await refusedNames(home, `${nodesApi}?${name}=1`)).toContain(name);
  }
});

const wrongNodeQueries = [
  ["verdict=bogus", "verdict"],
  ["verdict=compliant&verdict=unknown", "verdict"],
  ["freshness=old", "freshness"],
  ["os=windows-95", "os"],
  ["platform=amiga", "platform"],
  ["baseline=pb-1", "baseline"],
  ["account=1", "account"],
  ["region=nowhere", "region"],
  [`q=${"x".repeat(201)}`, "q"],
  [`group=${"x".repeat(2_100)}`, "group"],
  ["sort=-bogus", "sort"],
  ["page=0", "page"],
  ["size=501", "size"],
  ["state=bogus", "state"],
] as const;

test("a question about the nodes that cannot be honoured is refused, never widened", async ({
  home,
}) => {
  for (const [search, name] of wrongNodeQueries) {
    expect(await refusedNames(home, `${nodesApi}?${search}`)).toContain(name);
  }
});

test("several things that are wrong are all named at once", async ({ home }) => {
  const address = `${nodesApi}?verdict=bogus&page=0&colour=red`;
  const answer = await ask(`${home}${address}`);
  const problem = problemOf(answer, address);
  expect(problem.invalidParams?.map(({ name }) => name).toSorted()).toEqual([
    "colour",
    "page",
    "verdict",
  ]);
  expect(problem.detail).toContain("bogus");
});

test("a node that SSM does not know is a 404 of the API and of the page", async ({
  home,
  special,
}) => {
  const { account, region } = special.windowsLarge;
  const instanceId = "i-0fedcba9876543210";
  for (const address of [
    nodeApi({ account, region }, instanceId),
    nodePatchesApi({ account, region }, instanceId),
  ]) {
    const answer = await ask(`${home}${address}`);
    expect(answer.status, address).toBe(404);
    const problem = problemOf(answer, address);
    expect(problem.code).toBe("notFound");
    expect(problem.detail).toContain(instanceId);
  }
});

test("a source that is not read here is a 404", async ({ home, special }) => {
  const { account, region, instanceId } = special.windowsLarge;
  for (const source of [
    { account: "999988887777", region },
    { account, region: "ap-south-1" },
  ]) {
    const address = nodePatchesApi(source, instanceId);
    const answer = await ask(`${home}${address}`);
    expect(answer.status, address).toBe(404);
    expect(problemOf(answer, address).code).toBe("notFound");
  }
});

test("an address of the API that is none is a problem, not a page", async ({ home }) => {
  for (const address of [
    "/api",
    "/api/v1",
    "/api/v1/nothing",
    "/api/v2/nodes",
    "/api/v1/nodes/x",
  ]) {
    const answer = await ask(`${home}${address}`);
    expect(answer.status, address).toBe(404);
    expect(problemOf(answer, address).code, address).toBe("notFound");
  }
});

test("a method that an address does not take is a 405 problem that says which it takes", async ({
  home,
  special,
}) => {
  const { windowsLarge } = special;
  const headers = { "sec-fetch-site": "same-origin" };
  for (const [method, address] of [
    ["POST", nodesApi],
    ["DELETE", nodeApi(windowsLarge, windowsLarge.instanceId)],
    ["PUT", nodePatchesApi(windowsLarge, windowsLarge.instanceId)],
    ["GET", nodePatchesReadApi(windowsLarge, windowsLarge.instanceId)],
  ] as const) {
    const answer = await askRaw(`${home}${address}`, { method, headers });
    expect(answer.status, `${method} ${address}`).toBe(405);
    expect(answer.headers.get("allow"), `${method} ${address}`).toMatch(/GET|POST/);
    problemOf(answer, `${method} ${address}`);
  }
});

test("only the own pages may start a reading", async ({ home, special }) => {
  const { fullyCompliant } = special;
  const address = `${home}${nodePatchesReadApi(fullyCompliant, fullyCompliant.instanceId)}`;
  const refused = [
    {},
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { origin: "https://attacker.example" },
    { origin: "null" },
  ];
  for (const headers of refused) {
    const answer = await askRaw(address, { method: "POST", headers });
    expect(answer.status, JSON.stringify(headers)).toBe(403);
    expect(problemOf(answer, address).code).toBe("crossSiteRequest");
  }
  for (const headers of [{ "sec-fetch-site": "same-origin" }, { origin: home }]) {
    const answer = await askRaw(address, { method: "POST", headers });
    expect(answer.status, JSON.stringify(headers)).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
  }
});

test("another site may not read the API", async ({ home }) => {
  const answer = await askRaw(`${home}${nodesApi}`, {
    headers: { "sec-fetch-site": "cross-site" },
  });
  expect(answer.status).toBe(403);
  expect(problemOf(answer, nodesApi).code).toBe("crossSiteRequest");
});

const nonsense = [
  "%00",
  "%",
  "%ff%fe",
  "..%2f..%2fetc%2fpasswd",
  "%2e%2e",
  "i-0123456789abcdef0%00",
  "<script>",
  "${jndi:ldap:x}",
  "a".repeat(3_000),
];

test("nothing that is put into an address is ever a server error", async ({ home }) => {
  const errors: string[] = [];
  for (const part of nonsense) {
    for (const path of [
      `/nodes/${part}`,
      `/nodes/111122223333/us-east-1/${part}`,
      `/nodes/${part}/us-east-1/i-0123456789abcdef0?state=findings`,
      `/nodes?q=${part}`,
      `/api/v1/nodes?q=${part}`,
      `/api/v1/nodes/111122223333/us-east-1/${part}`,
      `/api/v1/${part}`,
    ]) {
      const { status } = await askRaw(home, { path });
      errors.push(...(status >= 500 ? [`${status} ${path.slice(0, 120)}`] : []));
    }
  }
  expect(errors).toEqual([]);
});
