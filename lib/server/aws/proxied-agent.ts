import "server-only";
import { ProxyAgent } from "proxy-agent";

/** The values of HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
export interface ProxyVariables {
  readonly httpsProxy?: string;
  readonly httpProxy?: string;
  readonly noProxy?: string;
}

/**
 * The agent for both http and https when a proxy is configured, or null.
 * The variables are arguments, because the environment is read in one place only.
 */
export function proxiedAgent(variables: ProxyVariables, maxSockets: number): ProxyAgent | null {
  if (!variables.httpsProxy && !variables.httpProxy) return null;
  const agent = new ProxyAgent({
    keepAlive: true,
    maxSockets,
    getProxyForUrl: (url) => proxyFor(new URL(url), variables),
  });
  // The agents it hands requests on to hold the limit; what this one queued would never be taken up again.
  agent.maxSockets = Number.POSITIVE_INFINITY;
  return agent;
}

/** The proxy's address for a request, "" for none. Loopback (the emulator) is never sent to a proxy. */
export function proxyFor(url: URL, variables: ProxyVariables): string {
  const proxy = (url.protocol === "https:" ? variables.httpsProxy : variables.httpProxy) ?? "";
  if (proxy === "" || isLoopback(url.hostname) || isExcepted(url, variables.noProxy ?? ""))
    return "";
  return proxy.includes("://") ? proxy : `http://${proxy}`;
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d+){3}$/.test(hostname);
}

/** As curl and Go read NO_PROXY: a name stands for itself and everything below it, `*` for everything. */
function isExcepted(url: URL, noProxy: string): boolean {
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return noProxy.split(/[\s,]+/).some((entry) => {
    const [, name = "", entryPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (entryPort !== undefined && entryPort !== port) return false;
    if (entry === "*") return true;
    return name !== "" && (url.hostname === name || url.hostname.endsWith(`.${name}`));
  });
}
