import type { Caller } from "./caller";
import type { Fleet } from "./fleet/fleet";
import type { SourceFleet } from "./fleet/source-fleet";
import type { JsonObject } from "./json-value";
import type { RoleSessions } from "./role-sessions";
import type { PagingQuirks } from "./settings";

/** One AWS call, after its signature and service were read. */
export interface Call {
  operation: string;
  /** The account that the call is answered for: the caller's. */
  account: string;
  region: string;
  caller: Caller;
  fleet: Fleet;
  source: SourceFleet;
  /** The parsed body: JSON members, or the query protocol's `Filter.1.Name` parameters. */
  input: JsonObject;
  quirks: PagingQuirks;
  /** The client gets the token that it sent. */
  repeatToken: boolean;
  /** The token is refused although it is good. */
  refuseToken: boolean;
  tokenLifetimeMs: number;
  /** The emulator's clock, epoch milliseconds. */
  nowMs: number;
  sessions: RoleSessions;
  /** AssumeRole gives a session of another account than the role's. */
  wrongAccount: boolean;
}

/** One operation of an AWS service. `run` gives the answer's body or throws WireError. */
export interface Operation {
  name: string;
  run: (call: Call) => JsonObject;
}
