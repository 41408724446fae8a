import type { Call, Operation } from "@/lib/emulator/call";

/** sts:GetCallerIdentity: every access key is a session of some role of its account. */
export const getCallerIdentity: Operation = {
  name: "GetCallerIdentity",
  run: (call: Call) => ({
    GetCallerIdentityResult: {
      Arn: call.caller.arn,
      UserId: call.caller.userId,
      Account: call.account,
    },
  }),
};
