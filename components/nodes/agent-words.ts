import type { AgentFilter } from "@/lib/api/nodes-query";

export const agentWords: Record<AgentFilter, string> = {
  online: "Online",
  "connection-lost": "Connection lost",
  inactive: "Inactive",
  "not-reported": "Not reported",
};
