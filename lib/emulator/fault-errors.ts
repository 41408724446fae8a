import type { Call } from "./call";
import type { FaultKind } from "./fault-rules";
import { textOf, textsOf, type JsonObject } from "./json-value";
import type { Service } from "./operations/registry";
import { WireError } from "./wire-error";

type ErrorFault = Extract<
  FaultKind,
  "throttle" | "internalServerError" | "expiredToken" | "accessDenied"
>;

interface FaultedCall {
  service: Service;
  call: Pick<Call, "operation" | "account" | "region" | "caller" | "input">;
}

const throttledCodes: Record<string, string> = {
  organizations: "TooManyRequestsException",
  tagging: "ThrottledException",
};

/** The error that a fault stands for, as the called service words it. Null for faults that are no errors. */
export function faultError(kind: FaultKind, faulted: FaultedCall): WireError | null {
  return isErrorFault(kind) ? builders[kind](faulted) : null;
}

const builders: Record<ErrorFault, (faulted: FaultedCall) => WireError> = {
  throttle: ({ service }) => throttled(service),
  internalServerError: ({ service }) =>
    new WireError(
      service.protocol === "json" ? "InternalServerError" : "InternalError",
      "An internal error occurred.",
      500,
    ),
  expiredToken: ({ service }) => expiredToken(service),
  accessDenied: (faulted) => denied(faulted),
};

function isErrorFault(kind: FaultKind): kind is ErrorFault {
  return Object.hasOwn(builders, kind);
}

function throttled(service: Service): WireError {
  switch (service.protocol) {
    case "ec2-query":
      return new WireError("RequestLimitExceeded", "Request limit exceeded.", 503);
    case "sts-query":
      return new WireError("Throttling", "Rate exceeded");
    case "json":
      return new WireError(
        throttledCodes[service.signingName] ?? "ThrottlingException",
        "Rate exceeded",
      );
  }
}

/** The error of a service for credentials that have run out. */
export function expiredToken(service: Service): WireError {
  const text = "The security token included in the request is expired";
  if (service.protocol === "json") return new WireError("ExpiredTokenException", text);
  return service.protocol === "ec2-query"
    ? new WireError("RequestExpired", "Request has expired.")
    : new WireError("ExpiredToken", text, 403);
}

function denied({ service, call }: FaultedCall): WireError {
  const action = `${service.signingName === "tagging" ? "tag" : service.signingName}:${call.operation}`;
  const text = `User: ${call.caller.arn} is not authorized to perform: ${action} on resource: ${resourceOf(service, call)} because no identity-based policy allows the ${action} action`;
  if (service.protocol === "json") return new WireError("AccessDeniedException", text);
  return service.protocol === "ec2-query"
    ? new WireError(
        "UnauthorizedOperation",
        `You are not authorized to perform this operation. ${text}`,
        403,
      )
    : new WireError("AccessDenied", text, 403);
}

function resourceOf(service: Service, call: FaultedCall["call"]): string {
  const roleArn = textOf(call.input, "RoleArn");
  if (roleArn !== undefined) return roleArn;
  if (service.signingName === "organizations") return "*";
  const [instanceId] = instanceIdsOf(call.input);
  if (instanceId !== undefined)
    return `arn:aws:ec2:${call.region}:${call.account}:instance/${instanceId}`;
  return `arn:aws:ssm:${call.region}:${call.account}:*`;
}

/** The nodes that a request names, whichever member its operation uses for them. */
export function instanceIdsOf(input: JsonObject): string[] {
  const single = textOf(input, "InstanceId");
  const tagged = textOf(input, "ResourceId");
  return [
    ...(single === undefined ? [] : [single]),
    ...(tagged?.startsWith("mi-") === true ? [tagged] : []),
    ...textsOf(input, "InstanceIds"),
    ...textsOf(input, "ResourceIds"),
  ];
}
