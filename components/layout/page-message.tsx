import type { ReactNode } from "react";

interface PageMessageProps {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

/** A page that has only something to say. */
export function PageMessage({ title, children, action }: PageMessageProps) {
  return (
    <div className="mx-auto flex min-h-[70dvh] max-w-md flex-col items-center justify-center gap-2 p-6 text-center">
      <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
      <div className="text-balance text-muted-foreground">{children}</div>
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
