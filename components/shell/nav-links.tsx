"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { classNames } from "@/components/ui/class-names";
import { Icon, type IconName } from "@/components/ui/icon";
import { overviewPage, settingsPage } from "@/lib/api/addresses";
import { scopeOf, withinScope } from "@/lib/browser/scope";
import { places } from "./places";

interface NavLinkProps {
  readonly href: string;
  readonly word: string;
  readonly icon: IconName;
  readonly isHere: boolean;
  /** Its icon alone where the side is narrow. */
  readonly folded: boolean;
}

function NavLink({ href, word, icon, isHere, folded }: NavLinkProps) {
  return (
    <a
      href={href}
      aria-current={isHere ? "page" : undefined}
      title={folded ? word : undefined}
      className={classNames(
        "flex h-7.5 items-center gap-2.5 rounded-lg px-2 hover:no-underline! motion-safe:transition-colors",
        folded && "sm:max-lg:justify-center sm:max-lg:px-0",
        isHere ? "bg-nav-active font-strong text-ink" : "font-book text-muted hover:bg-nav-hover",
      )}
    >
      <Icon name={icon} className={classNames("size-4", !isHere && "text-subtle")} />
      <span className={folded ? "sm:max-lg:sr-only" : undefined}>{word}</span>
    </a>
  );
}

/** The places of the product, each within the scope of this page; `folded` shows their icons alone where the side is narrow. */
export function NavLinks({ folded = false }: { folded?: boolean }) {
  const path = usePathname();
  const scope = scopeOf(useSearchParams());
  return (
    <ul className="grid gap-px">
      {places.map(({ href, word, icon }) => (
        <li key={href}>
          <NavLink
            href={withinScope(href, scope)}
            word={word}
            icon={icon}
            isHere={path === href || (href !== overviewPage && path.startsWith(`${href}/`))}
            folded={folded}
          />
        </li>
      ))}
    </ul>
  );
}

/** The way to the settings, apart from the places. */
export function SettingsLink({ folded = false }: { folded?: boolean }) {
  return (
    <NavLink
      href={settingsPage}
      word="Settings"
      icon="gear"
      isHere={usePathname() === settingsPage}
      folded={folded}
    />
  );
}
