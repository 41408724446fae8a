import { EmptyNote } from "./empty-note";
import { textLinkClass } from "./text-link-class";

/** A list that has rows, and none on the page that was asked for. */
export function NoSuchPage({ firstHref }: { firstHref: string }) {
  return (
    <EmptyNote title="There is no such page">
      <a className={textLinkClass} href={firstHref}>
        To the first page
      </a>
    </EmptyNote>
  );
}
