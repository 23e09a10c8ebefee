"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { Hint } from "@/components/feedback/hint";
import { formatCount } from "@/lib/format";
import type { ApiAnswer } from "@/lib/http/api-client";
import type { MessageVolumeRow, Payroll } from "@/lib/usage/schema";
import { toComparison } from "./comparison";
import { toMessageTotal } from "./message-total";
import { StatCard } from "./stat-card";
import { StatChange } from "./stat-change";

interface MessagesCardProps {
  messages: UseQueryResult<ApiAnswer<MessageVolumeRow[]>>;
  payroll: Payroll | undefined;
}

/** Messages of all channels; an upper bound where calls carry several channels. */
export function MessagesCard({ messages, payroll }: MessagesCardProps) {
  return (
    <StatCard title="Total messages" query={messages}>
      {(rows, answer) => {
        const total = toMessageTotal(rows, answer.bound);
        const previous = payroll?.previous_messages ?? null;
        return (
          <>
            <p className="mt-1 text-2xl/8 font-semibold tracking-tight">
              {total.says === null ? (
                formatCount(total.count)
              ) : (
                <Hint says={total.says}>≤ {formatCount(total.count)}</Hint>
              )}
            </p>
            <div className="mt-auto pt-1">
              <StatChange
                current={total.count}
                previous={previous}
                previousText={formatCount(previous)}
                kind="volume"
                comparison={toComparison(payroll)}
              />
            </div>
          </>
        );
      }}
    </StatCard>
  );
}
