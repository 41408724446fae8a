import { Moment } from "@/components/ui/moment";
import type { BaselineDetail } from "@/lib/api/baseline.schema";
import { ownerWords, systemWords } from "./baseline-words";
import { Fact } from "@/components/ui/fact";

function defaultWords(isDefault: boolean | null): string {
  if (isDefault === null) return "Not known";
  return isDefault ? "Yes" : "No";
}

/** A name can have 256 characters; the whole of it stands under "Registered patch groups". */
const longestShown = 40;

function shortened(name: string): string {
  return name.length <= longestShown ? name : `${name.slice(0, longestShown)}…`;
}

function GroupWords({ groups }: { groups: readonly string[] }) {
  const [first] = groups;
  if (first === undefined) return <span className="font-normal text-subtle">None</span>;
  return (
    <>
      <span title={first}>{shortened(first)}</span>{" "}
      {groups.length > 1 ? (
        <span className="font-normal text-subtle" title={groups.join("\n")}>
          and {groups.length - 1} more
        </span>
      ) : null}
    </>
  );
}

/** What a baseline is for, whose it is, and its two dates. */
export function BaselineFacts({ baseline }: { baseline: BaselineDetail }) {
  const system = systemWords(baseline.operatingSystem);
  return (
    <section aria-label="Facts" className="border-b border-line">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2.5 px-gutter py-3 sm:grid-cols-3 sm:gap-x-6 lg:flex lg:justify-between">
        <Fact label="Operating system">{system}</Fact>
        <Fact label="Owner">{ownerWords[baseline.owner]}</Fact>
        <Fact label={`Default for ${system}`}>{defaultWords(baseline.defaultBaseline)}</Fact>
        <Fact label="Patch groups">
          <GroupWords groups={baseline.patchGroups} />
        </Fact>
        <Fact label="Modified">
          {baseline.modifiedDate === null ? "–" : <Moment time={baseline.modifiedDate} />}
        </Fact>
        <Fact label="Created">
          {baseline.createdDate === null ? "–" : <Moment time={baseline.createdDate} />}
        </Fact>
      </dl>
    </section>
  );
}
