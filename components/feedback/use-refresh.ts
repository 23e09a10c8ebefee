"use client";

import { useMutation, useQuery, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ApiError, postJson } from "@/lib/http/api-client";
import type { Question, Read } from "@/lib/query/read";
import type { RefreshProgress } from "@/lib/usage/schema";

const POLL_MS = 1_000;
/** The portal accepts one refresh of a thing in this time. */
const SECONDS_BETWEEN = 15;

/** What a page needs to show a refresh and to ask for one. */
export interface Refresh {
  isRunning: boolean;
  /** null before anything is known. */
  progress: RefreshProgress | null;
  /** Until another refresh is accepted; 0 when it is now. */
  secondsLeft: number;
  /** Words; null when the last refresh went well. */
  error: string | null;
  start: () => void;
}

interface RefreshTarget<Input extends Question> {
  /** Answers with the progress; its address takes a POST too. */
  read: Read<string, Input, RefreshProgress>;
  question: Input;
  /** What is read again when a refresh ends. */
  renews: readonly QueryKey[];
}

export function isRefreshing(progress: RefreshProgress | undefined): boolean {
  return progress?.state === "queued" || progress?.state === "running";
}

/** Asks the worker to read something again, follows it, and renews what shows it when it is done. */
export function useRefresh<Input extends Question>(target: RefreshTarget<Input>): Refresh {
  const { read, question, renews } = target;
  const options = read.options(question);
  const client = useQueryClient();
  const [readyAt, setReadyAt] = useState(0);
  const status = useQuery({
    ...options,
    refetchInterval: (asked) => (isRefreshing(asked.state.data?.data) ? POLL_MS : false),
  });
  const request = useMutation({
    mutationFn: () => postJson<RefreshProgress>(read.toPath(question), {}),
    onSuccess: (progress) => {
      setReadyAt(Date.now() + (progress.retry_after_seconds || SECONDS_BETWEEN) * 1000);
      return client.invalidateQueries({ queryKey: options.queryKey });
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || error.retryAfterSeconds === undefined) return;
      setReadyAt(Date.now() + error.retryAfterSeconds * 1000);
    },
  });
  const progress = status.data?.data;
  const isRunning = request.isPending || isRefreshing(progress);
  // The request counts too: a quick worker is done before the first look at its progress.
  useRenewWhenDone(renews, isRunning);
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

/** Invalidates the figures at the moment a refresh ends. */
function useRenewWhenDone(renews: readonly QueryKey[], isRunning: boolean): void {
  const client = useQueryClient();
  const wasRunning = useRef(false);
  const latest = useRef(renews);
  useEffect(() => {
    latest.current = renews;
  }, [renews]);
  useEffect(() => {
    if (wasRunning.current && !isRunning) {
      for (const queryKey of latest.current) void client.invalidateQueries({ queryKey });
    }
    wasRunning.current = isRunning;
  }, [client, isRunning]);
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
