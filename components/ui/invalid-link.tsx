import { Icon } from "./icon";

interface InvalidLinkProps {
  /** 1 where it is the whole page. */
  readonly level?: 1 | 2;
  readonly params: ReadonlyArray<{
    readonly name: string;
    readonly value: string;
    readonly reason: string;
  }>;
  /** The same page without what it cannot honour. */
  readonly href: string;
  /** What `href` shows: `Show what needs attention`. */
  readonly instead: string;
}

/** Names what a link asks for and the page cannot show. Nothing else is shown in its place: that would be a wider view. */
export function InvalidLink({ level = 1, params, href, instead }: InvalidLinkProps) {
  const Heading = `h${level}` as const;
  return (
    <section role="alert" className="flex gap-3 border-b border-line px-gutter py-6">
      <Icon name="warning" className="mt-0.5 size-4 text-alert-warning" />
      <div className="min-w-0 max-w-160">
        <Heading className="text-base font-semibold">This link can’t be shown as asked</Heading>
        <ul className="mt-1 grid gap-1">
          {params.map(({ name, value, reason }) => (
            <li key={`${name}=${value}`} className="wrap-anywhere text-muted">
              It asks for {name} <b className="font-strong text-ink">“{value}”</b>. {reason}
            </li>
          ))}
        </ul>
        <p className="mt-3">
          <a className="font-medium text-accent" href={href}>
            {instead}
          </a>
        </p>
      </div>
    </section>
  );
}
