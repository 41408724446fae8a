import type { IncomingMessage } from "node:http";

import type { Operation } from "./call";
import { isJsonObject, type JsonObject } from "./json-value";
import { jsonServices, queryServices, type Service } from "./operations/registry";
import { WireError } from "./wire-error";

/** What a request asks for, before its signature and members are looked at. */
export interface AwsRequest {
  service: Service;
  operation: Operation;
  input: JsonObject;
}

const bodyLimitBytes = 1_048_576;

/** The whole body as text. Throws WireError for one that is larger than AWS takes. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > bodyLimitBytes)
      throw new WireError("RequestEntityTooLarge", "Request size exceeded the limit.", 413);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The service a request is for, or null when nothing tells. Decides the form of errors too. */
export function serviceOf(target: string | undefined, body: string): Service | null {
  if (target !== undefined) return jsonServices[target.split(".")[0] ?? ""] ?? null;
  return queryServices[new URLSearchParams(body).get("Version") ?? ""] ?? null;
}

/** Reads operation and members. Throws UnknownOperationException, InvalidAction or SerializationException. */
export function parseAwsRequest(
  service: Service,
  target: string | undefined,
  body: string,
): AwsRequest {
  return service.protocol === "json"
    ? parseJson(service, target ?? "", body)
    : parseQuery(service, body);
}

function parseJson(service: Service, target: string, body: string): AwsRequest {
  const operation = service.operations.find(({ name }) => name === target.split(".")[1]);
  if (!operation) throw new WireError("UnknownOperationException", null);
  return { service, operation, input: parseJsonBody(body) };
}

function parseJsonBody(body: string): JsonObject {
  let input: unknown;
  try {
    input = JSON.parse(body === "" ? "{}" : body);
  } catch (error) {
    throw new WireError(
      "SerializationException",
      error instanceof SyntaxError ? null : "Unexpected body",
    );
  }
  if (!isJsonObject(input))
    throw new WireError(
      "SerializationException",
      "Start of structure or map found where not expected.",
    );
  return input;
}

function parseQuery(service: Service, body: string): AwsRequest {
  const input = Object.fromEntries(new URLSearchParams(body));
  const operation = service.operations.find(({ name }) => name === input["Action"]);
  if (!operation)
    throw new WireError(
      "InvalidAction",
      `The action ${input["Action"] ?? ""} is not valid for this web service.`,
    );
  return { service, operation, input };
}
