"use client";

import { useParams } from "next/navigation";
import { InvalidLink } from "@/components/ui/invalid-link";
import { MissingNote } from "@/components/ui/missing-note";
import { baselinesPage } from "@/lib/api/addresses";
import { parseBaselineAddress } from "@/lib/api/baseline-address";
import { parseBaselineId } from "@/lib/domain/baseline-id";
import { BaselineMissing } from "./baseline-missing";

const notAnId = "Not a baseline id (pb- and 17 hex digits; an ARN is none).";

/** What is wrong with the address of a baseline that is not there. Not-found files are given no parameters: they are here. */
export function BaselineMissingHere() {
  const { scope = "", region, baselineId } = useParams<Record<string, string>>();
  if (region !== undefined && baselineId !== undefined) {
    const address = parseBaselineAddress({ account: scope, region, baselineId });
    if (!address.ok) {
      const { invalidParams } = address;
      return <InvalidLink params={invalidParams} href={baselinesPage} instead="All baselines" />;
    }
    const place = { account: scope, alias: null, region };
    return <BaselineMissing baselineId={baselineId} searched={[place]} />;
  }
  if (parseBaselineId(scope) !== scope) {
    const params = [{ name: "baseline", value: scope.slice(0, 60), reason: notAnId }];
    return <InvalidLink params={params} href={baselinesPage} instead="All baselines" />;
  }
  const links = [{ href: baselinesPage, words: "All baselines" }];
  return <MissingNote title={`No patch baseline ${scope}`} knownNot={null} links={links} />;
}
