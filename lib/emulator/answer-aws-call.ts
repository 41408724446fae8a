import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

import { errorAnswer, html503Answer, successAnswer, type Answer } from "./aws-answer";
import { parseAwsRequest, readBody, serviceOf, type AwsRequest } from "./aws-request";
import type { Call } from "./call";
import { callerIn, readCaller, type Caller } from "./caller";
import type { EmulatorState } from "./emulator-state";
import { faultError, instanceIdsOf } from "./fault-errors";
import { quirksUnder, type ActiveFault, type FaultKind } from "./fault-rules";
import { textOf } from "./json-value";
import { accountOfRole, anotherAccount } from "./role-arn";
import { readCredentialScope } from "./sig-v4";
import { pageNumberOf } from "./take-page";
import { validateRequest } from "./validate-request";
import { WireError } from "./wire-error";

/** An answer with the faults that its sending has to show. */
export interface AwsAnswer extends Answer {
  requestId: string;
  faults: readonly ActiveFault[];
}

/** Answers one AWS request: service, signature, faults, limit, members, operation, in the order a real service checks them. */
export async function answerAwsCall(
  state: EmulatorState,
  request: IncomingMessage,
): Promise<AwsAnswer> {
  const requestId = randomUUID();
  const target = headerText(request, "x-amz-target");
  const body = await readBody(request);
  const service = serviceOf(target, body);
  let faults: readonly ActiveFault[] = [];
  try {
    if (!service) throw new WireError("UnknownOperationException", null);
    const scope = readCredentialScope(headerText(request, "authorization"), service.signingName);
    const parsed = parseAwsRequest(service, target, body);
    const { accessKeyId, region } = scope;
    const securityToken = headerText(request, "x-amz-security-token");
    const caller = readCaller(state, service, { accessKeyId, securityToken });
    const met = meetFaults(state, parsed, { caller, region });
    faults = met.faults;
    return {
      ...answerCall(parsed, { ...met, requestId, strictModel: state.settings.strictModel }),
      requestId,
      faults,
    };
  } catch (error) {
    if (error instanceof WireError)
      return { ...errorAnswer(service, error, requestId), requestId, faults };
    throw error;
  }
}

interface MetCall {
  call: Call;
  faults: readonly ActiveFault[];
}

function meetFaults(
  state: EmulatorState,
  parsed: AwsRequest,
  from: { caller: Caller; region: string },
): MetCall {
  const { account } = from.caller;
  const base = {
    operation: parsed.operation.name,
    account,
    region: from.region,
    caller: from.caller,
    fleet: state.fleet,
    input: parsed.input,
    tokenLifetimeMs: state.settings.tokenLifetimeMs,
    nowMs: state.nowMs(),
    sessions: state.sessions,
  };
  const instanceIds = instanceIdsOf(parsed.input);
  const pageNumber = pageNumberOf(base);
  const faults = state.faults.take({
    operation: base.operation,
    account: accountOfRole(textOf(parsed.input, "RoleArn")) ?? account,
    region: base.region,
    instanceIds,
    pageNumber,
  });
  const has = (kind: FaultKind): boolean => faults.some((fault) => fault.kind === kind);
  const throttled = has("throttle") || !state.takeToken(base);
  state.calls.record({
    operation: base.operation,
    account,
    region: base.region,
    at: performance.timeOrigin + performance.now(),
    instanceId: instanceIds[0] ?? null,
    pageNumber,
    throttled,
  });
  if (throttled && !has("hang") && !has("reset")) throwThrottled(parsed, base);
  const wrongAccount = has("wrongAccount");
  const caller =
    wrongAccount && base.operation !== "AssumeRole"
      ? callerIn(from.caller, anotherAccount(state.fleet.accounts, account))
      : from.caller;
  return {
    faults,
    call: {
      ...base,
      account: caller.account,
      caller,
      source: state.fleet.source(caller.account, from.region),
      wrongAccount,
      quirks: quirksUnder(state.settings.quirks, faults),
      repeatToken: has("repeatedToken"),
      refuseToken: has("invalidNextToken"),
    },
  };
}

function throwThrottled(parsed: AwsRequest, call: Parameters<typeof faultError>[1]["call"]): never {
  throw (
    faultError("throttle", { service: parsed.service, call }) ??
    new WireError("ThrottlingException", "Rate exceeded")
  );
}

function answerCall(
  parsed: AwsRequest,
  met: MetCall & { requestId: string; strictModel: boolean },
): Answer {
  const { service, operation, input } = parsed;
  if (met.faults.some(({ kind }) => kind === "hang" || kind === "reset")) return html503Answer();
  for (const { kind } of met.faults) {
    if (kind === "html503") return html503Answer();
    const error = faultError(kind, { service, call: met.call });
    if (error) throw error;
  }
  const { strictModel } = met;
  if (service.protocol === "json")
    validateRequest(operation.name, input, { strictModel, code: service.invalidCode });
  return successAnswer(
    { service, operation: operation.name, requestId: met.requestId },
    operation.run(met.call),
  );
}

function headerText(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
