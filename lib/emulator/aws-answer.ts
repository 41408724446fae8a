import type { JsonObject } from "./json-value";
import type { Service } from "./operations/registry";
import type { WireError } from "./wire-error";
import { toXml } from "./xml";

/** An HTTP answer ready to be sent. */
export interface Answer {
  status: number;
  contentType: string;
  body: string;
}

const jsonType = "application/x-amz-json-1.1";
const namespaces = {
  "ec2-query": "http://ec2.amazonaws.com/doc/2016-11-15/",
  "sts-query": "https://sts.amazonaws.com/doc/2011-06-15/",
};

/** An operation's answer in its service's protocol. */
export function successAnswer(
  of: { service: Service; operation: string; requestId: string },
  content: JsonObject,
): Answer {
  const { protocol } = of.service;
  if (protocol === "json") return { status: 200, contentType: jsonType, body: toAwsJson(content) };
  const ec2 = protocol === "ec2-query";
  const body = ec2
    ? toXml({ requestId: of.requestId, ...content })
    : toXml({ ...content, ResponseMetadata: { RequestId: of.requestId } });
  return {
    status: 200,
    contentType: "text/xml;charset=UTF-8",
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<${of.operation}Response xmlns="${namespaces[protocol]}">${body}</${of.operation}Response>`,
  };
}

/** An error in its service's protocol; without a service, AWS JSON. */
export function errorAnswer(service: Service | null, error: WireError, requestId: string): Answer {
  const text = error.text ?? undefined;
  switch (service?.protocol) {
    case "ec2-query":
      return xmlAnswer(error.status, {
        Response: {
          Errors: { Error: { Code: error.code, Message: text ?? "" } },
          RequestID: requestId,
        },
      });
    case "sts-query":
      return xmlAnswer(error.status, {
        ErrorResponse: {
          Error: { Type: "Sender", Code: error.code, Message: text ?? "" },
          RequestId: requestId,
        },
      });
    case "json":
    case undefined:
      return {
        status: error.status,
        contentType: jsonType,
        body: JSON.stringify({
          __type: error.code,
          ...(error.code === "ValidationException" ? { message: text } : { Message: text }),
        }),
      };
  }
}

/** The page that a proxy in front of a service sends when it has no healthy host. */
export function html503Answer(): Answer {
  return {
    status: 503,
    contentType: "text/html",
    body: "<html><body><b>Http/1.1 Service Unavailable</b></body> </html>",
  };
}

/** Writes times as AWS does: `0.0`, not `0`, so that whole seconds are floats too. */
function toAwsJson(content: JsonObject): string {
  return JSON.stringify(content).replace(/("\w*(?:Time|Date)":-?\d+)(?=[,}])/g, "$1.0");
}

function xmlAnswer(status: number, content: JsonObject): Answer {
  return {
    status,
    contentType: "text/xml;charset=UTF-8",
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${toXml(content)}`,
  };
}
