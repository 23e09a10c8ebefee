import type { Metadata } from "next";
import { Wordmark } from "@/components/layout/wordmark";
import { ProviderButtons } from "@/components/sign-in/provider-buttons";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { listSignInProviders } from "@/lib/auth/providers";

// The only page that a crawler gets to see; everything else needs a session.
export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

export default function SignInPage() {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex justify-center">
          <Wordmark />
        </div>
        <div className="rounded-xl border bg-card p-6">
          <h1 className="text-lg font-semibold tracking-tight">Sign in</h1>
          <p className="mt-1 mb-5 text-muted-foreground">
            What your LLM traffic costs, and whose it is.
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
