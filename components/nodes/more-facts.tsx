import type { ReactNode } from "react";
import { formatCount } from "@/components/ui/number-format";
import { Moment } from "@/components/ui/moment";
import { TimeAgo } from "@/components/ui/time-ago";
import type { NodeDetail } from "@/lib/api/node.schema";
import { Fact } from "@/components/ui/fact";
import { accountWords } from "@/lib/domain/source-words";

/** SSM sends 1970 and the year 1 where it has no time to tell. */
const firstRealTime = Date.parse("1971-01-02T00:00:00Z");

function isReal(time: string | null): time is string {
  return time !== null && Date.parse(time) >= firstRealTime;
}

function RealTime({ time }: { time: string | null }) {
  return isReal(time) ? <Moment time={time} /> : "–";
}

function countWords(count: number | null | undefined): string {
  return count === null || count === undefined ? "–" : formatCount(count);
}

const rebootOptions: Record<string, string> = {
  RebootIfNeeded: "Reboot if needed",
  NoReboot: "No reboot",
};

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h2 className="mb-2 text-xs font-semibold text-muted">{title}</h2>
      <dl className="grid gap-2">{children}</dl>
    </div>
  );
}

function Code({ children }: { children: string | null }) {
  return children === null ? "–" : <span className="code">{children}</span>;
}

/** Every further field that AWS gives of a node, under AWS's names where it has one. */
export function MoreFacts({ node, nowMs }: { node: NodeDetail; nowMs: number }) {
  const { counts } = node;
  return (
    <div className="grid gap-x-6 gap-y-5 px-gutter pt-3 pb-3 sm:grid-cols-2 lg:grid-cols-4">
      <Group title="Registration">
        <Fact label="Account">{accountWords(node.account, node.alias)}</Fact>
        <Fact label="Region">{node.region}</Fact>
        <Fact label="IP address">{node.ipAddress}</Fact>
        <Fact label="Computer name">{node.computerName}</Fact>
        <Fact label="IAM role">{node.iamRole}</Fact>
        <Fact label="Registered">
          <RealTime time={node.registrationDate} />
        </Fact>
        <Fact label="Activation ID">
          <Code>{node.activationId}</Code>
        </Fact>
      </Group>
      <Group title="Platform and agent">
        <Fact label="Platform">
          {[node.platformName, node.platformVersion].filter(Boolean).join(" ") || "–"}
        </Fact>
        <Fact label="Platform type">{node.platformType}</Fact>
        <Fact label="Last ping">
          {isReal(node.lastPingDateTime) ? (
            <TimeAgo time={node.lastPingDateTime} nowMs={nowMs} />
          ) : (
            "–"
          )}
        </Fact>
        <Fact label="Agent is the latest version">{latestWords(node)}</Fact>
        <Fact label="Source">
          {[node.sourceType, node.sourceId].filter(Boolean).join(" ") || "–"}
        </Fact>
        <Fact label="Source location">{node.sourceLocation}</Fact>
        <Fact label="Owner information">{node.ownerInformation}</Fact>
      </Group>
      <Group title="Last operation">
        <Fact label="Started">
          <RealTime time={node.operationStartTime} />
        </Fact>
        <Fact label="Ended">
          <RealTime time={node.operationEndTime} />
        </Fact>
        <Fact label="Reboot option">
          {node.rebootOption === null
            ? "–"
            : (rebootOptions[node.rebootOption] ?? node.rebootOption)}
        </Fact>
        <Fact label="Last no-reboot install">
          <RealTime time={node.lastNoRebootInstallOperationTime} />
        </Fact>
        <Fact label="Patch baseline ID">
          <Code>{node.baselineId}</Code>
        </Fact>
        <Fact label="Snapshot ID">
          <Code>{node.snapshotId}</Code>
        </Fact>
        <Fact label="Install override list">{node.installOverrideList}</Fact>
      </Group>
      <div className="grid content-start gap-5">
        <Group title="AWS’s own counters">
          <Fact label="CriticalNonCompliantCount">{countWords(counts?.criticalNonCompliant)}</Fact>
          <Fact label="SecurityNonCompliantCount">{countWords(counts?.securityNonCompliant)}</Fact>
          <Fact label="OtherNonCompliantCount">{countWords(counts?.otherNonCompliant)}</Fact>
          <Fact label="UnreportedNotApplicableCount">
            {countWords(node.unreportedNotApplicable)}
          </Fact>
        </Group>
        <Group title="State Manager association">
          <Fact label="Association status">{node.associationStatus}</Fact>
          <Fact label="Last association run">
            <RealTime time={node.lastAssociationExecutionDate} />
          </Fact>
          <Fact label="Last successful association run">
            <RealTime time={node.lastSuccessfulAssociationExecutionDate} />
          </Fact>
        </Group>
      </div>
    </div>
  );
}

/** AWS documents the field as meaningless on Windows, where it is null. */
function latestWords({ isLatestVersion }: NodeDetail): string {
  if (isLatestVersion === null) return "–";
  return isLatestVersion ? "Yes" : "No, an update is available";
}
