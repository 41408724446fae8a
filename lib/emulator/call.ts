import type { Fleet } from "./fleet/fleet";
import type { SourceFleet } from "./fleet/source-fleet";
import type { JsonObject } from "./json-value";
import type { PagingQuirks } from "./settings";

/** One AWS call, after its signature and service were read. */
export interface Call {
  operation: string;
  account: string;
  region: string;
  accessKeyId: string;
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
}

/** One operation of an AWS service. `run` gives the answer's body or throws WireError. */
export interface Operation {
  name: string;
  run: (call: Call) => JsonObject;
}
