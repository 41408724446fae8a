import "server-only";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactedConfiguration } from "@/lib/server/aws/redacted-configuration";

const lines = (...given: readonly string[]) => given.join("\n");

describe("a patch source's configuration", () => {
  it("keeps what a repository is, line by line", () => {
    const file = lines(
      "[internal-mirror]",
      "name=Internal mirror $releasever - $basearch",
      "baseurl=https://mirror.corp.example.com/rhel9/$basearch",
      "  https://mirror2.corp.example.com/rhel9",
      "mirrorlist=https://mirror.corp.example.com/rhel-9-for-x86_64-baseos-rpms/repo",
      "gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-corp",
      "",
      "enabled=1",
      "metadata_expire = 6h",
    );
    expect(redactedConfiguration(file)).toBe(file.replace("  https", " https"));
  });

  it.each([
    ["password=hunter2", "password=***"],
    ["Password : hunter2", "Password : ***"],
    ["username=patchboard", "username=***"],
    ["sslclientkey=/etc/ssl/private.pem", "sslclientkey=***"],
    ["some_new_option=hunter2", "some_new_option=***"],
    ["hunter2", "***"],
    ["# password was hunter2", "# ***"],
    ["name=the password is hunter2", "name=***"],
    ["baseurl=https://u:p@h.example/el9?sig=1#x", "baseurl=https://***@h.example/el9?***"],
    ["baseurl=https://u:p/w@h.example/el9", "baseurl=https://***@h.example/el9"],
    ["baseurl=https://u:p?w@h.example/el9", "baseurl=https://***"],
    ["baseurl=https://u:two words@h.example/", "baseurl=https://***@h.example/"],
    ["mirrorlist=http://h.example/list?key=hunter2", "mirrorlist=http://h.example/list?***"],
    [
      "baseurl=https://h.example/0123456789abcdef0123456789/rpm",
      "baseurl=https://h.example/***/rpm",
    ],
    [
      "baseurl=https://h.example/f81d4fae-7dec-11d0-a765-00a0c91e6bf6/",
      "baseurl=https://h.example/***/",
    ],
    [
      "baseurl=https://h.example/eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.c2ln/",
      "baseurl=https://h.example/***/",
    ],
    [
      "deb [arch=amd64 token=hunter2] https://h.example/ubuntu jammy main",
      "deb [arch=amd64 *** https://h.example/ubuntu jammy main",
    ],
    ["deb https://u:p@h.example/ubuntu jammy main", "deb ***"],
  ])("loses what may be a credential: %s", (line, redacted) => {
    expect(redactedConfiguration(line)).toBe(redacted);
  });

  it("never shows a secret, wherever in the file it stands", () => {
    // Letters that no key, address or mark of the file has.
    const secret = fc.stringMatching(/^[QXZ]{3}[QXZ0-9!$%&?#/@:= ]{0,20}[QXZ]{3}$/);
    const key = fc.stringMatching(/^[a-z_]{1,12}$/).filter((word) => word !== "name");
    const place = fc.constantFrom(
      (value: string) => `password=${value}`,
      (value: string) => `Token: ${value}`,
      (value: string) => `baseurl=https://user:${value}@mirror.example.com/el9`,
      (value: string) => `baseurl=https://${value}:x@mirror.example.com/el9`,
      (value: string) => `mirrorlist=https://mirror.example.com/el9?token=${value}`,
      (value: string) => `deb https://user:${value}@mirror.example.com/ubuntu jammy main`,
      (value: string) => `; ${value}`,
    );
    fc.assert(
      fc.property(secret, place, key, (value, write, name) => {
        const file = lines("[mirror]", `${name}=plain`, write(value), "enabled=1");
        const redacted = redactedConfiguration(file);
        expect(redacted).not.toMatch(/[QXZ]{3}/);
        expect(redacted.split("\n")).toHaveLength(4);
      }),
    );
  });

  it("blanks the lines that continue a blanked value", () => {
    const file = lines("password=", "  hunter2", "  more", "enabled=1");
    expect(redactedConfiguration(file)).toBe(lines("password=", " ***", " ***", "enabled=1"));
  });
});
