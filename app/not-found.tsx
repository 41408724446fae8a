import type { Metadata } from "next";
import { EmptyNote } from "@/components/ui/empty-note";
import { nodesPage } from "@/lib/api/addresses";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <EmptyNote level={1} title="This page doesn’t exist">
      <p>The address may be cut off: copy it again from where it came.</p>
      <p>
        <a className="font-medium text-accent" href={nodesPage}>
          All nodes
        </a>
      </p>
    </EmptyNote>
  );
}
