import { environmentManager, QueryClient } from "@tanstack/react-query";
import { toApiProblem } from "./api-problem";
import { shareAnswer } from "./fetch-json";

function create(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        // Coming back to the tab must not cost SSM calls.
        refetchOnWindowFocus: false,
        // Without a network a query fails and says so; it does not wait in silence under rows of another view.
        networkMode: "always",
        structuralSharing: shareAnswer,
        retry: (failures, error) => failures < 1 && toApiProblem(error).isPassing,
      },
    },
  });
}

let inBrowser: QueryClient | null = null;

/** One for each request on the server, where two viewers must never share; one for the page in the browser. */
export function queryClient(): QueryClient {
  if (environmentManager.isServer()) return create();
  inBrowser ??= create();
  return inBrowser;
}
