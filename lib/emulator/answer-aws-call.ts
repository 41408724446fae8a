import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

import { errorAnswer, html503Answer, successAnswer, type Answer } from "./aws-answer";
import { parseAwsRequest, readBody, serviceOf, type AwsRequest } from "./aws-request";
import type { Call } from "./call";
import type { EmulatorState } from "./emulator-state";
import { faultError, instanceIdsOf } from "./fault-errors";
import type { ActiveFault, FaultKind } from "./fault-rules";
import type { PagingQuirks } from "./settings";
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
    const met = meetFaults(state, parsed, scope);
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
  scope: { accessKeyId: string; region: string },
): MetCall {
  const account = state.fleet.accountOf(scope.accessKeyId);
  const base = {
    operation: parsed.operation.name,
    account,
    region: scope.region,
    accessKeyId: scope.accessKeyId,
    fleet: state.fleet,
    source: state.fleet.source(account, scope.region),
    input: parsed.input,
    tokenLifetimeMs: state.settings.tokenLifetimeMs,
  };
  const instanceIds = instanceIdsOf(parsed.input);
  const pageNumber = pageNumberOf(base);
  const faults = state.faults.take({
    operation: base.operation,
    account,
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
  return {
    faults,
    call: {
      ...base,
      quirks: quirksOf(state.settings.quirks, has),
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
  if (service.signingName === "ssm") validateRequest(operation.name, input, met.strictModel);
  return successAnswer(
    { service, operation: operation.name, requestId: met.requestId },
    operation.run(met.call),
  );
}

function quirksOf(quirks: PagingQuirks, has: (kind: FaultKind) => boolean): PagingQuirks {
  return {
    emptyPages: quirks.emptyPages || has("emptyPages"),
    shortPages: quirks.shortPages || has("shortPages"),
    duplicateRows: quirks.duplicateRows || has("duplicateRows"),
    lastToken: has("emptyLastToken") ? "empty-string" : quirks.lastToken,
  };
}

function headerText(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
