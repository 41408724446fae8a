import { formatCount } from "@/components/ui/number-format";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import { SectionHeading } from "@/components/ui/section-heading";

/** The patch groups that AWS has registered with a baseline: a plan, where the nodes above are what happened. */
export function RegisteredGroups({ baseline: { patchGroups } }: { baseline: BaselineDetail }) {
  return (
    <section className="border-t border-line">
      <SectionHeading
        title="Registered patch groups"
        note={patchGroups.length === 0 ? null : formatCount(patchGroups.length)}
      />
      {patchGroups.length === 0 ? (
        <p className="px-gutter pb-5 text-subtle">None</p>
      ) : (
        <ul className="pb-2">
          {patchGroups.map((group) => (
            <li key={group} className="border-t border-line-subtle px-gutter py-2 wrap-anywhere">
              {group}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
