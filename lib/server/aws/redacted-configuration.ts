import "server-only";

// A patch source's configuration is a repository file of yum, zypper or apt. It can hold a password in a key, in an
// address, in a query or in a path, and it is shown to everybody who may see the baseline: what is not known to be
// harmless is blanked.

const blank = "***";

/** Keys whose value is one address or several. */
const addressKeys = new Set(["baseurl", "mirrorlist", "metalink", "gpgkey"]);

/** Keys that yum, dnf and zypper document and whose value is no secret. */
const harmlessKeys = new Set([
  "autorefresh",
  "cost",
  "deltarpm",
  "enabled",
  "enabled_metadata",
  "exclude",
  "excludepkgs",
  "failovermethod",
  "fastestmirror",
  "gpgcheck",
  "includepkgs",
  "keepalive",
  "keeppackages",
  "metadata_expire",
  "mirrorlist_expire",
  "module_hotfixes",
  "name",
  "pkg_gpgcheck",
  "priority",
  "repo_gpgcheck",
  "retries",
  "skip_if_unavailable",
  "sslverify",
  "timeout",
  "type",
]);

/** Words of an apt line that are no address: suites, components, architectures. */
const aptWord = /^(?:\[?(?:arch|signed-by|trusted)=[\w,/.-]+\]?|[\w./+-]{1,40}|\[|\])$/;

const speaksOfSecrets = /pass|pwd|secret|token|credential|auth|key|login|user/i;

/** True for what a person would hardly type: a token can stand anywhere, also in a path. */
function looksRandom(word: string): boolean {
  return (
    /^[\w=~.-]{20,}$/.test(word) && /\d/.test(word) && /[a-z]/i.test(word) && !word.includes(".")
  );
}

/** An address without credentials, query and path segments that look like tokens. */
function redactedAddress(text: string): string {
  const [, scheme = "", rest = ""] = /^([a-z][\w+.-]*:\/\/)?(.*)$/is.exec(text) ?? [];
  // A password may hold any sign unescaped: everything before the last @ goes.
  const at = rest.lastIndexOf("@");
  const place = (at === -1 ? rest : rest.slice(at + 1)).replace(/[?#].*$/s, `?${blank}`);
  const path = place
    .split("/")
    .map((segment) => (looksRandom(segment) ? blank : segment))
    .join("/");
  return `${scheme}${at === -1 ? "" : `${blank}@`}${path}`;
}

function redactedAddresses(value: string): string {
  // With an @ anywhere a blank may belong to a password, so the value is taken as one address.
  if (value.includes("@")) return redactedAddress(value.trim());
  return value
    .split(/([\s,]+)/)
    .map((word) => (/^[\s,]*$/.test(word) ? word : redactedAddress(word)))
    .join("");
}

function redactedText(value: string): string {
  const harmless = /^[\w .,:()/$*+{}-]*$/.test(value) && !speaksOfSecrets.test(value);
  return harmless && !value.split(/[\s/,]+/).some(looksRandom) ? value : blank;
}

function redactedValue(key: string, value: string): string {
  const known = key.toLowerCase();
  if (addressKeys.has(known)) return redactedAddresses(value);
  if (value.trim() === "") return value;
  return harmlessKeys.has(known) ? redactedText(value) : blank;
}

function redactedAptLine(line: string): string {
  if (line.includes("@")) return `${line.split(/\s/)[0] ?? "deb"} ${blank}`;
  return line
    .split(/(\s+)/)
    .map((word) => {
      if (word.trim() === "") return word;
      if (word.includes("://")) return redactedAddress(word);
      return aptWord.test(word) && !looksRandom(word) ? word : blank;
    })
    .join("");
}

function redactedLine(
  line: string,
  keyAbove: string,
): { readonly text: string; readonly key: string } {
  const pair = /^\s*([\w.-]+)(\s*[=:]\s*)(.*)$/.exec(line);
  const continued = /^\s+\S/.test(line) && keyAbove !== "";
  if (line.trim() === "") return { text: line, key: "" };
  if (continued) return { text: ` ${redactedValue(keyAbove, line.trim())}`, key: keyAbove };
  if (/^\s*\[[\w .:-]{1,80}\]\s*$/.test(line)) return { text: redactedSection(line), key: "" };
  if (/^\s*[#;]/.test(line)) return { text: `# ${blank}`, key: "" };
  if (/^\s*deb(?:-src)?\s/.test(line)) return { text: redactedAptLine(line.trim()), key: "" };
  if (pair === null) return { text: blank, key: "" };
  const [, key = "", sign = "", value = ""] = pair;
  return { text: `${key}${sign}${redactedValue(key, value)}`, key };
}

function redactedSection(line: string): string {
  return looksRandom(line.trim().slice(1, -1)) ? `[${blank}]` : line;
}

/** A repository file line by line, with everything blanked that could be a credential. */
export function redactedConfiguration(configuration: string): string {
  let keyAbove = "";
  return configuration
    .split(/\r\n|\r|\n/)
    .map((line) => {
      const { text, key } = redactedLine(line, keyAbove);
      keyAbove = key;
      return text;
    })
    .join("\n");
}
