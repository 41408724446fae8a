/** The parts of a role's ARN. */
export interface RoleArn {
  account: string;
  /** Without its path. */
  roleName: string;
}

const pattern = /^arn:aws:iam::(\d{12}):role\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]{1,64})$/;

/** Reads a role's ARN, or null when it is none. */
export function readRoleArn(arn: string): RoleArn | null {
  const [, account, roleName] = pattern.exec(arn) ?? [];
  return account === undefined || roleName === undefined ? null : { account, roleName };
}

/** The account of a role's ARN; undefined without one. */
export function accountOfRole(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : readRoleArn(arn)?.account;
}

const nobodysAccount = "999988887777";

/** An account that is not this one: another of the fleet's, or one that holds nothing. */
export function anotherAccount(accounts: readonly string[], account: string): string {
  return accounts.find((candidate) => candidate !== account) ?? nobodysAccount;
}
