import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { Suspense, type ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { BrowserPreferences } from "@/components/shell/browser-preferences";
import { Freshness } from "@/components/shell/freshness";
import { TimeZoneProvider } from "@/components/ui/time-zone";
import { parsePreferences, zoneOf } from "@/lib/api/preferences";
import { Providers } from "@/lib/browser/providers";
import { asking } from "@/lib/server/auth/asking";
import { readFreshness } from "@/lib/server/read/read-freshness";
import { pagePatience } from "@/lib/server/read/waiting";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Patchboard", template: "%s · Patchboard" },
  description: "Patch compliance of an AWS fleet.",
  robots: { index: false, follow: false },
  formatDetection: { telephone: false },
};

const bars = { light: "#ffffff", dark: "#101318" };

export async function generateViewport(): Promise<Viewport> {
  const { theme } = parsePreferences((await asking()).cookies);
  if (theme !== "system") return { themeColor: bars[theme] };
  return {
    themeColor: [
      { media: "(prefers-color-scheme: light)", color: bars.light },
      { media: "(prefers-color-scheme: dark)", color: bars.dark },
    ],
  };
}

/** Every page is of one viewer, and carries the nonce of its own answer: none is made at build time. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const { viewer, demo, cookies } = await asking();
  const preferences = parsePreferences(cookies);
  const sources = await readFreshness(viewer, { waitMs: 0 });
  const { theme, density, shortcuts } = preferences;
  return (
    <html
      lang="en"
      data-theme={theme === "system" ? undefined : theme}
      data-density={density === "comfortable" ? undefined : density}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body>
        <Providers>
          <TimeZoneProvider timeZone={zoneOf(preferences)}>
            <AppShell
              viewerName={viewer.name}
              signIn={false}
              demo={demo}
              sources={sources}
              shortcuts={shortcuts === "on"}
              freshness={
                <Suspense fallback={<Freshness sources={sources} nowMs={Date.now()} />}>
                  <FreshnessOfPage />
                </Suspense>
              }
            >
              {children}
            </AppShell>
          </TimeZoneProvider>
        </Providers>
        <BrowserPreferences />
      </body>
    </html>
  );
}

async function FreshnessOfPage() {
  const { viewer } = await asking();
  const sources = await readFreshness(viewer, pagePatience);
  return <Freshness sources={sources} nowMs={Date.now()} />;
}
