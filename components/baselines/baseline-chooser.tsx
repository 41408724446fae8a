import { baselinePage } from "@/lib/api/addresses";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import { ownerWords, systemWords } from "./baseline-words";
import { accountWords } from "@/lib/domain/source-words";

type Place = Pick<
  BaselineDetail,
  "account" | "region" | "alias" | "baselineId" | "name" | "operatingSystem" | "owner"
>;

interface BaselineChooserProps {
  readonly baselineId: string;
  readonly baselines: readonly Place[];
  /** The view that the address asked for, without its `?`. */
  readonly search: string;
  /** Where it could not be looked for, so that it may be there too. */
  readonly unread: ReadonlyArray<Pick<Place, "account" | "alias" | "region">>;
}

const numbers = ["no", "one", "two", "three", "four", "five"];

/** Asks which baseline is meant where an id alone does not say: AWS's own are the same in every account of a Region. */
export function BaselineChooser(props: BaselineChooserProps) {
  const { baselineId, baselines, search, unread } = props;
  return (
    <section className="max-w-200 px-gutter py-6">
      <h1 className="text-xl font-semibold">
        This baseline ID is known in {numbers[baselines.length] ?? baselines.length} places
      </h1>
      <p className="code mt-1 text-subtle">{baselineId}</p>
      <ul className="mt-4 border-t border-line">
        {baselines.map((baseline) => (
          <li
            key={`${baseline.account}/${baseline.region}`}
            className="border-b border-line-subtle"
          >
            <a
              href={baselinePage(baseline, baselineId, search)}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-2.5 hover:bg-hover hover:no-underline!"
            >
              <span className="min-w-0 wrap-anywhere">
                <span className="font-medium">{baseline.name ?? baselineId}</span>{" "}
                <span className="text-subtle">
                  {accountWords(baseline.account, baseline.alias)}, {baseline.region}
                </span>
              </span>
              <span className="text-muted">
                {systemWords(baseline.operatingSystem)}, {ownerWords[baseline.owner]}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {unread.length === 0 ? null : (
        <p className="mt-3 text-st-missing-text">
          It may also be where SSM couldn’t be read:{" "}
          {unread
            .map(({ account, alias, region }) => `${accountWords(account, alias)}, ${region}`)
            .join("; ")}
          .
        </p>
      )}
    </section>
  );
}
