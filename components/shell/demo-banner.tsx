/** Invented data is never mistaken for a fleet. */
export function DemoBanner() {
  return (
    <aside
      aria-label="Demo"
      className="border-b border-line bg-alert-info-tint px-gutter py-1.5 text-xs text-alert-info-text"
    >
      <b className="font-strong">Demo.</b> This fleet is invented: Patchboard is reading an
      emulator, not AWS.
    </aside>
  );
}
