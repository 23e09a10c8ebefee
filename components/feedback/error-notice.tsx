"use client";

import { CircleAlert, RotateCw } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { formatAge } from "@/lib/format";
import { ApiError } from "@/lib/http/api-client";
import { toKeptWords } from "./pending-words";
import { useNow } from "./use-now";

interface ErrorNoticeProps {
  error: unknown;
  onRetry?: () => void;
  isRetrying?: boolean;
  /** ISO time of the figures still shown below, when there are any. */
  keptAsOf?: string | null;
  /** Those figures answer the question before. */
  isFromBefore?: boolean;
  className?: string;
}

function isSessionOver(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** A plain link makes a new document: nothing of the ended session stays in memory. */
function useSignInHref(): string {
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const here = search === "" ? pathname : `${pathname}?${search}`;
  return `/sign-in?next=${encodeURIComponent(here)}`;
}

function SignInAgain() {
  return (
    <Button asChild variant="outline" size="sm">
      <a href={useSignInHref()}>Sign in again</a>
    </Button>
  );
}

function toWords(error: unknown): string {
  if (isSessionOver(error)) return "Your session has ended.";
  return error instanceof Error && error.message ? error.message : "This could not be loaded.";
}

/** What failed in words, with "Try again"; a slim line where older figures stay on show. */
export function ErrorNotice({
  error,
  onRetry,
  isRetrying,
  keptAsOf,
  isFromBefore = false,
  className,
}: ErrorNoticeProps) {
  const now = useNow();
  const isKept = keptAsOf !== undefined;
  const age = keptAsOf && now ? formatAge(keptAsOf, now) : "";
  return (
    <div
      role="alert"
      className={cn(
        "flex items-center gap-3",
        isKept
          ? "mx-4 mb-2 flex-wrap gap-y-1 rounded-md bg-danger-soft px-3 py-1.5 text-xs text-danger"
          : "min-h-40 flex-col justify-center px-4 py-8 text-center",
        className,
      )}
    >
      <CircleAlert
        aria-hidden
        className={cn("shrink-0 text-danger", isKept ? "size-4" : "size-5")}
      />
      <p className={cn(isKept ? "flex-1 basis-40" : "max-w-md text-balance")}>
        {toWords(error)}
        {isKept && toKeptWords(isFromBefore, age)}
      </p>
      {isSessionOver(error) && <SignInAgain />}
      {onRetry && !isSessionOver(error) && (
        <Button variant="outline" size="sm" onClick={onRetry} disabled={isRetrying}>
          <RotateCw aria-hidden className={cn(isRetrying && "animate-spin")} />
          Try again
        </Button>
      )}
    </div>
  );
}
