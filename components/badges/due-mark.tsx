import { deadlineOf } from "@/lib/domain/deadline";
import { deadlineText, dueDayWords, dueWords } from "./deadline-words";

interface DueMarkProps {
  /** The last day, of UTC, that is in time; null: nothing has a deadline. */
  readonly dueOn: string | null;
  readonly today: string;
  /** Why it is due then, after the due day. */
  readonly why?: string;
  /** Why there is no deadline. */
  readonly whyNone?: string;
}

/** How far off a deadline is; the day itself is one hover away, and on paper. */
export function DueMark({ dueOn, today, why, whyNone }: DueMarkProps) {
  if (dueOn === null) {
    return (
      <span className="text-faint" title={whyNone}>
        –
      </span>
    );
  }
  const day = dueDayWords(dueOn);
  const standing = deadlineOf(dueOn, today);
  return (
    <time
      dateTime={dueOn}
      title={why === undefined ? day : `${day}: ${why}`}
      className={deadlineText[standing]}
    >
      <span className="on-screen">
        {/* Where rows are items there is no head above it. */}
        {standing === "overdue" ? null : <span className="sm:hidden">due </span>}
        {dueWords(dueOn, today)}
      </span>
      <span className="on-paper">{day}</span>
    </time>
  );
}
