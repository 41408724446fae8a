import "server-only";
import { createServer, request, type Agent } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { InstanceId } from "@/lib/domain/instance-id";
import { describeInstancePatches } from "@/lib/server/aws/describe-instance-patches";
import { describeInstances } from "@/lib/server/aws/describe-instances";
import { getResources } from "@/lib/server/aws/get-resources";
import { openTestSource, testCredentials } from "@/lib/server/aws/open-test-source";
import { proxiedAgent, proxyFor, type ProxyVariables } from "@/lib/server/aws/proxied-agent";
import { openSource } from "@/lib/server/aws/source-clients";
import { startStubEndpoint } from "@/lib/server/aws/stub-endpoint";

const node = "i-0abcdef1234567890" as InstanceId;
const connects: string[] = [];
/** A proxy that notes where it should connect to, and refuses. */
const proxy = createServer().on("connect", (request, socket) => {
  connects.push(request.url ?? "");
  socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
});

beforeAll(
  () =>
    new Promise<void>((resolve) => {
      proxy.listen(0, "127.0.0.1", resolve);
    }),
);
beforeEach(() => {
  connects.length = 0;
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => {
  proxy.close();
});

function openBehindProxy(region: string) {
  const { port } = proxy.address() as AddressInfo;
  return openSource(
    { account: "111122223333", region },
    {
      credentials: testCredentials,
      maxAttempts: 1,
      proxies: { httpsProxy: `http://127.0.0.1:${port}` },
    },
  );
}

describe("the proxy of HTTPS_PROXY", () => {
  it.each([
    ["us-gov-west-1", "ssm.us-gov-west-1.amazonaws.com:443"],
    ["cn-north-1", "ssm.cn-north-1.amazonaws.com.cn:443"],
    ["eusc-de-east-1", "ssm.eusc-de-east-1.amazonaws.eu:443"],
    ["eu-central-1", "ssm.eu-central-1.amazonaws.com:443"],
  ])("is asked for SSM of %s at %s", async (region, address) => {
    const clients = openBehindProxy(region);
    await expect(describeInstancePatches(clients, node)).rejects.toMatchObject({
      code: "awsUnavailable",
    });
    expect(connects).toEqual([address]);
    clients.close();
  });

  it("is asked for EC2 and the tagging API too", async () => {
    const clients = openBehindProxy("us-east-1");
    await expect(describeInstances(clients, [node])).rejects.toMatchObject({
      code: "awsUnavailable",
    });
    await expect(getResources(clients, [node])).rejects.toMatchObject({ code: "awsUnavailable" });
    expect(connects).toEqual([
      "ec2.us-east-1.amazonaws.com:443",
      "tagging.us-east-1.amazonaws.com:443",
    ]);
    clients.close();
  });
});

describe("the proxy of HTTP_PROXY", () => {
  it("carries more requests at a time than it has connections", async () => {
    // A forwarding proxy gets the whole address and, for this client, answers like the endpoint behind it.
    const forwarding = await startStubEndpoint(() => ({ json: {} }));
    const agent = proxiedAgent({ httpProxy: forwarding.url }, 2);
    await Promise.all(Array.from({ length: 20 }, () => get("http://ssm.example/", agent)));
    expect(forwarding.requests).toHaveLength(20);
    agent?.destroy();
    await forwarding.close();
  });

  it("answers for the endpoint that AWS_ENDPOINT_URL names", async () => {
    const forwarding = await startStubEndpoint(() => ({ json: { Patches: [] } }));
    const clients = openTestSource("http://ssm.example", {
      proxies: { httpProxy: forwarding.url },
    });
    await expect(describeInstancePatches(clients, node)).resolves.toEqual([]);
    clients.close();
    await forwarding.close();
  });
});

function get(url: string, agent: Agent | null): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, agent === null ? {} : { agent }, (response) => {
      response.resume().on("end", resolve);
    })
      .on("error", reject)
      .end();
  });
}

describe("proxyFor", () => {
  const both: ProxyVariables = { httpsProxy: "http://secure:3128", httpProxy: "http://plain:3128" };
  const ssm = "https://ssm.us-east-1.amazonaws.com/";

  it.each<[string, string, ProxyVariables, string]>([
    ["https goes to HTTPS_PROXY", ssm, both, "http://secure:3128"],
    ["http goes to HTTP_PROXY", "http://ssm.example/", both, "http://plain:3128"],
    ["nothing goes to a proxy that is not set", ssm, { httpProxy: "http://plain:3128" }, ""],
    [
      "a proxy without a scheme speaks http",
      ssm,
      { httpsProxy: "secure:3128" },
      "http://secure:3128",
    ],
    ["loopback is never sent to a proxy", "http://127.0.0.1:4600/", both, ""],
    ["localhost is never sent to a proxy", "http://localhost:4600/", both, ""],
    ["IPv6 loopback is never sent to a proxy", "http://[::1]:4600/", both, ""],
    ["NO_PROXY excepts a host", ssm, { ...both, noProxy: "ssm.us-east-1.amazonaws.com" }, ""],
    ["NO_PROXY excepts what is below a name", ssm, { ...both, noProxy: "a.b, amazonaws.com" }, ""],
    ["NO_PROXY may begin with a dot", ssm, { ...both, noProxy: ".amazonaws.com" }, ""],
    ["NO_PROXY may begin with a star", ssm, { ...both, noProxy: "*.amazonaws.com" }, ""],
    ["NO_PROXY `*` excepts everything", ssm, { ...both, noProxy: "*" }, ""],
    ["NO_PROXY may name the port", ssm, { ...both, noProxy: "amazonaws.com:443" }, ""],
    [
      "another port is not excepted",
      ssm,
      { ...both, noProxy: "amazonaws.com:80" },
      "http://secure:3128",
    ],
    ["half a name is not excepted", ssm, { ...both, noProxy: "aws.com" }, "http://secure:3128"],
    ["an empty NO_PROXY excepts nothing", ssm, { ...both, noProxy: " , " }, "http://secure:3128"],
  ])("%s", (_name, url, variables, proxyAddress) => {
    expect(proxyFor(new URL(url), variables)).toBe(proxyAddress);
  });
});
