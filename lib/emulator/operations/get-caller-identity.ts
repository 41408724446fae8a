import type { Call, Operation } from "@/lib/emulator/call";

/** sts:GetCallerIdentity: every access key is a session of one role of the fleet's account. */
export const getCallerIdentity: Operation = {
  name: "GetCallerIdentity",
  run: (call: Call) => ({
    GetCallerIdentityResult: {
      Arn: `arn:aws:sts::${call.account}:assumed-role/patchboard-reader/${call.accessKeyId}`,
      UserId: `AROAEXAMPLEPATCHBOARD:${call.accessKeyId}`,
      Account: call.account,
    },
  }),
};
