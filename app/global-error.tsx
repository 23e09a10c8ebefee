"use client";

import "./globals.css";

/** Every page carries this file's code: plain words and a plain button keep it small. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Tokenroll failed to load</title>
        <main className="p-6">
          <h1 className="text-lg font-semibold">Tokenroll failed to load</h1>
          <p className="py-2">
            Nothing was lost. If it happens again, ask an administrator to look at the portal&apos;s
            log.
          </p>
          <button type="button" className="rounded-md border px-3 py-1" onClick={retry}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
