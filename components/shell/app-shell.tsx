import type { ReactNode } from "react";
import { VerdictGlyphs } from "@/components/badges/verdict-glyph";
import { Announcer } from "@/components/ui/announcer";
import { Icon } from "@/components/ui/icon";
import { iconButtonClass } from "@/components/ui/button-class";
import type { SourceStatus } from "@/lib/api/source-status.schema";
import { Brand } from "./brand";
import { DemoBanner } from "./demo-banner";
import { NavLinks, SettingsLink } from "./nav-links";
import { PrintedAddress } from "./printed-address";
import { ScopeSwitch } from "./scope-switch";
import { SearchBox } from "./search-box";
import { Shortcuts } from "./shortcuts";

interface AppShellProps {
  /** What to call who is looking. */
  readonly viewerName: string;
  /** False where the server asks nobody to sign in. */
  readonly signIn: boolean;
  /** True where the emulator's fleet is shown. */
  readonly demo: boolean;
  /** The sources to narrow the lists to. */
  readonly sources: ReadonlyArray<Pick<SourceStatus, "account" | "alias" | "region">>;
  /** How old what Patchboard knows is. */
  readonly freshness: ReactNode;
  /** False for who wants no single keys. */
  readonly shortcuts: boolean;
  readonly children: ReactNode;
}

const menuId = "places";

function ViewerLine({ viewerName, signIn }: Pick<AppShellProps, "viewerName" | "signIn">) {
  return (
    <p className="overflow-hidden border-t border-line px-2 pt-2 text-xs text-ellipsis text-subtle">
      {viewerName}
      {signIn ? null : <span className="block">No sign-in on this server</span>}
    </p>
  );
}

/** What surrounds every page: the places on the left, the search on top. */
export function AppShell(props: AppShellProps) {
  const { viewerName, signIn, demo, sources, freshness, shortcuts, children } = props;
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed! focus:top-2! focus:left-2! focus:z-20 focus:rounded-lg focus:bg-raised focus:px-3! focus:py-2! focus:shadow-pop"
      >
        Skip to content
      </a>
      <div className="min-h-dvh sm:grid sm:grid-cols-[3.5rem_minmax(0,1fr)] lg:grid-cols-[13rem_minmax(0,1fr)] print:block!">
        <aside className="border-r border-line bg-page max-sm:hidden print:hidden">
          <div className="sticky top-0 flex h-dvh flex-col px-2 pb-3">
            <Brand className="h-12 px-2 sm:max-lg:justify-center sm:max-lg:px-0" />
            <nav aria-label="Main" className="mt-2">
              <NavLinks folded />
            </nav>
            <div className="mt-auto grid gap-2">
              <SettingsLink folded />
              <div className="sm:max-lg:hidden">
                <ViewerLine viewerName={viewerName} signIn={signIn} />
              </div>
            </div>
          </div>
        </aside>
        <div className="flex min-h-dvh min-w-0 flex-col">
          <header className="sticky top-0 z-10 flex h-12 items-center gap-3 border-b border-line bg-surface px-gutter print:hidden">
            <button
              type="button"
              popoverTarget={menuId}
              aria-label="Menu"
              className={`${iconButtonClass} -ml-2 size-8! text-ink! sm:hidden`}
            >
              <Icon name="menu" />
            </button>
            <Brand className="max-[25rem]:[&>span]:sr-only sm:hidden" />
            <SearchBox />
            <ScopeSwitch sources={sources} />
            {freshness}
          </header>
          <PrintedAddress />
          {demo ? <DemoBanner /> : null}
          <main id="content" tabIndex={-1} className="flex flex-1 flex-col outline-none!">
            {children}
          </main>
        </div>
      </div>
      <div
        id={menuId}
        popover="auto"
        role="dialog"
        aria-label="Menu"
        className="fixed inset-y-0 left-0 m-0 h-dvh max-h-none w-65 border-r border-line bg-page px-2 pb-3 text-ink shadow-pop"
      >
        <div className="flex h-full flex-col">
          <div className="flex h-12 items-center justify-between pr-1 pl-2">
            <Brand className="" />
            <button
              type="button"
              popoverTarget={menuId}
              popoverTargetAction="hide"
              aria-label="Close menu"
              className={`${iconButtonClass} size-8!`}
            >
              <Icon name="close" />
            </button>
          </div>
          <nav aria-label="Main" className="mt-2">
            <NavLinks />
          </nav>
          <div className="mt-auto grid gap-2">
            <SettingsLink />
            <ViewerLine viewerName={viewerName} signIn={signIn} />
          </div>
        </div>
      </div>
      <VerdictGlyphs />
      {shortcuts ? <Shortcuts /> : null}
      <Announcer />
    </>
  );
}
