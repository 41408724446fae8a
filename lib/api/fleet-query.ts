import { fleetPartNames, readFleetPart, type FleetPart } from "@/lib/api/nodes-query";
import { QueryReader, type Parsed } from "@/lib/api/query-reader";

/** Parses the part of the fleet that numbers are asked for, in the node list's words; every other name is refused. */
export function parseFleetQuery(params: URLSearchParams): Parsed<FleetPart> {
  const reader = new QueryReader(params);
  reader.allowOnly(fleetPartNames);
  return reader.result(readFleetPart(reader));
}
