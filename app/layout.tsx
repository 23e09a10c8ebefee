import "@fontsource-variable/geist/wght.css";
import "@fontsource-variable/geist-mono/wght.css";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { getSettings } from "@/lib/env";
import "./globals.css";
import { Providers } from "./providers";

/** What nearly all text needs, fetched with the page; other letters follow from the package's own faces. */
const geistLatin = localFont({
  src: "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  variable: "--font-geist-latin",
  weight: "100 900",
  // A font that comes late would wrap lines anew under the reader's eyes; the next page has it.
  display: "optional",
});

const DESCRIPTION =
  "The payroll view for AI spending: what LLM traffic costs, by tenant and by agent.";

/** Made for each request: links to a picture need the whole address, which the running server's settings name. */
export async function generateMetadata(): Promise<Metadata> {
  await connection();
  const { PORTAL_URL, PORT } = getSettings();
  return {
    metadataBase: new URL(PORTAL_URL ?? `http://localhost:${PORT}`),
    title: { default: "Tokenroll", template: "%s · Tokenroll" },
    description: DESCRIPTION,
    manifest: "/manifest.webmanifest",
    icons: {
      icon: [
        { url: "/favicon.ico", sizes: "32x32" },
        { url: "/icon.svg", type: "image/svg+xml" },
      ],
      apple: "/apple-touch-icon.png",
    },
    openGraph: {
      type: "website",
      siteName: "Tokenroll",
      title: "Tokenroll",
      description: DESCRIPTION,
      images: { url: "/social.png", width: 1200, height: 630, alt: DESCRIPTION },
    },
    twitter: { card: "summary_large_image" },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8f9fb" },
    { media: "(prefers-color-scheme: dark)", color: "#0d0f13" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning className={geistLatin.variable}>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
