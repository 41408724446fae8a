"use client";

import { useParams } from "next/navigation";
import { InvalidLink } from "@/components/ui/invalid-link";
import { MissingNote } from "@/components/ui/missing-note";
import { nodesPage } from "@/lib/api/addresses";
import { parseNodeAddress } from "@/lib/api/node-address";
import { parseInstanceId } from "@/lib/domain/instance-id";
import { NodeMissing } from "./node-missing";

/** What is wrong with the address of a node that is not there. Not-found files are given no parameters: they are here. */
export function NodeMissingHere() {
  const { scope = "", region, instanceId } = useParams<Record<string, string>>();
  if (region !== undefined && instanceId !== undefined) {
    const address = parseNodeAddress({ account: scope, region, instanceId });
    if (!address.ok) {
      return <InvalidLink params={address.invalidParams} href={nodesPage} instead="All nodes" />;
    }
    const place = { account: scope, alias: null, region };
    return <NodeMissing instanceId={instanceId} searched={[place]} />;
  }
  if (parseInstanceId(scope) === null) {
    const reason = "Not a node id (i- and 8 or 17 characters, or mi- and 17).";
    const params = [{ name: "node", value: scope.slice(0, 60), reason }];
    return <InvalidLink params={params} href={nodesPage} instead="All nodes" />;
  }
  const links = [{ href: nodesPage, words: "All nodes" }];
  return <MissingNote title={`No managed node ${scope}`} knownNot={null} links={links} />;
}
