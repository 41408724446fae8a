import { downloadAddress } from "@/lib/api/download";

/** A file of a list, as a menu offers it. */
export interface ListFile {
  readonly label: string;
  readonly note?: string;
  readonly href: string;
}

/** The files of a list under its query; `api` and `search` are the list's own, without a `?`. */
export function listFiles(api: string, search: string): readonly ListFile[] {
  return [
    { label: "CSV", href: downloadAddress(api, search, "csv") },
    { label: "JSON", href: downloadAddress(api, search, "json") },
  ];
}

/** The files of the list of nodes: a row a node, or a row for each of their findings. */
export function nodeFiles(api: string, search: string): readonly ListFile[] {
  const findings = "A row a node and patch";
  return [
    { label: "Nodes, CSV", note: "A row a node", href: downloadAddress(api, search, "csv") },
    { label: "Nodes, JSON", href: downloadAddress(api, search, "json") },
    {
      label: "Findings, CSV",
      note: findings,
      href: downloadAddress(api, search, "csv", "findings"),
    },
    { label: "Findings, JSON", href: downloadAddress(api, search, "json", "findings") },
  ];
}
