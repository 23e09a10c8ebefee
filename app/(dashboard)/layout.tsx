import { Suspense } from "react";
import { FIGURES_ID, FIRST_PAINT_SCRIPT } from "@/components/layout/first-paint";
import { SIDEBAR_SCRIPT } from "@/components/layout/sidebar-script";
import { NavigationList } from "@/components/layout/navigation-list";
import { Sidebar } from "@/components/layout/sidebar";
import { SidebarFrame } from "@/components/layout/sidebar-frame";
import { SkipLink } from "@/components/layout/skip-link";
import { Skeleton } from "@/components/ui/skeleton";
import { requireViewer } from "@/lib/auth/session";

export default function DashboardLayout({ children }: LayoutProps<"/">) {
  return (
    <div className="flex min-h-dvh">
      <link rel="expect" href={`#${FIGURES_ID}`} blocking="render" />
      <script dangerouslySetInnerHTML={{ __html: FIRST_PAINT_SCRIPT }} />
      <script dangerouslySetInnerHTML={{ __html: SIDEBAR_SCRIPT }} />
      <SkipLink />
      <Suspense fallback={<SidebarFallback />}>
        <ViewerSidebar />
      </Suspense>
      <main
        id="content"
        tabIndex={-1}
        className="min-w-0 flex-1 outline-none [--sticky-top:3.5rem]"
      >
        {children}
      </main>
    </div>
  );
}

async function ViewerSidebar() {
  const { name, email, role } = await requireViewer();
  return <Sidebar viewer={{ name, email, role }} />;
}

function SidebarFallback() {
  return (
    <SidebarFrame
      navigation={<NavigationList pathname={null} isAdmin={false} />}
      account={<Skeleton className="h-11" />}
    />
  );
}
