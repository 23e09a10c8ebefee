import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { Wordmark } from "@/components/layout/wordmark";
import { ProviderButtons } from "@/components/sign-in/provider-buttons";
import { toLocalPath } from "@/components/sign-in/next-path";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { listSignInProviders } from "@/lib/auth/providers";
import { findViewer } from "@/lib/auth/session";

// The only page that a crawler gets to see; everything else needs a session.
export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

/** For whoever is signed in already, the page leads on to where they wanted to go. */
export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const [viewer, { next }] = await Promise.all([findViewer(), searchParams]);
  if (viewer) redirect(toLocalPath(typeof next === "string" ? next : null) as Route);
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex justify-center">
          <Wordmark />
        </div>
        <div className="rounded-xl border bg-card p-6">
          <h1 className="text-lg font-semibold tracking-tight">Sign in</h1>
          <p className="mt-1 mb-5 text-muted-foreground">
            What your LLM traffic costs: by tenant, agent and person, against their budgets.
          </p>
          <ProviderButtons providers={listSignInProviders()} />
          <SignInForm />
        </div>
        <p className="mt-4 text-center text-xs text-muted-foreground">
          No account, or the password is lost? Ask an administrator.
        </p>
      </div>
    </main>
  );
}
