import { onlineManager } from "@tanstack/react-query";
import { afterEach, expect, it } from "vitest";
import { getQueryClient } from "./query-client";

afterEach(() => {
  onlineManager.setOnline(true);
});

it("asks without a network too, so that it fails instead of waiting", () => {
  onlineManager.setOnline(false);
  const client = getQueryClient();
  const queryKey = ["usage"];
  void client.prefetchQuery({ queryKey, queryFn: () => Promise.reject(new Error("offline")) });
  expect(client.getQueryState(queryKey)?.fetchStatus).toBe("fetching");
});
