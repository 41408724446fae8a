import { EmptyNote } from "@/components/ui/empty-note";
import { textLinkClass } from "@/components/ui/text-link-class";
import { cvesPage } from "@/lib/api/addresses";

export default function CveNotFound() {
  return (
    <EmptyNote level={1} title="This is no CVE ID">
      <p>A CVE ID is written CVE-, the year, and four or more digits: CVE-2026-31874.</p>
      <p>
        <a className={textLinkClass} href={cvesPage}>
          All CVEs
        </a>
      </p>
    </EmptyNote>
  );
}
