import type { Call, Operation } from "@/lib/emulator/call";
import { between, hashText, hexDigits } from "@/lib/emulator/fleet/random";
import { numberOf, type JsonObject } from "@/lib/emulator/json-value";
import { takePage } from "@/lib/emulator/take-page";
import { WireError } from "@/lib/emulator/wire-error";

/** An account of the organization that nobody can read any more. */
const suspendedAccount = "555500009999";
const salt = { organization: hashText("organization"), joined: hashText("joined") };

/**
 * organizations:ListAccounts: the fleet's accounts and a suspended one, for the management account only.
 * An account tells its State; Status is retired and is not sent.
 */
export const listAccounts: Operation = { name: "ListAccounts", run };

function run(call: Call): JsonObject {
  const { account: management } = call.fleet.options;
  if (call.account !== management)
    throw new WireError(
      "AccessDeniedException",
      "You don't have permissions to access this resource.",
    );
  const accounts = [...call.fleet.accounts, suspendedAccount];
  const page = takePage(call, {
    total: accounts.length,
    pageSize: numberOf(call.input, "MaxResults") ?? 20,
    slice: (from, to) => accounts.slice(from, to),
  });
  return {
    Accounts: page.rows.map((account) => accountAnswer(account, management)),
    NextToken: page.nextToken,
  };
}

function accountAnswer(account: string, management: string): JsonObject {
  const key = hashText(account);
  const organization = `o-${hexDigits(hashText(management), salt.organization, 10)}`;
  const name = nameOf(account, management);
  return {
    Id: account,
    Arn: `arn:aws:organizations::${management}:account/${organization}/${account}`,
    Email: `aws+${account}@example.com`,
    Name: name,
    State: account === suspendedAccount ? "SUSPENDED" : "ACTIVE",
    JoinedMethod: account === management ? "INVITED" : "CREATED",
    JoinedTimestamp: Date.UTC(2021, 0, 1) / 1000 + between(key, salt.joined, [0, 60_000_000]) + 0.5,
  };
}

function nameOf(account: string, management: string): string {
  if (account === management) return "Production";
  return account === suspendedAccount ? "Closed laboratory" : `Workload ${account.slice(-4)}`;
}
