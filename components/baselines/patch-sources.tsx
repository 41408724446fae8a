import { formatCount } from "@/components/ui/number-format";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import { mostPatchSources } from "@/lib/domain/baseline-effects";
import type { PatchSource } from "@/lib/domain/patch-baseline";
import { filterValueLabel } from "@/lib/domain/patch-filter-words";
import { listed } from "@/lib/domain/sentence";
import { CodeBlock } from "./code-block";
import { SectionHeading } from "@/components/ui/section-heading";
import { SentenceWords } from "./sentence-words";

function OneSource({ source: { name, products, configuration } }: { source: PatchSource }) {
  const called = name ?? "Unnamed source";
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-2 border-t border-line-subtle px-gutter py-3.5">
      <div className="wrap-anywhere text-muted">
        <h3 className="inline font-strong text-ink">{called}</h3> for{" "}
        {products.length === 0 ? (
          "no product"
        ) : (
          <SentenceWords
            sentence={listed(products.map((product) => filterValueLabel("PRODUCT", product)))}
          />
        )}
      </div>
      {configuration === null ? (
        <p className="text-subtle">No configuration</p>
      ) : (
        <CodeBlock
          label={`Configuration of ${called}`}
          text={configuration}
          copyLabel="Copy configuration"
        />
      )}
    </li>
  );
}

/** Other repositories that Linux nodes take patches from; Windows has none to speak of. */
export function PatchSources({
  baseline: { sources, operatingSystem },
}: {
  baseline: BaselineDetail;
}) {
  if (operatingSystem === "WINDOWS" && sources.length === 0) return null;
  const numbered = sources.map((source, at) => ({ source, number: at + 1 }));
  return (
    <section className="border-t border-line">
      <SectionHeading
        title="Patch sources"
        note={
          sources.length === 0
            ? null
            : `${formatCount(sources.length)} of at most ${mostPatchSources}; what could be a credential is blanked`
        }
      />
      {sources.length === 0 ? (
        <p className="px-gutter pb-4 text-subtle">
          None: nodes take patches from the repositories they are set up with.
        </p>
      ) : (
        <ul>
          {numbered.map(({ source, number }) => (
            <OneSource key={number} source={source} />
          ))}
        </ul>
      )}
    </section>
  );
}
