import { formatCount } from "@/components/ui/number-format";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import { approvalRuleSentence, nonSecuritySentence } from "@/lib/domain/approval-rule-sentence";
import { complianceLevelLabel, type ApprovalRule } from "@/lib/domain/patch-baseline";
import { RuleRow } from "./rule-row";
import { SectionHeading } from "@/components/ui/section-heading";
import { SentenceWords } from "./sentence-words";

interface RuleProps {
  readonly rule: ApprovalRule;
  readonly operatingSystem: string | null;
}

/** Whether non-security updates are in, also where no system looks at it. */
function NonSecurity({ rule, operatingSystem }: RuleProps) {
  const sentence = nonSecuritySentence(rule.enableNonSecurity, operatingSystem);
  if (sentence !== null) return <SentenceWords sentence={sentence} />;
  return rule.enableNonSecurity === null
    ? "Non-security updates: not set"
    : "Non-security updates: no";
}

function RuleMeta({ rule, operatingSystem }: RuleProps) {
  const { complianceLevel } = rule;
  return (
    <>
      <span>
        Compliance level{" "}
        <b>{complianceLevel === null ? "not set" : complianceLevelLabel(complianceLevel)}</b>
      </span>
      <span aria-hidden="true">·</span>
      <span>
        <NonSecurity rule={rule} operatingSystem={operatingSystem} />
      </span>
    </>
  );
}

/** A baseline's approval rules, numbered in AWS's order, each as a sentence. */
export function ApprovalRules({ baseline }: { baseline: BaselineDetail }) {
  const { approvalRules, operatingSystem } = baseline;
  const rules = approvalRules.patchRules.map((rule, at) => ({ rule, number: at + 1 }));
  return (
    <section>
      <SectionHeading
        title="Approval rules"
        note={rules.length === 0 ? null : "a patch is approved when any rule matches"}
      />
      {rules.length === 0 ? (
        <p className="border-t border-line-subtle px-gutter py-3.5 text-subtle">None</p>
      ) : (
        <ol>
          {rules.map(({ rule, number }) => (
            <li key={number}>
              <RuleRow
                sign={formatCount(number)}
                meta={<RuleMeta rule={rule} operatingSystem={operatingSystem} />}
              >
                <SentenceWords sentence={approvalRuleSentence(rule, operatingSystem)} />
              </RuleRow>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
