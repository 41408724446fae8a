import type { PagingQuirks } from "./settings";

/** Every way in which an operation can be made to fail or misbehave. */
export const faultKinds = [
  "throttle",
  "internalServerError",
  "html503",
  "hang",
  "reset",
  "slowBody",
  "truncatedBody",
  "expiredToken",
  "accessDenied",
  "invalidNextToken",
  "repeatedToken",
  "emptyPages",
  "shortPages",
  "duplicateRows",
  "emptyLastToken",
  "wrongAccount",
] as const;

/**
 * `wrongAccount` is a role or key that belongs to another account than it should: AssumeRole gives a session of that account,
 * every other operation answers for it.
 */
export type FaultKind = (typeof faultKinds)[number];

/** A fault and the calls it meets. What is left out matches every call. */
export interface FaultRule {
  kind: FaultKind;
  /** `DescribeInstancePatches`, or `*` for all. */
  operation: string;
  /** The caller's; for AssumeRole the role's. */
  account?: string | undefined;
  region?: string | undefined;
  instanceId?: string | undefined;
  /** For how many calls; left out: until it is cleared. */
  count?: number | undefined;
  /** Only on this page of a listing, from 1. */
  page?: number | undefined;
  /** slowBody only: how long the body takes. Default 2,000. */
  durationMs?: number | undefined;
}

/** A call as the rules see it. */
export interface FaultTarget {
  operation: string;
  account: string;
  region: string;
  instanceIds: readonly string[];
  pageNumber: number;
}

export interface ActiveFault extends FaultRule {
  id: string;
}

/** The faults that are switched on. */
export class FaultRules {
  #next = 1;
  #rules: ActiveFault[] = [];

  /** Switches a fault on and gives its id. */
  add(rule: FaultRule): string {
    const id = `fault-${this.#next}`;
    this.#next += 1;
    this.#rules.push({ ...rule, id });
    return id;
  }

  list(): readonly ActiveFault[] {
    return this.#rules;
  }

  /** Switches one fault off, or all of them. */
  clear(id?: string): void {
    this.#rules = id === undefined ? [] : this.#rules.filter((rule) => rule.id !== id);
  }

  /** The faults that meet this call; those with a count have one call less to go. */
  take(target: FaultTarget): readonly ActiveFault[] {
    const matching = this.#rules.filter((rule) => matches(rule, target));
    for (const rule of matching) if (rule.count !== undefined) rule.count -= 1;
    this.#rules = this.#rules.filter((rule) => rule.count === undefined || rule.count > 0);
    return matching;
  }

  has(id: string): boolean {
    return this.#rules.some((rule) => rule.id === id);
  }
}

function matches(rule: FaultRule, target: FaultTarget): boolean {
  if (rule.operation !== "*" && rule.operation !== target.operation) return false;
  if (rule.account !== undefined && rule.account !== target.account) return false;
  if (rule.region !== undefined && rule.region !== target.region) return false;
  if (rule.page !== undefined && rule.page !== target.pageNumber) return false;
  return rule.instanceId === undefined || target.instanceIds.includes(rule.instanceId);
}

/** How listings misbehave for a call that these faults meet. */
export function quirksUnder(quirks: PagingQuirks, faults: readonly FaultRule[]): PagingQuirks {
  const has = (kind: FaultKind): boolean => faults.some((fault) => fault.kind === kind);
  return {
    emptyPages: quirks.emptyPages || has("emptyPages"),
    shortPages: quirks.shortPages || has("shortPages"),
    duplicateRows: quirks.duplicateRows || has("duplicateRows"),
    lastToken: has("emptyLastToken") ? "empty-string" : quirks.lastToken,
  };
}
