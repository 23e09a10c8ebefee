import { Panel } from "@/components/feedback/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { CHART_HEIGHT } from "./chart-panel";

/** As high as the table of twelve agents. */
const PAYROLL_HEIGHT = 490;

/** The payroll until somebody comes near it: its heading can be found and jumped to. */
export function PayrollPlace() {
  return <PanelPlace title="Payroll" height={PAYROLL_HEIGHT} />;
}

/** The narrow panels until somebody comes near them. */
export function PairedPanelPlaces() {
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      {["Tokens per agent", "Cost by provider", "Messages by channel", "Budget alerts"].map(
        (title) => (
          <PanelPlace key={title} title={title} height={CHART_HEIGHT} />
        ),
      )}
    </div>
  );
}

/** Still, for nothing is being loaded. */
function PanelPlace({ title, height }: { title: string; height: number }) {
  return (
    <Panel title={title}>
      <Skeleton className="animate-none" style={{ height }} />
    </Panel>
  );
}
