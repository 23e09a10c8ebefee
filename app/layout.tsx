import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import { Suspense, type ReactNode } from "react";
import { THEME_SCRIPT } from "@/components/layout/theme-script";
import { cn } from "@/components/ui/cn";
import "./globals.css";
import { Providers } from "./providers";

export const metadata: Metadata = {
  title: { default: "Tokenroll", template: "%s · Tokenroll" },
  description: "The payroll view for AI spending: what LLM traffic costs, by tenant and by agent.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8f9fb" },
    { media: "(prefers-color-scheme: dark)", color: "#0d0f13" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning className={cn(GeistSans.variable, GeistMono.variable)}>
      <body>
        <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
        <Providers>{children}</Providers>
        <Suspense fallback={null}>
          <NonceCarrier />
        </Suspense>
      </body>
    </html>
  );
}

/** A part that waits for the request, on every page: what Next writes after it carries the request's nonce. */
async function NonceCarrier() {
  await connection();
  return null;
}
