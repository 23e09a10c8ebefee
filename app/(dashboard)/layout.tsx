import { cookies } from "next/headers";
import { Sidebar } from "@/components/layout/sidebar";
import { SIDEBAR_COOKIE } from "@/components/layout/sidebar-cookie";
import { SkipLink } from "@/components/layout/skip-link";
import { requireViewer } from "@/lib/auth/session";

export default async function DashboardLayout({ children }: LayoutProps<"/">) {
  const [{ name, email, role }, jar] = await Promise.all([requireViewer(), cookies()]);
  return (
    <div className="flex min-h-dvh">
      <SkipLink />
      <Sidebar
        viewer={{ name, email, role }}
        isCollapsed={jar.get(SIDEBAR_COOKIE)?.value === "collapsed"}
      />
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
