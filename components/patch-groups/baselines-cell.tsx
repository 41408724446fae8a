import { baselinePage } from "@/lib/api/addresses";
import type { BaselineOfGroup, PatchGroupItem } from "@/lib/api/patch-group.schema";
import { cellClass } from "@/components/ui/table-class";
import { countOf } from "@/components/ui/number-format";
import { operatingSystemLabel } from "@/lib/domain/operating-system";

function use({ nodes, registered }: BaselineOfGroup): string {
  const used = nodes === 0 ? "used by no node yet" : `used by ${countOf(nodes, "node", "nodes")}`;
  return registered ? `registered, ${used}` : `${used}, not registered`;
}

function words({ baselineId, name, operatingSystem }: BaselineOfGroup): string {
  const system = operatingSystem === null ? null : operatingSystemLabel(operatingSystem);
  return [name ?? baselineId, system].filter((part) => part !== null).join(" · ");
}

/** The baseline that most of a group's nodes used, or that it is registered with; of the others how many there are. */
export function BaselinesCell({ group }: { group: PatchGroupItem }) {
  const [first, ...rest] = group.baselines;
  return (
    <td className={`${cellClass} text-muted max-sm:hidden`}>
      {first === undefined ? (
        <span className="text-subtle">None used yet</span>
      ) : (
        <span className="flex items-center gap-1.5">
          <a
            className="inline-flex min-h-6 max-w-48 items-center"
            href={baselinePage(group, first.baselineId)}
            title={`${words(first)}: ${use(first)}`}
          >
            <span className="truncate">{first.name ?? first.baselineId}</span>
          </a>
          {rest.length === 0 ? null : (
            <span
              className="text-subtle tabular-nums"
              title={rest.map((each) => `${words(each)}: ${use(each)}`).join("\n")}
            >
              +{rest.length}
            </span>
          )}
        </span>
      )}
    </td>
  );
}
