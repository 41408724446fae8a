"use client";

import { deadlineDaysWords, deadlineText } from "@/components/badges/deadline-words";
import { SeverityMark } from "@/components/badges/severity-mark";
import { CopyButton } from "@/components/ui/copy-button";
import { buttonClass } from "@/components/ui/button-class";
import { ExportMenu } from "@/components/ui/export-menu";
import { Icon } from "@/components/ui/icon";
import { countOf, formatCount } from "@/components/ui/number-format";
import { patchApi, patchesPage } from "@/lib/api/addresses";
import { systemWord } from "@/lib/api/nodes-query";
import { formatPatchNodesQuery, type PatchNodesQuery } from "@/lib/api/patch-nodes-query";
import type { PatchDetail } from "@/lib/api/patch.schema";
import { listFiles } from "@/lib/browser/list-files";
import { withinScope } from "@/lib/browser/scope";
import { dueSoonDays, type PatchDeadline } from "@/lib/domain/deadline";
import { operatingSystemLabel } from "@/lib/domain/operating-system";
import { kbUrl } from "./cve-words";
import { patchAddress } from "./patches-address";
import { RowsRead } from "./rows-read";

interface PatchHeaderProps {
  readonly patch: Omit<PatchDetail, "items" | "builds" | "sources" | "cveIds">;
  /** The nodes of this page of the list. */
  readonly instanceIds: readonly string[];
  readonly query: PatchNodesQuery;
  readonly nowMs: number;
}

/** 24 px to hit, in a line of 16. */
const crumbClass = "-my-1 inline-flex min-h-6 items-center";

function Crumbs({ patch, query }: Pick<PatchHeaderProps, "patch" | "query">) {
  const scope = { accounts: query.accounts ?? [], regions: query.regions ?? [] };
  const system =
    patch.operatingSystem === null ? "Not recognised" : operatingSystemLabel(patch.operatingSystem);
  return (
    <nav aria-label="Breadcrumb" className="w-full text-xs text-subtle">
      <ol className="flex flex-wrap gap-x-1.5">
        <li>
          <a className={crumbClass} href={withinScope(patchesPage, scope)}>
            Patches
          </a>
        </li>
        <li className="before:mr-1.5 before:text-faint before:content-['/']">
          <a
            className={crumbClass}
            href={withinScope(patchesPage, scope, `os=${systemWord(patch.operatingSystem)}`)}
          >
            {system}
          </a>
        </li>
      </ol>
    </nav>
  );
}

function Actions({ patch, instanceIds, query }: Omit<PatchHeaderProps, "nowMs">) {
  const article = kbUrl(patch.kbId);
  const isWhole = instanceIds.length === patch.total;
  return (
    <div className="ml-auto flex flex-wrap gap-2 max-sm:ml-0 max-sm:w-full print:hidden">
      {article === null ? null : (
        <a
          className={`${buttonClass} max-sm:flex-1`}
          href={article}
          target="_blank"
          rel="noopener noreferrer"
        >
          <Icon name="out" className="size-3.5 text-subtle" />
          Microsoft’s article
        </a>
      )}
      <CopyButton
        look="button"
        icon="link"
        label="Copy link"
        shortcut="c"
        text={() => new URL(patchAddress(patch, query), window.location.origin).href}
        className="max-sm:flex-1"
      />
      {patch.total === 0 ? null : (
        <ExportMenu
          what={countOf(patch.total, "node", "nodes")}
          files={listFiles(
            patchApi(patch.operatingSystem, patch.kbId),
            formatPatchNodesQuery(query),
          )}
        />
      )}
      {instanceIds.length === 0 ? null : (
        <CopyButton
          look="button"
          label={
            isWhole
              ? `Copy ${countOf(instanceIds.length, "node ID", "node IDs")}`
              : `Copy this page’s ${countOf(instanceIds.length, "node ID", "node IDs")}`
          }
          text={instanceIds.join("\n")}
          className="max-sm:flex-1"
        />
      )}
    </div>
  );
}

/** On how many nodes its deadline has passed, or soon will. */
function Dues({ patch, query }: Pick<PatchHeaderProps, "patch" | "query">) {
  const { overdue, dueSoon } = patch.deadlines;
  const link = (deadline: PatchDeadline, words: string) => (
    <a
      className={`-my-0.5 inline-flex min-h-6 items-center ${deadlineText[deadline]}`}
      href={patchAddress(patch, { ...query, deadlines: [deadline], page: 1 })}
    >
      {words}
    </a>
  );
  return (
    <span title={`Deadline: ${deadlineDaysWords(patch.deadlineDays)}`}>
      {overdue === 0 ? null : link("overdue", `Overdue on ${countOf(overdue, "node", "nodes")}.`)}{" "}
      {dueSoon === 0
        ? null
        : link("dueSoon", `Due within ${dueSoonDays} days on ${formatCount(dueSoon)}.`)}
    </span>
  );
}

/** How many nodes lack the patch, of which, and what else it waits for. */
function Answer({ patch, query }: Pick<PatchHeaderProps, "patch" | "query">) {
  const { operatingSystem, nodesLacking, nodesOfSystem, nodes } = patch;
  const system = operatingSystem === null ? "unrecognised" : operatingSystemLabel(operatingSystem);
  const others = [
    nodes.installedPendingReboot > 0 &&
      `${formatCount(nodes.installedPendingReboot)} ${nodes.installedPendingReboot === 1 ? "waits" : "wait"} for a reboot`,
    nodes.installedRejected > 0 &&
      `${formatCount(nodes.installedRejected)} ${nodes.installedRejected === 1 ? "has" : "have"} it installed although it is rejected`,
    nodes.availableSecurityUpdate > 0 &&
      `${formatCount(nodes.availableSecurityUpdate)} ${nodes.availableSecurityUpdate === 1 ? "has" : "have"} it available, not approved yet`,
  ].filter((part) => part !== false);
  return (
    <p className="w-full pt-1 text-base text-muted max-sm:order-1">
      <b className="font-semibold text-ink">
        {formatCount(nodesLacking)} of {formatCount(nodesOfSystem)}
      </b>{" "}
      {system} nodes lack it: missing on {formatCount(nodes.missing)}, failed to install on{" "}
      {formatCount(nodes.failed)}.{others.length === 0 ? "" : ` ${others.join(", ")}.`}{" "}
      <Dues patch={patch} query={query} />
    </p>
  );
}

/** Which patch this is, how many nodes it concerns, and what that rests on. */
export function PatchHeader({ patch, instanceIds, query, nowMs }: PatchHeaderProps) {
  const { kbId, title, severity, operatingSystem, rows, asOf } = patch;
  return (
    <header className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5 border-b border-line px-gutter py-4 max-sm:gap-y-2">
      <Crumbs patch={patch} query={query} />
      <h1 className="text-xl font-semibold wrap-anywhere">{kbId}</h1>
      <CopyButton label="Copy the name" text={kbId} />
      <SeverityMark severity={severity} operatingSystem={operatingSystem} />
      <Actions patch={patch} instanceIds={instanceIds} query={query} />
      {title === null || title.trim() === "" ? null : (
        <p className="w-full wrap-anywhere text-muted">{title}</p>
      )}
      <Answer patch={patch} query={query} />
      <p className="w-full text-xs text-subtle tabular-nums max-sm:order-1">
        Counted <RowsRead rows={rows} asOf={asOf} nowMs={nowMs} />
      </p>
    </header>
  );
}
