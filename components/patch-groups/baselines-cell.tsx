import { baselinePage } from "@/lib/api/addresses";
import type { BaselineOfGroup, PatchGroupItem } from "@/lib/api/patch-group.schema";
import { cellClass, secondLineClass } from "@/components/ui/table-class";
import { countOf } from "@/components/ui/number-format";
import { operatingSystemLabel } from "@/lib/domain/operating-system";

/** As many as a row can name; the others are in the title of the rest. */
const shown = 2;

function use({ nodes, registered }: BaselineOfGroup): string {
  const used = nodes === 0 ? "used by no node yet" : `used by ${countOf(nodes, "node", "nodes")}`;
  return registered ? `registered, ${used}` : `${used}, not registered`;
}

function words({ baselineId, name, operatingSystem }: BaselineOfGroup): string {
  const system = operatingSystem === null ? null : operatingSystemLabel(operatingSystem);
  return [name ?? baselineId, system].filter((part) => part !== null).join(" · ");
}

/** The baselines that a group is registered with, and those that its nodes used last. */
export function BaselinesCell({ group }: { group: PatchGroupItem }) {
  const { baselines } = group;
  const rest = baselines.slice(shown);
  return (
    <td className={`${cellClass} ${secondLineClass} text-muted sm:py-1.5!`}>
      {baselines.length === 0 ? (
        <span className="text-subtle">None used yet</span>
      ) : (
        <ul className="grid gap-0.5">
          {baselines.slice(0, shown).map((baseline) => (
            <li key={baseline.baselineId} title={`${words(baseline)}: ${use(baseline)}`}>
              <a
                className="inline-flex min-h-6 max-w-64 items-center"
                href={baselinePage(group, baseline.baselineId)}
              >
                <span className="truncate">{baseline.name ?? baseline.baselineId}</span>
              </a>
              {baseline.registered ? null : (
                <span className="ml-1.5 text-xs text-subtle">not registered</span>
              )}
              {baseline.registered && baseline.nodes === 0 ? (
                <span className="ml-1.5 text-xs text-subtle">not used yet</span>
              ) : null}
            </li>
          ))}
          {rest.length === 0 ? null : (
            <li
              className="text-xs text-subtle"
              title={rest.map((baseline) => `${words(baseline)}: ${use(baseline)}`).join("\n")}
            >
              and {rest.length} more
            </li>
          )}
        </ul>
      )}
    </td>
  );
}
