import { z } from "zod";
import { operatingSystems } from "@/lib/domain/operating-system";
import { facetSchema } from "@/lib/api/facet.schema";
import { listFrame, nodeSchema } from "@/lib/api/node.schema";
import { sourceStatusSchema } from "@/lib/api/source-status.schema";

const count = z.number().int().nonnegative();
const words = z.string().nullable();
const system = z.enum(operatingSystems).nullable();

/** Of how many managed nodes the answer can speak; the three numbers are all of them. */
const coverageSchema = z.object({
  /** Their rows are held, of their last operation. */
  nodesReporting: count,
  /** SSM has no CVE ids for their operating system. */
  nodesThatCannotReport: count,
  /** They could report, but nothing current is held of them, or SSM Agent left the CVE ids out. */
  nodesUnknown: count,
  /** The nodes that cannot report, by operating system, most first. */
  cannotReportBySystem: z.array(z.object({ operatingSystem: system, nodes: count })),
  /** The unknown nodes, each under the first reason that holds. */
  unknownByReason: z.object({
    /** No node patch state: never scanned, or by association only. */
    noResult: count,
    /** The last reading of the node failed, or its rows were not read. */
    notRead: count,
    /** The rows held are of an earlier operation. */
    outdated: count,
    /** The rows differ from SSM's own counters. */
    differ: count,
    /** Security updates are missing and no row names a CVE. */
    cveIdsLeftOut: count,
  }),
});

export type CveCoverage = z.infer<typeof coverageSchema>;

/** A build that still has the CVE on some node, as SSM describes it there. */
const patchOfCveSchema = z.object({
  operatingSystem: system,
  kbId: z.string(),
  title: words,
  classification: words,
  severity: words,
  missing: count,
  failed: count,
});

export type PatchOfCve = z.infer<typeof patchOfCveSchema>;

/** A node with those rows of its own that name the CVE. */
const nodeOfCveSchema = nodeSchema.extend({
  rows: z.array(z.object({ kbId: z.string(), title: words, state: z.enum(["Missing", "Failed"]) })),
});

export type NodeOfCve = z.infer<typeof nodeOfCveSchema>;

/** Where a CVE is known to be open, and of how much of the fleet that can be said. */
export const cveDetailSchema = z.object({
  cveId: z.string(),
  patches: z.array(patchOfCveSchema),
  nodes: z.array(nodeOfCveSchema),
  nodesTotal: count,
  /** Nodes whose rows are of their last operation and do not name it: patched, without the package, or not approved. */
  nodesThatDoNotNameIt: count,
  /** Managed nodes of the sources in scope. */
  nodesManaged: count,
  /** Nodes that have left SSM's list and had it then; in no other number. */
  nodesThatLeft: count,
  page: z.number().int(),
  size: z.number().int(),
  coverage: coverageSchema,
  /** The last operations, oldest and newest, of the nodes that report; null where none does. */
  scannedBetween: z.object({ oldest: z.iso.datetime(), newest: z.iso.datetime() }).nullable(),
  asOf: z.iso.datetime().nullable(),
  sources: z.array(sourceStatusSchema),
});

export type CveDetail = z.infer<typeof cveDetailSchema>;

const cveListItemSchema = z.object({
  cveId: z.string(),
  /** The vendor's word for the worst patch that names it, and whose vendor. */
  severity: words,
  operatingSystem: system,
  /** Nodes with a Missing or Failed row that names it. */
  nodes: count,
  /** KBs and packages that name it, by operating system. */
  patches: count,
  /** The first of them by name. */
  kbIds: z.array(z.string()),
  firstSeen: z.iso.datetime().nullable(),
});

export type CveListItem = z.infer<typeof cveListItemSchema>;

export const cveListSchema = z.object({
  ...listFrame,
  items: z.array(cveListItemSchema),
  /** CVEs of the sources in scope, before any filter. */
  totalCves: count,
  nodesManaged: count,
  facets: z.object({ severity: facetSchema, operatingSystem: facetSchema }),
  coverage: coverageSchema,
});

export type CveList = z.infer<typeof cveListSchema>;
