import { expect, test } from "vitest";
import { parseSearchQuery, searchTarget } from "./search-query";

const ask = (q: string) => {
  const parsed = parseSearchQuery(new URLSearchParams({ q }), true);
  return parsed.ok ? parsed.query.q : parsed.invalidParams;
};

const target = (text: string) => {
  const q = ask(text);
  return typeof q === "string" ? searchTarget(q) : q;
};

test("an id leads to its page, in any case and however it was pasted", () => {
  for (const text of [
    "i-0abc12345def67890",
    "  I-0ABC12345DEF67890\n",
    "“i-0abc12345def67890”,",
    "Node i-0abc12345def67890 needs a restart",
    "arn:aws:ec2:us-east-1:111122223333:instance/i-0abc12345def67890",
  ]) {
    expect(target(text)).toBe("/nodes/i-0abc12345def67890");
  }
  expect(target("mi-0abc12345def67890")).toBe("/nodes/mi-0abc12345def67890");
  expect(target("cve-2026-31874 ")).toBe("/cves/CVE-2026-31874");
  expect(target("pb-0abc12345def67890")).toBe("/baselines/pb-0abc12345def67890");
  expect(target("arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-0abc12345def67890")).toBe(
    "/baselines/pb-0abc12345def67890",
  );
});

test("a link of ours leads where it led, on this server", () => {
  const path =
    "/nodes/111122223333/us-east-1/i-0abc12345def67890?state=missing&q=i-0abc12345def67891";
  expect(target(`https://patchboard.example.com${path}`)).toBe(path);
  expect(target(`<https://patchboard.example.com/patches/windows/KB5077812>`)).toBe(
    "/patches/windows/KB5077812",
  );
});

test("what is no page of ours is only looked for", () => {
  for (const text of [
    "https://example.com/nodesque/x",
    "https://example.com//evil.example/nodes",
    "javascript:alert(1)",
    "//evil.example/nodes",
    "web-1",
    "i-backends",
    "KB5077812",
    "libxml2.x86_64",
    "10.20.4.7",
    "Prod/Web",
    "CVE-2026-1111 CVE-2026-2222",
    "",
  ]) {
    expect(target(text)).toBeNull();
  }
});

test("a text keeps what is within it", () => {
  expect(ask(" Web  server\t01, ")).toBe("Web server 01");
  expect(ask("10.20.4.")).toBe("10.20.4.");
  expect(ask("libstdc++.x86_64")).toBe("libstdc++.x86_64");
});
