import type { PatchState } from "@/lib/domain/patch-state";
import { patchStateWords } from "./patch-state-words";
import { StateGlyph } from "./state-glyph";

/** A patch state: its sign and its word. */
export function PatchStateMark({ state }: { state: PatchState }) {
  const { label, meaning } = patchStateWords(state);
  return (
    <span className="flex w-fit items-center gap-1.75 whitespace-nowrap" title={meaning}>
      <StateGlyph state={state} />
      {label}
    </span>
  );
}
