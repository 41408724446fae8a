import { CopyButton } from "./copy-button";

/** The words of a command with the place where each begins. */
function wordsOf(command: string): ReadonlyArray<{ readonly at: number; readonly word: string }> {
  return [...command.matchAll(/\S+/g)].map((match) => ({ at: match.index, word: match[0] }));
}

/** A command to run elsewhere, whole and copyable. It breaks between its words, not at the hyphens inside them. */
export function CommandLine({
  command,
  label = "Copy command",
}: {
  command: string;
  label?: string;
}) {
  return (
    <div className="code relative rounded-lg bg-surface-2 py-2 pr-9 pl-2.5 leading-4.5 wrap-anywhere text-muted">
      {wordsOf(command).map(({ at, word }) => (
        <span key={at}>
          <span className="inline-block max-w-full">{word}</span>{" "}
        </span>
      ))}
      <CopyButton text={command} label={label} className="absolute top-1.5 right-1.5" />
    </div>
  );
}
