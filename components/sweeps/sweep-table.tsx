import { EmptyNote } from "@/components/ui/empty-note";
import { HeadCell } from "@/components/ui/head-cell";
import { HeadRow } from "@/components/ui/head-row";
import { countOf } from "@/components/ui/number-format";
import { PageSize } from "@/components/ui/page-size";
import { Pager } from "@/components/ui/pager";
import { footClass } from "@/components/ui/table-class";
import { TableFrame } from "@/components/ui/table-frame";
import { sweepsPage } from "@/lib/api/addresses";
import { pageSizes } from "@/lib/api/node-patches-query";
import type { SweepList } from "@/lib/api/sweep.schema";
import { formatSweepsView, type SweepsView } from "@/lib/api/sweeps-query";
import { SectionHead } from "./section-head";
import { SweepRow } from "./sweep-row";

const heads = [
  { label: "Started" },
  { label: "Status" },
  { label: "Sources" },
  { label: "Trigger" },
  { label: "Nodes read", right: true },
  { label: "Calls", right: true },
  { label: "Throttled", right: true },
  { label: "Not read", right: true },
  { label: "Took", right: true },
];

interface SweepTableProps {
  readonly list: SweepList;
  readonly view: SweepsView;
}

function hrefOf(view: SweepsView): string {
  const search = formatSweepsView(view);
  return search === "" ? sweepsPage : `${sweepsPage}?${search}`;
}

function NoSweeps({ list, view }: SweepTableProps) {
  if (list.total > 0) {
    return (
      <EmptyNote title="There is no such page">
        <a className="font-medium text-accent" href={hrefOf({ ...view, page: 1 })}>
          To the first page
        </a>
      </EmptyNote>
    );
  }
  return (
    <p className="border-t border-line-subtle px-gutter py-4 text-subtle">
      None so far. Each sweep is kept here with what it read, what it cost and what it could not
      read.
    </p>
  );
}

/** The sweeps, the newest first. Paging and opening are links. */
export function SweepTable({ list, view }: SweepTableProps) {
  return (
    <section aria-labelledby="sweeps" className="border-b border-line">
      <SectionHead
        id="sweeps"
        title="Sweeps so far"
        note={list.total === 0 ? null : `${countOf(list.total, "sweep", "sweeps")}, newest first`}
      />
      {list.items.length === 0 ? (
        <NoSweeps list={list} view={view} />
      ) : (
        <>
          <TableFrame caption="Sweeps" fitsFrom="lg">
            <HeadRow>
              {heads.map((head) => (
                <HeadCell key={head.label} {...head} />
              ))}
            </HeadRow>
            <tbody className="max-sm:block">
              {list.items.map((sweep) => (
                <SweepRow key={sweep.id} sweep={sweep} view={view} now={list.now} />
              ))}
            </tbody>
          </TableFrame>
          <footer className={footClass}>
            <Pager
              page={list.page}
              size={list.size}
              total={list.total}
              hrefOf={(page) => hrefOf({ ...view, page })}
            />
            {list.total > pageSizes[0] ? (
              <span className="ml-auto">
                <PageSize
                  size={list.size}
                  choices={pageSizes.map((size) => ({
                    size,
                    href: hrefOf({ ...view, size, page: 1 }),
                  }))}
                />
              </span>
            ) : null}
          </footer>
        </>
      )}
    </section>
  );
}
