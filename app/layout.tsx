import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { Providers } from "@/lib/browser/providers";
import { asking } from "@/lib/server/auth/asking";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Patchboard", template: "%s · Patchboard" },
  description: "Patch compliance of an AWS fleet.",
  robots: { index: false, follow: false },
  formatDetection: { telephone: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#101318" },
  ],
};

/** Every page is of one viewer, and carries the nonce of its own answer: none is made at build time. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const { viewer, demo } = await asking();
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <Providers>
          <AppShell viewerName={viewer.name} signIn={false} demo={demo}>
            {children}
          </AppShell>
        </Providers>
      </body>
    </html>
  );
}
