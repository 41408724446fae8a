import "server-only";
import { pino } from "pino";
import { oncePerProcess } from "@/lib/server/process-wide";

/** One JSON line an event, to standard output. Errors keep their cause here and nowhere else. */
export const log = oncePerProcess("log", () =>
  pino({
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: pino.stdSerializers.errWithCause },
  }),
);
