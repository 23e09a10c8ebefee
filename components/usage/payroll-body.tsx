"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { toOtherName } from "@/lib/top-rows";
import { useRowFocus } from "@/components/table/use-row-focus";
import { TableBody } from "@/components/ui/table";
import { AgentStatusMark } from "@/components/feedback/agent-status-mark";
import type { PayrollColumn } from "./payroll-columns";
import type { AgentLine, PayrollView } from "./payroll-lines";
import { PayrollRow } from "./payroll-row";

interface PayrollBodyProps {
  view: PayrollView;
  columns: readonly PayrollColumn[];
  isShowingAll: boolean;
  onShowAll: (isAll: boolean) => void;
  pickedIds: readonly string[];
  onToggleAgent: (agentId: string) => void;
}

/** Agents, then "Other", which opens to all of them. */
export function PayrollBody(props: PayrollBodyProps) {
  const { view, columns, isShowingAll, onShowAll, pickedIds, onToggleAgent } = props;
  const agents = isShowingAll ? [...view.shown, ...view.rest] : view.shown;
  const getRowFocus = useRowFocus(agents.length + (view.other ? 1 : 0), (index) => {
    const agent = agents[index];
    if (agent) onToggleAgent(agent.row.agent_id);
    else onShowAll(!isShowingAll);
  });
  return (
    <TableBody>
      {agents.map((agent, index) => {
        const { agent_id: agentId } = agent.row;
        const isPicked = pickedIds.includes(agentId);
        return (
          <PayrollRow
            key={agentId}
            name={<AgentCell agent={agent} isPicked={isPicked} onToggle={onToggleAgent} />}
            entry={{ line: agent, agent }}
            columns={columns}
            isPicked={isPicked}
            onOpen={() => onToggleAgent(agentId)}
            {...getRowFocus(index)}
          />
        );
      })}
      {view.other && (
        <PayrollRow
          name={
            <OtherCell
              count={view.rest.length}
              isShowingAll={isShowingAll}
              onToggle={() => onShowAll(!isShowingAll)}
            />
          }
          entry={{ line: view.other, agent: null }}
          columns={isShowingAll ? toEmptyColumns(columns) : columns}
          onOpen={() => onShowAll(!isShowingAll)}
          {...getRowFocus(agents.length)}
        />
      )}
    </TableBody>
  );
}

/** Once the rest is listed by name, its sum would count it twice. */
function toEmptyColumns(columns: readonly PayrollColumn[]): PayrollColumn[] {
  return columns.map((column) => ({ ...column, cell: () => null }));
}

interface AgentCellProps {
  agent: AgentLine;
  isPicked: boolean;
  onToggle: (agentId: string) => void;
}

function AgentCell({ agent, isPicked, onToggle }: AgentCellProps) {
  const { agent_id: agentId, agent_name: name, agent_status: status } = agent.row;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <button
        type="button"
        // The row takes the focus and Enter; this is for pointers and screen readers.
        tabIndex={-1}
        aria-pressed={isPicked}
        title={isPicked ? `Show all agents again` : `Filter the page to ${name}`}
        className="truncate hover:text-brand hover:underline"
        onClick={() => onToggle(agentId)}
      >
        {name}
      </button>
      <AgentStatusMark status={status} />
    </span>
  );
}

interface OtherCellProps {
  count: number;
  isShowingAll: boolean;
  onToggle: () => void;
}

function OtherCell({ count, isShowingAll, onToggle }: OtherCellProps) {
  const Icon = isShowingAll ? ChevronUp : ChevronDown;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-expanded={isShowingAll}
      className="flex items-center gap-1 text-muted-foreground hover:text-foreground"
      onClick={onToggle}
    >
      {isShowingAll ? "Show the first 10" : toOtherName(count)}
      <Icon aria-hidden className="size-3.5" />
    </button>
  );
}
