import { notFound, redirect } from "next/navigation";
import type { Metadata } from "next";
import { BaselineChooser } from "@/components/baselines/baseline-chooser";
import { BaselineMissing } from "@/components/baselines/baseline-missing";
import { baselinePage } from "@/lib/api/addresses";
import { toSearchParams, type PageParams } from "@/lib/api/page-query";
import { parseBaselineId } from "@/lib/domain/baseline-id";
import { asking } from "@/lib/server/auth/asking";
import { findBaseline } from "@/lib/server/read/find-baseline";
import { apiPatience } from "@/lib/server/read/waiting";

interface PageAddress {
  readonly params: Promise<{ scope: string }>;
  readonly searchParams: Promise<PageParams>;
}

export async function generateMetadata({ params }: PageAddress): Promise<Metadata> {
  return { title: (await params).scope };
}

/** A baseline whose account and Region a ticket does not say: goes there, or asks which. The query is kept. */
export default async function BaselineResolverPage({ params, searchParams }: PageAddress) {
  const { scope } = await params;
  const baselineId = parseBaselineId(scope);
  if (baselineId === null || baselineId !== scope) notFound();
  const { viewer } = await asking();
  const { baselines, searched, unread } = await findBaseline(viewer, baselineId, apiPatience);
  const search = toSearchParams(await searchParams).toString();
  const [only] = baselines;
  if (only && baselines.length === 1) redirect(baselinePage(only, baselineId, search));
  if (baselines.length > 1) {
    return (
      <BaselineChooser
        baselineId={baselineId}
        baselines={baselines}
        search={search}
        unread={unread}
      />
    );
  }
  if (unread.length === 0) notFound();
  return <BaselineMissing baselineId={baselineId} searched={searched} unread={unread} />;
}
