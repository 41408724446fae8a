import type { Call, Operation } from "@/lib/emulator/call";
import { sessionCaller } from "@/lib/emulator/caller";
import { textOf, type JsonObject } from "@/lib/emulator/json-value";
import { anotherAccount, readRoleArn, type RoleArn } from "@/lib/emulator/role-arn";
import { validateRequest } from "@/lib/emulator/validate-request";
import { WireError } from "@/lib/emulator/wire-error";

const hour = 3_600;
const policyLimit = 2_048;

/**
 * sts:AssumeRole: a session of any role of the fleet's accounts. An external id counts where the fleet asks for one.
 * A session policy is read as JSON and has no effect.
 */
export const assumeRole: Operation = { name: "AssumeRole", run };

function run(call: Call): JsonObject {
  const { input } = call;
  const seconds = textOf(input, "DurationSeconds");
  const durationSeconds = seconds === undefined ? hour : Number(seconds);
  validateRequest(
    "AssumeRole",
    { ...input, DurationSeconds: durationSeconds },
    { code: "ValidationError" },
  );
  const roleArn = textOf(input, "RoleArn") ?? "";
  const role = readRoleArn(roleArn);
  if (!role) throw new WireError("ValidationError", `${roleArn} is invalid`);
  checkPolicy(textOf(input, "Policy"));
  if (call.caller.assumed && durationSeconds > hour)
    throw new WireError(
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
  if (!trusts(call, role)) throw denied(call, roleArn);
  return openSession(call, role, durationSeconds);
}

function checkPolicy(policy: string | undefined): void {
  if (policy === undefined) return;
  if (policy.length > policyLimit)
    throw new WireError(
      "ValidationError",
      `1 validation error detected: Value '${policy}' at 'policy' failed to satisfy constraint: Member must have length less than or equal to ${policyLimit}`,
    );
  try {
    JSON.parse(policy);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new WireError("MalformedPolicyDocument", "Syntax errors in policy.");
    throw error;
  }
}

/** A role without an external id in its trust policy takes any, as in AWS. */
function trusts(call: Call, role: RoleArn): boolean {
  if (!call.fleet.accounts.includes(role.account)) return false;
  const wanted = call.fleet.options.externalIds?.[role.account];
  return wanted === undefined || wanted === textOf(call.input, "ExternalId");
}

function denied(call: Call, roleArn: string): WireError {
  return new WireError(
    "AccessDenied",
    `User: ${call.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    403,
  );
}

function openSession(call: Call, role: RoleArn, durationSeconds: number): JsonObject {
  const session = call.sessions.open({
    account: call.wrongAccount ? anotherAccount(call.fleet.accounts, role.account) : role.account,
    roleName: role.roleName,
    sessionName: textOf(call.input, "RoleSessionName") ?? "",
    expiresAt: Math.floor(call.nowMs / 1000 + durationSeconds) * 1000,
  });
  const { arn, userId } = sessionCaller(session);
  return {
    AssumeRoleResult: {
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: new Date(session.expiresAt).toISOString().replace(".000Z", "Z"),
      },
      AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
      PackedPolicySize: textOf(call.input, "Policy") === undefined ? undefined : 6,
      SourceIdentity: textOf(call.input, "SourceIdentity"),
    },
  };
}
