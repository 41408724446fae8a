"use client";

import { usePathname } from "next/navigation";
import { classNames } from "@/components/ui/class-names";
import { Icon, type IconName } from "@/components/ui/icon";
import { nodesPage } from "@/lib/api/addresses";

const places: ReadonlyArray<{
  readonly href: string;
  readonly word: string;
  readonly icon: IconName;
}> = [{ href: nodesPage, word: "Nodes", icon: "node" }];

/** The places of the product; `folded` shows their icons alone where the side is narrow. */
export function NavLinks({ folded = false }: { folded?: boolean }) {
  const path = usePathname();
  return (
    <ul className="grid gap-px">
      {places.map(({ href, word, icon }) => {
        const isHere = path === href || path.startsWith(`${href}/`);
        return (
          <li key={href}>
            <a
              href={href}
              aria-current={isHere ? "page" : undefined}
              title={folded ? word : undefined}
              className={classNames(
                "flex h-7.5 items-center gap-2.5 rounded-lg px-2 hover:no-underline! motion-safe:transition-colors",
                folded && "sm:max-lg:justify-center sm:max-lg:px-0",
                isHere
                  ? "bg-nav-active font-strong text-ink"
                  : "font-book text-muted hover:bg-nav-hover",
              )}
            >
              <Icon name={icon} className={classNames("size-4", !isHere && "text-subtle")} />
              <span className={folded ? "sm:max-lg:sr-only" : undefined}>{word}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
