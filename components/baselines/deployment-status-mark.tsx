import type { ReactNode } from "react";
import { StateGlyph } from "@/components/badges/state-glyph";
import { Icon } from "@/components/ui/icon";
import { knownDeploymentStatus, type DeploymentStatus } from "@/lib/domain/effective-patch";

const words: Record<DeploymentStatus, string> = {
  APPROVED: "Approved",
  PENDING_APPROVAL: "Pending approval",
  EXPLICIT_APPROVED: "Explicitly approved",
  EXPLICIT_REJECTED: "Explicitly rejected",
};

const approved = <Icon name="check" className="size-3.5 text-st-installed" />;

const signs: Record<DeploymentStatus, ReactNode> = {
  APPROVED: approved,
  PENDING_APPROVAL: (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className="block size-3.5 flex-none text-st-not-applicable"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
    >
      <circle cx="8" cy="8" r="6.2" />
      <path d="M8 4.8V8l2.2 1.6" />
    </svg>
  ),
  EXPLICIT_APPROVED: approved,
  EXPLICIT_REJECTED: <StateGlyph state="InstalledRejected" />,
};

/** What a person calls a deployment status; one we do not know stays as it came. */
export function deploymentStatusWords(status: string | null): string {
  const known = knownDeploymentStatus(status ?? "");
  return known === null ? (status ?? "Not reported") : words[known];
}

/** What a baseline makes of a patch: sign and word. */
export function DeploymentStatusMark({ status }: { status: string | null }) {
  const known = knownDeploymentStatus(status ?? "");
  return (
    <span className="flex w-fit items-center gap-1.75 whitespace-nowrap">
      {known === null ? null : signs[known]}
      {deploymentStatusWords(status)}
    </span>
  );
}
