"use client";

import "./globals.css";
import { PageMessage } from "@/components/layout/page-message";
import { Button } from "@/components/ui/button";

export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Tokenroll failed to load</title>
        <main>
          <PageMessage
            title="Tokenroll failed to load"
            action={<Button onClick={retry}>Try again</Button>}
          >
            Nothing was lost. If it happens again, ask an administrator to look at the portal&apos;s
            log.
          </PageMessage>
        </main>
      </body>
    </html>
  );
}
