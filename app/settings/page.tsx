import type { Metadata } from "next";
import { Settings } from "@/components/shell/settings";
import { parsePreferences } from "@/lib/api/preferences";
import { asking } from "@/lib/server/auth/asking";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { cookies } = await asking();
  return <Settings preferences={parsePreferences(cookies)} nowMs={Date.now()} />;
}
