import { cvePage, cvesPage } from "@/lib/api/addresses";
import { formatCveQuery, type CveQuery } from "@/lib/api/cve-query";
import { formatCvesQuery, type CvesQuery } from "@/lib/api/cves-query";

/** The list of CVEs under a query. */
export function cvesAddress(query: CvesQuery): string {
  const search = formatCvesQuery(query);
  return search === "" ? cvesPage : `${cvesPage}?${search}`;
}

/** One page of the nodes of a CVE. */
export function cveAddress(cveId: string, query: CveQuery): string {
  return cvePage(cveId, formatCveQuery(query));
}
