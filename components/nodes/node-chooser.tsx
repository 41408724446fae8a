import { VerdictMark } from "@/components/badges/verdict-mark";
import { nodePage } from "@/lib/api/addresses";
import type { NodeDetail } from "@/lib/api/node.schema";
import { accountWords } from "@/lib/domain/source-words";

interface NodeChooserProps {
  readonly instanceId: string;
  readonly nodes: readonly NodeDetail[];
  /** The view that the address asked for, without its `?`. */
  readonly search: string;
}

const numbers = ["no", "one", "two", "three", "four", "five"];

/** Asks which node is meant where an id alone does not say. */
export function NodeChooser({ instanceId, nodes, search }: NodeChooserProps) {
  return (
    <section className="max-w-200 px-gutter py-6">
      <h1 className="text-xl font-semibold">
        This node ID is registered in {numbers[nodes.length] ?? nodes.length} places
      </h1>
      <p className="code mt-1 text-subtle">{instanceId}</p>
      <ul className="mt-4 border-t border-line">
        {nodes.map((node) => (
          <li key={`${node.account}/${node.region}`} className="border-b border-line-subtle">
            <a
              href={nodePage(node, node.instanceId, search)}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-2.5 hover:bg-hover hover:no-underline!"
            >
              <span>
                <span className="font-medium">{node.name}</span>{" "}
                <span className="text-subtle">
                  {accountWords(node.account, node.alias)}, {node.region}
                </span>
              </span>
              <VerdictMark verdict={node.verdict} reason={node.reason} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
