import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { answered } from "@/lib/server/read/answered";
import { Throttling } from "@/lib/server/sweep/throttling";

const source = { account: "111122223333", region: "us-east-1" };
const goesOn = { value: null, failure: null };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a source that AWS throttles", () => {
  test("says so, and which call, for ten seconds", () => {
    const throttling = new Throttling(source);
    expect(throttling.failure()).toBeNull();
    throttling.attempted({ operation: "DescribeInstancePatches", outcome: "throttled" });
    vi.advanceTimersByTime(9_000);
    expect(throttling.failure()).toEqual({
      code: "throttled",
      detail:
        "DescribeInstancePatches in 111122223333/us-east-1: AWS throttles the call. The reading goes on.",
    });
    vi.advanceTimersByTime(2_000);
    expect(throttling.failure()).toBeNull();
  });

  test("is told apart by operation: an answer to another one changes nothing", () => {
    const throttling = new Throttling(source);
    throttling.attempted({ operation: "DescribeInstancePatches", outcome: "throttled" });
    throttling.attempted({ operation: "DescribeInstanceInformation", outcome: "answered" });
    expect(throttling.failure()).not.toBeNull();
  });

  test.each(["answered", "failed"] as const)(
    "is throttled no longer once the call is %s",
    (outcome) => {
      const throttling = new Throttling(source);
      throttling.attempted({ operation: "DescribeInstancePatches", outcome: "throttled" });
      throttling.attempted({ operation: "DescribeInstancePatches", outcome });
      expect(throttling.failure()).toBeNull();
    },
  );
});

describe("a first reading that goes on", () => {
  test("is told as AWS not having answered, or as throttled where AWS throttles", () => {
    const throttling = new Throttling(source);
    expect(() => answered(goesOn, throttling)).toThrow(
      expect.objectContaining({ code: "awsTimeout" }),
    );
    throttling.attempted({ operation: "GetPatchBaseline", outcome: "throttled" });
    expect(() => answered(goesOn, throttling)).toThrow(
      expect.objectContaining({ code: "throttled" }),
    );
  });

  test("gives what there is, and a failure before any throttling", () => {
    const throttling = new Throttling(source);
    throttling.attempted({ operation: "GetPatchBaseline", outcome: "throttled" });
    const failure = new Error("denied");
    expect(answered({ value: "read", failure }, throttling)).toBe("read");
    expect(() => answered({ value: null, failure }, throttling)).toThrow(failure);
  });
});
