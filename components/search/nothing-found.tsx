import { EmptyNote } from "@/components/ui/empty-note";
import { searchHint } from "./search-hint";

/** What to do about a search that found nothing, or that looked for nothing. */
export function NothingFound({ q }: { q: string }) {
  return (
    <EmptyNote title={q === "" ? "Type what you are looking for" : "Nothing was found"}>
      <p>{searchHint}</p>
      {q === "" ? null : (
        <p className="mt-1">
          A patch is found while it is missing, failed, waiting for a reboot, rejected or available
          on some node. A whole node ID, baseline ID or CVE ID leads to its page wherever it is.
        </p>
      )}
    </EmptyNote>
  );
}
