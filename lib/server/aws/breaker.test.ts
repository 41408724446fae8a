import { describe, expect, it } from "vitest";
import { breaker } from "@/lib/server/aws/breaker";
import { FakeClock } from "@/lib/server/aws/fake-clock";

function open() {
  const clock = new FakeClock();
  const source = breaker(clock);
  for (let call = 0; call < 5; call += 1) source.failed("awsTimeout");
  return { clock, source };
}

describe("a source's breaker", () => {
  it("opens at the fifth failure in a row, with its reason", () => {
    const source = breaker(new FakeClock());
    for (let call = 0; call < 4; call += 1) source.failed("awsTimeout");
    expect(source.admit("background")).toHaveProperty("isProbe");
    source.failed("awsUnavailable");
    expect(source.admit("background")).toEqual({ refused: "awsUnavailable" });
    expect(source.admit("interactive")).toEqual({ refused: "awsUnavailable" });
  });

  it("opens when half of the last twenty calls have failed", () => {
    const source = breaker(new FakeClock());
    for (let pair = 0; pair < 9; pair += 1) {
      source.answered();
      source.failed("awsTimeout");
    }
    expect(source.admit("background")).toHaveProperty("isProbe");
    source.answered();
    source.failed("awsTimeout");
    expect(source.admit("background")).toEqual({ refused: "awsTimeout" });
  });

  it.each(["accessDenied", "credentialsExpired", "wrongAccount", "requestRefused"] as const)(
    "stays closed where AWS refuses: %s",
    (code) => {
      const source = breaker(new FakeClock());
      for (let call = 0; call < 30; call += 1) source.failed(code);
      expect(source.admit("background")).toHaveProperty("isProbe");
    },
  );

  it("lets one call through after a minute; its answer lets all through", async () => {
    const { clock, source } = open();
    await clock.pass(59_999);
    expect(source.admit("background")).toEqual({ refused: "awsTimeout" });
    await clock.pass(1);
    expect(source.admit("background")).toHaveProperty("isProbe");
    expect(source.admit("background")).toEqual({ refused: "awsTimeout" });
    source.answered();
    expect(source.admit("background")).toHaveProperty("isProbe");
    // What was before it opened is forgotten.
    for (let call = 0; call < 4; call += 1) source.failed("awsTimeout");
    expect(source.admit("background")).toHaveProperty("isProbe");
  });

  it("stays open for another minute when that call fails", async () => {
    const { clock, source } = open();
    await clock.pass(60_000);
    expect(source.admit("background")).toHaveProperty("isProbe");
    source.failed("awsUnreachable");
    await clock.pass(59_999);
    expect(source.admit("background")).toEqual({ refused: "awsUnreachable" });
    await clock.pass(1);
    expect(source.admit("background")).toHaveProperty("isProbe");
  });

  it("lets a person ask again after five seconds, one call at a time", async () => {
    const { clock, source } = open();
    await clock.pass(5_000);
    expect(source.admit("background")).toEqual({ refused: "awsTimeout" });
    expect(source.admit("interactive")).toHaveProperty("isProbe");
    expect(source.admit("interactive")).toEqual({ refused: "awsTimeout" });
    source.abandoned();
    expect(source.admit("interactive")).toHaveProperty("isProbe");
  });

  it("holds back calls that had begun before it opened, but not the probe", () => {
    const { source } = open();
    expect(source.holdsBack({ isProbe: false })).toBe("awsTimeout");
    expect(source.holdsBack({ isProbe: true })).toBeNull();
    source.answered();
    expect(source.holdsBack({ isProbe: false })).toBeNull();
  });

  it("is closed when a sweep begins, and opens again at the fifth failure", () => {
    const { source } = open();
    source.close();
    for (let call = 0; call < 4; call += 1) source.failed("awsTimeout");
    expect(source.admit("background")).toEqual({ isProbe: false });
    source.failed("awsTimeout");
    expect(source.admit("background")).toEqual({ refused: "awsTimeout" });
  });
});
