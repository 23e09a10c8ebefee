"use client";

import "./globals.css";
import { PageMessage } from "@/components/layout/page-message";

/** Every page carries this file's code: a plain button keeps it small. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Tokenroll failed to load</title>
        <main>
          <PageMessage
            title="Tokenroll failed to load"
            action={
              <button
                type="button"
                className="h-8 rounded-md bg-primary px-3 text-sm font-medium text-primary-foreground hover:bg-primary/90"
                onClick={retry}
              >
                Try again
              </button>
            }
          >
            Nothing was lost. If it happens again, ask an administrator to look at the portal&apos;s
            log.
          </PageMessage>
        </main>
      </body>
    </html>
  );
}
