import type { Metadata } from "next";
import { SweepsView } from "@/components/sweeps/sweeps-view";
import { ErrorPanel } from "@/components/ui/error-panel";
import { InvalidLink } from "@/components/ui/invalid-link";
import { sweepsPage } from "@/lib/api/addresses";
import { toSearchParams, type PageParams } from "@/lib/api/page-query";
import { parseSweepsView, type SweepsView as View } from "@/lib/api/sweeps-query";
import { problemAdvice } from "@/lib/browser/problem-advice";
import { asking } from "@/lib/server/auth/asking";
import type { Viewer } from "@/lib/server/auth/viewer";
import { findSweep } from "@/lib/server/read/read-sweep";
import { readSweeps } from "@/lib/server/read/read-sweeps";
import { answerOrProblem } from "@/lib/server/respond";

export const metadata: Metadata = { title: "Sweeps" };

async function readPage(viewer: Viewer, view: View) {
  const list = await readSweeps(viewer, view);
  return { list, opened: view.sweepId === null ? null : await findSweep(viewer, view.sweepId) };
}

export default async function SweepsPage({ searchParams }: { searchParams: Promise<PageParams> }) {
  const parsed = parseSweepsView(toSearchParams(await searchParams));
  if (!parsed.ok) {
    return (
      <InvalidLink params={parsed.invalidParams} href={sweepsPage} instead="Show all sweeps" />
    );
  }
  const { viewer, requestId } = await asking();
  const read = await answerOrProblem(readPage(viewer, parsed.query), requestId);
  if (!read.ok) {
    const { title, detail, code } = read.problem;
    return (
      <ErrorPanel
        level={1}
        title={title}
        detail={detail}
        advice={problemAdvice(code)}
        requestId={requestId}
      />
    );
  }
  const { list, opened } = read.answer;
  return <SweepsView initial={list} view={parsed.query} opened={opened} />;
}
