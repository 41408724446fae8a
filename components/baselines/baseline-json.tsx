import type { BaselineDetail } from "@/lib/api/baseline.schema";
import { CodeBlock } from "./code-block";
import { SectionHeading } from "@/components/ui/section-heading";

/** GetPatchBaseline's answer under AWS's own names. */
export function BaselineJson({ baseline }: { baseline: BaselineDetail }) {
  return (
    <section>
      <SectionHeading
        title="GetPatchBaseline"
        note="as AWS answered; in sources, what could be a credential is blanked"
      />
      <div className="px-gutter pb-6">
        <CodeBlock
          label="GetPatchBaseline’s answer"
          text={JSON.stringify(baseline.raw, null, 2)}
          copyLabel="Copy JSON"
        />
      </div>
    </section>
  );
}
