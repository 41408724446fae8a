import { notFound, redirect } from "next/navigation";
import type { Metadata } from "next";
import { NodeChooser } from "@/components/nodes/node-chooser";
import { NodeMissing } from "@/components/nodes/node-missing";
import { nodePage } from "@/lib/api/addresses";
import { toSearchParams, type PageParams } from "@/lib/api/page-query";
import { parseInstanceId } from "@/lib/domain/instance-id";
import { asking } from "@/lib/server/auth/asking";
import { findNode } from "@/lib/server/read/find-node";
import { apiPatience } from "@/lib/server/read/waiting";

interface PageAddress {
  readonly params: Promise<{ scope: string }>;
  readonly searchParams: Promise<PageParams>;
}

export async function generateMetadata({ params }: PageAddress): Promise<Metadata> {
  return { title: (await params).scope };
}

/** A node whose account and Region a ticket does not say: goes there, or asks which. The query is kept. */
export default async function NodeResolverPage({ params, searchParams }: PageAddress) {
  const instanceId = parseInstanceId((await params).scope);
  if (instanceId === null) notFound();
  const { viewer } = await asking();
  const { nodes, searched, unread } = await findNode(viewer, instanceId, apiPatience);
  const search = toSearchParams(await searchParams).toString() || "state=findings";
  const [only] = nodes;
  if (only && nodes.length === 1) redirect(nodePage(only, instanceId, search));
  if (nodes.length > 1) {
    return <NodeChooser instanceId={instanceId} nodes={nodes} search={search} unread={unread} />;
  }
  if (unread.length === 0) notFound();
  return <NodeMissing instanceId={instanceId} searched={searched} unread={unread} />;
}
