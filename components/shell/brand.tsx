import { overviewPage } from "@/lib/api/addresses";

/** The product's sign and name, leading to its first page. */
export function Brand({ className }: { className: string }) {
  return (
    <a
      href={overviewPage}
      className={`flex min-h-6 items-center gap-2 hover:no-underline! ${className}`}
    >
      <svg viewBox="0 0 18 18" aria-hidden="true" className="size-4.5 flex-none">
        <rect
          x=".75"
          y=".75"
          width="16.5"
          height="16.5"
          rx="4.25"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
        />
        <g fill="currentColor">
          <circle cx="5.5" cy="6" r="1.35" />
          <circle cx="9" cy="6" r="1.35" opacity=".38" />
          <circle cx="12.5" cy="6" r="1.35" />
          <circle cx="5.5" cy="12" r="1.35" opacity=".38" />
          <circle cx="9" cy="12" r="1.35" />
          <circle cx="12.5" cy="12" r="1.35" />
        </g>
        <path d="M5.5 6 9 12" stroke="currentColor" strokeWidth="1.2" />
      </svg>
      <span className="text-base font-semibold tracking-[-0.015em] sm:max-lg:sr-only">
        Patchboard
      </span>
    </a>
  );
}
