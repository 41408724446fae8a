import { Icon } from "@/components/ui/icon";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import {
  availableSecurityUpdatesSentence,
  globalFiltersSentence,
} from "@/lib/domain/baseline-effects";
import type { Sentence } from "@/lib/domain/sentence";
import { RuleRow } from "./rule-row";
import { SentenceWords } from "./sentence-words";

interface FurtherRuleProps {
  readonly icon: "check" | "info";
  readonly name: string;
  readonly sentence: Sentence | null;
}

function FurtherRule({ icon, name, sentence }: FurtherRuleProps) {
  return (
    <RuleRow sign={<Icon name={icon} className="size-3" />}>
      <b className="font-strong text-ink">{name}:</b>{" "}
      {sentence === null ? "None" : <SentenceWords sentence={sentence} />}
    </RuleRow>
  );
}

/** What holds for every rule: the global filters, and how security updates count that no rule approves. */
export function FurtherRules({ baseline }: { baseline: BaselineDetail }) {
  return (
    <>
      <FurtherRule icon="check" name="Global filters" sentence={globalFiltersSentence(baseline)} />
      <FurtherRule
        icon="info"
        name="Available security updates"
        sentence={availableSecurityUpdatesSentence(baseline)}
      />
    </>
  );
}
