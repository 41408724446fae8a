import type { EmulatorState } from "./emulator-state";
import { expiredToken } from "./fault-errors";
import { hashText, hexDigits } from "./fleet/random";
import type { Service } from "./operations/registry";
import { isSessionKey, type RoleSession } from "./role-sessions";
import { WireError } from "./wire-error";

/** Whose access key signed a request. */
export interface Caller {
  accessKeyId: string;
  account: string;
  /** As GetCallerIdentity words it. */
  arn: string;
  userId: string;
  /** True for a key that AssumeRole gave. */
  assumed: boolean;
}

/**
 * The caller behind a key: the session that AssumeRole opened with it, else a role of the account that the fleet gives the key.
 * Throws the service's errors for a session that has ended, is unknown or comes without its token.
 */
export function readCaller(
  state: EmulatorState,
  service: Service,
  credentials: { accessKeyId: string; securityToken: string | undefined },
): Caller {
  const { accessKeyId, securityToken } = credentials;
  const session = state.sessions.find(accessKeyId);
  if (!session) {
    if (isSessionKey(accessKeyId)) throw invalidToken(service);
    return {
      accessKeyId,
      account: state.fleet.accountOf(accessKeyId),
      ...identityOf(state.fleet.accountOf(accessKeyId), "patchboard-reader", accessKeyId),
      assumed: false,
    };
  }
  if (securityToken !== session.sessionToken) throw invalidToken(service);
  if (session.expiresAt <= state.nowMs()) throw expiredToken(service);
  return sessionCaller(session);
}

/** The same key as one of another account: what a fault makes of it. */
export function callerIn(caller: Caller, account: string): Caller {
  const [, roleName = "", sessionName = ""] = caller.arn.split("/");
  return { ...caller, account, ...identityOf(account, roleName, sessionName) };
}

/** The caller that a session's key stands for. */
export function sessionCaller(session: RoleSession): Caller {
  const { accessKeyId, account, roleName, sessionName } = session;
  return { accessKeyId, account, ...identityOf(account, roleName, sessionName), assumed: true };
}

/** A role's id is the same for every session of it, as in AWS. */
function identityOf(
  account: string,
  roleName: string,
  sessionName: string,
): Pick<Caller, "arn" | "userId"> {
  const roleId = hexDigits(hashText(account), hashText(roleName), 17).toUpperCase();
  return {
    arn: `arn:aws:sts::${account}:assumed-role/${roleName}/${sessionName}`,
    userId: `AROA${roleId}:${sessionName}`,
  };
}

function invalidToken(service: Service): WireError {
  const text = "The security token included in the request is invalid.";
  switch (service.protocol) {
    case "json":
      return new WireError("UnrecognizedClientException", text);
    case "sts-query":
      return new WireError("InvalidClientTokenId", text, 403);
    case "ec2-query":
      return new WireError(
        "AuthFailure",
        "AWS was not able to validate the provided access credentials",
        401,
      );
  }
}
