"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Moment } from "@/components/ui/moment";
import { pageSizes } from "@/lib/api/node-patches-query";
import type { Preferences } from "@/lib/api/preferences";
import { keepPreference } from "@/lib/browser/keep-preference";
import { browserTimeZone, showPreferences } from "@/lib/browser/show-preferences";
import { Setting } from "./setting";
import { ShortcutList } from "./shortcut-list";

interface SettingsProps {
  readonly preferences: Preferences;
  readonly nowMs: number;
}

/** How the pages look in this browser. Each choice is kept as it is made. */
export function Settings({ preferences, nowMs }: SettingsProps) {
  const [chosen, setChosen] = useState(preferences);
  const [saves, setSaves] = useState(0);
  const router = useRouter();
  const { timeZone } = chosen;

  const choose = <Name extends keyof Preferences>(name: Name, value: Preferences[Name]) => {
    const next = { ...chosen, [name]: value };
    keepPreference(name, value);
    if (name === "clock") keepPreference("timeZone", browserTimeZone());
    showPreferences(next);
    setChosen(next);
    setSaves((count) => count + 1);
    // The times, and the keys that are listened to, come with the page.
    router.refresh();
  };

  return (
    <section aria-labelledby="settings-title">
      <header className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1 border-b border-line px-gutter pt-4 pb-3">
        <h1 id="settings-title" className="text-xl font-semibold">
          Settings
        </h1>
        <p className="text-xs text-subtle">Kept in this browser. A link never carries them.</p>
        <p role="status" className="ml-auto text-xs font-medium text-alert-info-text">
          {saves === 0 ? null : <span key={saves}>Saved</span>}
        </p>
      </header>
      <Setting
        name="Theme"
        effect="System follows the computer as it turns dark and light."
        choices={[
          { value: "system", label: "System" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
        chosen={chosen.theme}
        onChoose={(theme) => choose("theme", theme)}
      />
      <Setting
        name="Density"
        effect="The height of a table’s rows: 36 or 30 pixels."
        choices={[
          { value: "comfortable", label: "Comfortable" },
          { value: "compact", label: "Compact" },
        ]}
        chosen={chosen.density}
        onChoose={(density) => choose("density", density)}
      />
      <Setting
        name="Time zone"
        effect={
          <>
            {timeZone === null ? null : `This browser’s zone is ${timeZone}. `}
            It is now <Moment time={new Date(nowMs).toISOString()} />. The day that a patch was
            installed is always AWS’s own, in UTC.
          </>
        }
        choices={[
          { value: "utc", label: "UTC" },
          { value: "local", label: "Local" },
        ]}
        chosen={chosen.clock}
        onChoose={(clock) => choose("clock", clock)}
      />
      <Setting
        name="Nodes a page"
        effect="For the list of nodes, when its address says no other number."
        choices={pageSizes.map((size) => ({ value: size, label: String(size) }))}
        chosen={chosen.pageSize}
        onChoose={(size) => choose("pageSize", size)}
      />
      <Setting
        name="Keyboard shortcuts"
        effect="Single keys that do something while no field has the focus."
        choices={[
          { value: "on", label: "On" },
          { value: "off", label: "Off" },
        ]}
        chosen={chosen.shortcuts}
        onChoose={(shortcuts) => choose("shortcuts", shortcuts)}
      />
      <div className="grid gap-x-6 px-gutter py-4 sm:grid-cols-[13rem_minmax(0,1fr)]">
        <h2 className="font-medium">The keys</h2>
        <div className="pl-2 max-sm:mt-2 max-sm:pl-0">
          <ShortcutList />
        </div>
      </div>
    </section>
  );
}
