import "server-only";
import { getSettings } from "@/lib/env";
import type { UpstreamHttp } from "@/lib/upstream/http";
import { openAccountBudget } from "@/lib/upstream/litellm/account-writer";
import {
  openAgentBudget,
  openTenantBudget,
  type BudgetHolder,
} from "@/lib/upstream/litellm/budget-writer";
import { createLiteLLMHttp } from "@/lib/upstream/litellm/client";
import { toLiteLLMOptions } from "@/lib/upstream/litellm/from-settings";
import type { BudgetTarget } from "./schema";

/** A person waits, so LiteLLM is given up sooner than by the worker. */
const TIMEOUT_MS = 15_000;

let shared: UpstreamHttp | undefined;

/** Another connection to LiteLLM than the settings name, for tests; undefined goes back to it. */
export function shareBudgetConnection(http: UpstreamHttp | undefined): void {
  shared = http;
}

function getConnection(): UpstreamHttp {
  if (shared === undefined) {
    const settings = getSettings();
    const timeoutMs = Math.min(settings.LITELLM_TIMEOUT_MS, TIMEOUT_MS);
    shared = createLiteLLMHttp({ ...toLiteLLMOptions(settings), timeoutMs });
  }
  return shared;
}

/** The row of LiteLLM that holds a budget. */
export function openBudgetHolder(target: BudgetTarget): BudgetHolder {
  switch (target.kind) {
    case "tenant":
      return openTenantBudget(getConnection(), target.tenant_id);
    case "agent":
      return openAgentBudget(getConnection(), target.id, target.tenant_id);
    case "account":
      return openAccountBudget(getConnection(), target.id);
  }
}
