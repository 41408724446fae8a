import { EmptyNote } from "./empty-note";
import { textLinkClass } from "./text-link-class";

interface MissingNoteProps {
  readonly title: string;
  /** The places that do not know it; null: none of all those that are read. */
  readonly knownNot: readonly string[] | null;
  /** The places that could not be read, so that it may be there. */
  readonly unread?: readonly string[];
  /** What may have become of it. */
  readonly why?: string;
  readonly links: ReadonlyArray<{ readonly href: string; readonly words: string }>;
}

function Places({ places }: { places: readonly string[] }) {
  return (
    <ul className="mt-1 list-disc pl-4">
      {places.map((place) => (
        <li key={place}>{place}</li>
      ))}
    </ul>
  );
}

/** A page whose id was not found: where it was looked for, where it could not be, and where to go on. */
export function MissingNote({ title, knownNot, unread = [], why, links }: MissingNoteProps) {
  return (
    <EmptyNote level={1} title={title}>
      {knownNot === null ? (
        <p>AWS Systems Manager doesn’t know it in any account and Region that Patchboard reads.</p>
      ) : null}
      {knownNot !== null && knownNot.length > 0 ? (
        <>
          <p>AWS Systems Manager doesn’t know it in:</p>
          <Places places={knownNot} />
        </>
      ) : null}
      {unread.length === 0 ? null : (
        <>
          <p className="mt-3 font-medium text-st-missing-text">
            It may be where SSM couldn’t be read:
          </p>
          <Places places={unread} />
        </>
      )}
      {why === undefined ? null : <p className="mt-3">{why}</p>}
      <p className="mt-2 flex flex-wrap gap-x-4">
        {links.map(({ href, words }) => (
          <a key={href} className={`${textLinkClass} inline-flex min-h-6 items-center`} href={href}>
            {words}
          </a>
        ))}
      </p>
    </EmptyNote>
  );
}
