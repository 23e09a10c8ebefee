"use client";

import { Hint } from "@/components/feedback/hint";
import { formatCount } from "@/lib/format";
import type { SnapshotMeta } from "@/lib/http/api-client";
import type { MessageVolumeRow, Payroll } from "@/lib/usage/schema";
import { toComparison } from "./comparison";
import { KnownTotal } from "./known-total";
import { toMessageTotal, type MessageTotal } from "./message-total";
import { StatCard } from "./stat-card";
import { StatChange } from "./stat-change";
import type { ReadResult } from "@/lib/query/use-read";

interface MessagesCardProps {
  messages: ReadResult<MessageVolumeRow[]>;
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
            <div className="mt-1">
              <MessagesTotal total={total} snapshot={answer.snapshot} />
            </div>
            <div className="mt-auto pt-1">
              <StatChange
                current={answer.snapshot.state === "empty" ? null : total.count}
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

interface MessagesTotalProps {
  total: MessageTotal;
  snapshot: SnapshotMeta;
}

function MessagesTotal({ total, snapshot }: MessagesTotalProps) {
  const { count, says } = total;
  if (says === null) {
    const text = formatCount(snapshot.state === "empty" ? null : count);
    return (
      <KnownTotal snapshot={snapshot} exact={`${text} messages`}>
        {text}
      </KnownTotal>
    );
  }
  return (
    <p className="text-2xl/8 font-semibold tracking-tight whitespace-nowrap">
      <Hint says={says}>
        <span className="mr-1 text-muted-foreground">≤</span>
        {formatCount(count)}
      </Hint>
    </p>
  );
}
