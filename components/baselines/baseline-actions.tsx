import { buttonClass } from "@/components/ui/button-class";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import type { BaselineView } from "@/lib/browser/baseline-view";
import { getPatchBaselineCommand } from "@/lib/domain/aws-cli";
import { patchBaselinesUrl } from "@/lib/domain/console-link";
import { baselineAddress } from "./baselines-address";
import { CopyLink } from "./copy-link";

interface BaselineActionsProps {
  readonly baseline: BaselineDetail;
  readonly view: BaselineView;
}

/** What one does with a baseline's page: hand it on, or look at the same thing with AWS's own tools. */
export function BaselineActions({ baseline, view }: BaselineActionsProps) {
  return (
    <div className="ml-auto flex flex-wrap gap-2 max-sm:order-2 max-sm:mt-1 max-sm:w-full print:hidden">
      <CopyLink path={baselineAddress(baseline, view)} />
      <CopyButton
        look="button"
        label="Copy CLI command"
        text={getPatchBaselineCommand(baseline)}
        className="max-sm:flex-1"
      />
      <a
        href={patchBaselinesUrl(baseline)}
        target="_blank"
        rel="noopener noreferrer"
        title="The list of baselines in Patch Manager"
        className={`${buttonClass} max-sm:flex-1`}
      >
        <Icon name="out" className="size-3.5 text-subtle" />
        Open in AWS
      </a>
    </div>
  );
}
