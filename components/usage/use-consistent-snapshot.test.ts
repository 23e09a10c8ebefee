import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import type { ApiAnswer } from "@/lib/http/api-client";
import { refetchOlderPanels, type PanelQueries } from "./use-consistent-snapshot";

function toAnswer(version: string): ApiAnswer<null> {
  return {
    data: null,
    snapshot: { asOf: null, state: "fresh", version, reason: null },
    bound: null,
  };
}

/** Two panels with the client the page uses; the server's version grows between their first reads. */
async function readPage() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const reads: Record<string, number> = { cost: 0, tokens: 0 };
  let serverVersion = 7;
  const observe = (key: string) =>
    new QueryObserver<ApiAnswer<unknown>>(client, {
      queryKey: [key],
      queryFn: () => {
        reads[key] = (reads[key] ?? 0) + 1;
        return toAnswer(String(serverVersion));
      },
    });
  const cost = observe("cost");
  const tokens = observe("tokens");
  await cost.refetch();
  serverVersion = 10;
  await tokens.refetch();
  const toQueries = (): PanelQueries => ({
    cost: cost.getCurrentResult(),
    tokens: tokens.getCurrentResult(),
  });
  const settle = () => client.isFetching() === 0;
  return { reads, toQueries, settle, cost };
}

describe("refetchOlderPanels", () => {
  it("reads the older panel again until all show the newest snapshot", async () => {
    const page = await readPage();
    expect(refetchOlderPanels(page.toQueries(), null)).toBe("10");
    await expect.poll(page.settle).toBe(true);
    expect(page.reads).toEqual({ cost: 2, tokens: 1 });
    expect(page.cost.getCurrentResult().data?.snapshot.version).toBe("10");
  });

  it("does not ask twice for the same snapshot", async () => {
    const page = await readPage();
    expect(refetchOlderPanels(page.toQueries(), "10")).toBe("10");
    expect(page.reads).toEqual({ cost: 1, tokens: 1 });
  });
});
