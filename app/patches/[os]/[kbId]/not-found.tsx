import { MissingNote } from "@/components/ui/missing-note";
import { patchesPage, searchPage } from "@/lib/api/addresses";

export default function PatchNotFound() {
  return (
    <MissingNote
      title="No node has ever reported this patch"
      knownNot={[]}
      why="None of the nodes that Patchboard reads lists it among its patches on this operating system. Of nodes that need nothing, Patchboard reads no list: it may be installed there."
      links={[
        { href: patchesPage, words: "All patches" },
        { href: searchPage, words: "Search" },
      ]}
    />
  );
}
