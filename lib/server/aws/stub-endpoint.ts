import "server-only";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

/** A request of the SDK, as far as tests look at it. */
interface StubRequest {
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly authorization: string;
}

/** What the stub answers: a JSON body with its status, raw text, or a way to fail on the wire. */
export type StubAnswer =
  | { readonly status?: number; readonly json: unknown }
  | { readonly status: number; readonly text: string; readonly headers?: Record<string, string> }
  | "reset"
  | "hang"
  | "halfABody";

export interface StubEndpoint {
  readonly url: string;
  readonly requests: readonly StubRequest[];
  readonly close: () => Promise<void>;
}

/** An HTTP server on loopback that answers as a test says: for answers the emulator does not give. */
export async function startStubEndpoint(
  answer: (request: StubRequest, index: number) => StubAnswer,
): Promise<StubEndpoint> {
  const requests: StubRequest[] = [];
  const server = createServer((incoming, response) => {
    void readRequest(incoming).then((request) => {
      requests.push(request);
      send(response, answer(request, requests.length - 1));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The stub has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<StubRequest> {
  const text = (await buffer(incoming)).toString();
  const target = incoming.headers["x-amz-target"];
  const isJson = typeof target === "string";
  const body: unknown = isJson ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text));
  return {
    operation: isJson ? (target.split(".")[1] ?? "") : "",
    body: typeof body === "object" && body !== null ? Object.fromEntries(Object.entries(body)) : {},
    authorization: incoming.headers.authorization ?? "",
  };
}

function send(response: ServerResponse, answer: StubAnswer): void {
  if (answer === "hang") return;
  if (answer === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (answer === "halfABody") {
    response.writeHead(200, {
      "content-type": "application/x-amz-json-1.1",
      "content-length": "99",
    });
    response.write('{"Patches":[');
    return;
  }
  const requestId = { "x-amzn-requestid": "11111111-2222-4333-8444-555555555555" };
  if ("text" in answer) {
    response.writeHead(answer.status, { ...requestId, ...answer.headers }).end(answer.text);
    return;
  }
  response
    .writeHead(answer.status ?? 200, { ...requestId, "content-type": "application/x-amz-json-1.1" })
    .end(JSON.stringify(answer.json));
}
