import { CopyButton } from "@/components/ui/copy-button";

interface CodeBlockProps {
  /** What it holds, for who cannot see it. */
  readonly label: string;
  readonly text: string;
  readonly copyLabel: string;
}

/** A text as it is in a file, line by line; a long line scrolls within the block. */
export function CodeBlock({ label, text, copyLabel }: CodeBlockProps) {
  return (
    <div className="relative min-w-0 rounded-lg bg-surface-2">
      <pre
        role="region"
        aria-label={label}
        // Scrollable with the keyboard alone.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="code overflow-x-auto rounded-lg py-2 pr-10 pl-2.5 leading-4.5 text-muted"
      >
        {text}
      </pre>
      <CopyButton
        text={text}
        label={copyLabel}
        className="absolute top-1.5 right-1.5 bg-surface-2"
      />
    </div>
  );
}
