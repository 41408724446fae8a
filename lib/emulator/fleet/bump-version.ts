/** The next build's names after this one, in the form its family writes them. */
export function bumpVersion(
  previous: { kbId: string; title: string },
  operatingSystem: string,
): { kbId: string; title: string } {
  if (operatingSystem === "MACOS") return bumpMacOs(previous);
  const { kbId, title } = previous;
  const version = title.slice(kbId.length);
  const lastNumberCounts =
    operatingSystem === "SUSE" || operatingSystem === "UBUNTU" || operatingSystem === "DEBIAN";
  return { kbId, title: kbId + (lastNumberCounts ? bumpLast(version) : bumpRelease(version)) };
}

function bumpMacOs(previous: { kbId: string; title: string }): { kbId: string; title: string } {
  const version = / ([\d.]+)$/.exec(previous.kbId)?.[1];
  if (version === undefined) return { kbId: previous.kbId, title: bumpLast(previous.title) };
  const next = bumpLast(version);
  const kbId = `${previous.kbId.slice(0, -version.length)}${next}`;
  return { kbId, title: `${kbId}.${next}` };
}

function bumpLast(version: string): string {
  return version.replace(
    /(\d+)(\D*)$/,
    (_, digits: string, rest: string) => `${Number(digits) + 1}${rest}`,
  );
}

/** `6.1.158-180.294.amzn2023`: the number after the last hyphen, because the last number belongs to the distribution. */
function bumpRelease(version: string): string {
  return version.replace(
    /-(\d+)([^-]*)$/,
    (_, digits: string, rest: string) => `-${Number(digits) + 1}${rest}`,
  );
}
