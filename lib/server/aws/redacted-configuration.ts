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

const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/i;

/** True for what a person would hardly type, such as a token in a path: a long run of letters and digits mixed. */
function looksRandom(word: string): boolean {
  const runs = word.split(/[^\da-z]+/i);
  return (
    uuid.test(word) || runs.some((run) => run.length >= 12 && /\d/.test(run) && /[a-z]/i.test(run))
  );
}

/** An address without credentials, query and path segments that look like tokens. */
function redactedAddress(text: string): string {
  const [, scheme = "", rest = ""] = /^([a-z][\w+.-]*:\/\/)?(.*)$/is.exec(text) ?? [];
  // A password may hold any sign unescaped: everything before the last @ goes.
  const at = rest.lastIndexOf("@");
  // An @ after a ? belongs to a password with a ? in it, or to a query: nothing of either is shown.
  if (/[?#].*@/s.test(rest)) return `${scheme}${blank}`;
  const place = (at === -1 ? rest : rest.slice(at + 1)).replace(/[?#].*$/s, `?${blank}`);
  const path = place
    .split("/")
    .map((segment) => (looksRandom(segment) ? blank : segment))
    .join("/");
  return `${scheme}${at === -1 ? "" : `${blank}@`}${path}`;
}

function redactedAddresses(value: string): string {
  // A blank may belong to a password or to a query's value, so the whole is taken as one address then.
  if (/[@?#]/.test(value)) return redactedAddress(value.trim());
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
  if (/[@?#]/.test(line)) return `${line.split(/\s/)[0] ?? "deb"} ${blank}`;
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
