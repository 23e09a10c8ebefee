"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ApiError, postJson } from "@/lib/http/api-client";
import { toUsagePath, usageKeys, usageQueries } from "@/lib/usage/queries";
import type { RefreshProgress } from "@/lib/usage/schema";

const POLL_MS = 1_000;
/** The portal accepts one refresh of a tenant in this time. */
const SECONDS_BETWEEN = 15;

export interface TenantRefresh {
  isRunning: boolean;
  /** null before anything is known. */
  progress: RefreshProgress | null;
  /** Until another refresh is accepted; 0 when it is now. */
  secondsLeft: number;
  /** Words; null when the last refresh went well. */
  error: string | null;
  start: () => void;
}

export function isRefreshing(progress: RefreshProgress | undefined): boolean {
  return progress?.state === "queued" || progress?.state === "running";
}

/** Asks the worker to read the tenant again, follows it, and renews every panel when it is done. */
export function useTenantRefresh(tenantId: string): TenantRefresh {
  const client = useQueryClient();
  const [readyAt, setReadyAt] = useState(0);
  const status = useQuery({
    ...usageQueries.refresh(tenantId),
    refetchInterval: (query) => (isRefreshing(query.state.data?.data) ? POLL_MS : false),
  });
  const request = useMutation({
    mutationFn: () => postJson<RefreshProgress>(toUsagePath(tenantId, "refresh"), {}),
    onSuccess: (progress) => {
      setReadyAt(Date.now() + (progress.retry_after_seconds || SECONDS_BETWEEN) * 1000);
      return client.invalidateQueries({ queryKey: usageKeys.refresh(tenantId) });
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || error.retryAfterSeconds === undefined) return;
      setReadyAt(Date.now() + error.retryAfterSeconds * 1000);
    },
  });
  const progress = status.data?.data;
  const isRunning = request.isPending || isRefreshing(progress);
  // The request counts too: a quick worker is done before the first look at its progress.
  useRenewWhenDone(tenantId, isRunning);
  const toldReadyAt = status.dataUpdatedAt + (progress?.retry_after_seconds ?? 0) * 1000;
  const secondsLeft = useSecondsUntil(Math.max(readyAt, toldReadyAt));
  const isRefusedForNow = secondsLeft > 0 && request.error instanceof ApiError;
  const failure = progress?.state === "failed" ? (progress.error ?? "The refresh failed.") : null;
  return {
    isRunning,
    progress: progress ?? null,
    secondsLeft,
    error: request.error !== null && !isRefusedForNow ? request.error.message : failure,
    start: () => {
      if (!isRunning && secondsLeft === 0) request.mutate();
    },
  };
}

/** Invalidates the tenant's figures at the moment a refresh ends. */
function useRenewWhenDone(tenantId: string, isRunning: boolean): void {
  const client = useQueryClient();
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && !isRunning) {
      void client.invalidateQueries({ queryKey: usageKeys.tenant(tenantId) });
      void client.invalidateQueries({ queryKey: usageKeys.lists() });
    }
    wasRunning.current = isRunning;
  }, [client, isRunning, tenantId]);
}

/** Whole seconds until an instant in milliseconds, counting down; 0 from then on. */
function useSecondsUntil(instantMs: number): number {
  const [secondsLeft, setSecondsLeft] = useState(0);
  useEffect(() => {
    const tick = () => setSecondsLeft(Math.max(0, Math.ceil((instantMs - Date.now()) / 1000)));
    tick();
    if (instantMs <= Date.now()) return;
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [instantMs]);
  return secondsLeft;
}
