import type { Settings } from "@/lib/env";
import type { LiteLLMClientOptions } from "./client";

/** The client's options as the settings have them. */
export function toLiteLLMOptions(settings: Settings): LiteLLMClientOptions {
  return {
    baseUrl: settings.LITELLM_URL,
    apiKey: settings.LITELLM_MASTER_KEY,
    timeoutMs: settings.LITELLM_TIMEOUT_MS,
    concurrency: settings.LITELLM_CONCURRENCY,
    tenantEntity: settings.TENANT_ENTITY,
    pageSize: settings.LITELLM_PAGE_SIZE,
    customerConcurrency: settings.LITELLM_CUSTOMER_CONCURRENCY,
  };
}
