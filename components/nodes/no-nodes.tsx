import { EmptyNote } from "@/components/ui/empty-note";
import { NoSuchPage } from "@/components/ui/no-such-page";
import { textLinkClass } from "@/components/ui/text-link-class";
import { nodesAddress } from "@/lib/api/nodes-address";
import type { NodeList } from "@/lib/api/node.schema";
import { withoutFilters, type NodesQuery } from "@/lib/api/nodes-query";

interface NoNodesProps {
  readonly list: NodeList;
  readonly query: NodesQuery;
}

/** Why the list holds no row, and what to do next. */
export function NoNodes({ list, query }: NoNodesProps) {
  if (list.total > 0) return <NoSuchPage firstHref={nodesAddress({ ...query, page: 1 })} />;
  if (list.totalManaged > 0) {
    return (
      <EmptyNote title="No nodes match these filters">
        <a className={textLinkClass} href={nodesAddress(withoutFilters(query))} data-key="x">
          Clear filters
        </a>
      </EmptyNote>
    );
  }
  // Where a source could not be read, its notice says so: nothing is known to be empty.
  if (list.sources.some(({ status }) => status !== "read")) return null;
  const places = list.sources.map(({ account, alias, region }) => `${alias ?? account} ${region}`);
  return (
    <EmptyNote title="No managed nodes found">
      <p>AWS Systems Manager lists no managed node in {places.join(", ")}.</p>
      <p className="mt-1">
        A node appears once its SSM Agent has registered: it needs the agent, an instance profile
        (or Default Host Management Configuration) that lets it, and a way to the SSM endpoints. For
        other accounts or Regions, whoever runs the server adds them to its sources.
      </p>
      <p className="mt-2">
        <a
          className={textLinkClass}
          href="https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-nodes.html"
          target="_blank"
          rel="noopener noreferrer"
        >
          AWS’s guide to managed nodes
        </a>
      </p>
    </EmptyNote>
  );
}
