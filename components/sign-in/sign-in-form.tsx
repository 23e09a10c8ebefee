"use client";

import { useSearchParams } from "next/navigation";
import { useId, useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { toLocalPath } from "./next-path";

const WRONG = "The e-mail or the password is wrong.";
const UNREACHABLE = "The portal cannot be reached. Check your connection and try again.";

function readText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

async function signInWith(email: string, password: string): Promise<string | null> {
  const { signIn } = await import("next-auth/react");
  const result = await signIn("credentials", { email, password, redirect: false });
  if (!result) return UNREACHABLE;
  if (result.ok && !result.error) return null;
  return result.error === "CredentialsSignin" || !result.error ? WRONG : result.error;
}

/** E-mail and password; says what is wrong and keeps what was typed. */
export function SignInForm() {
  const next = toLocalPath(useSearchParams().get("next"));
  const [problem, setProblem] = useState<string | null>(null);
  const [isShown, setIsShown] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const id = useId();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = readText(form, "email").trim();
    const password = readText(form, "password");
    if (!email || !password) {
      setProblem(email ? "Type your password." : "Type your e-mail.");
      return;
    }
    setIsSending(true);
    const failure = await signInWith(email, password).catch(() => UNREACHABLE);
    if (failure === null) {
      // A whole new page: nothing of another person's session may stay in memory.
      window.location.assign(next);
      return;
    }
    setProblem(failure);
    setIsSending(false);
  }

  return (
    // By POST: sent before the script is there, the password must not get into the address.
    <form method="post" onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <div className="grid gap-1.5">
        <Label htmlFor={`${id}-email`}>E-mail</Label>
        <Input
          id={`${id}-email`}
          name="email"
          type="email"
          autoComplete="username"
          required
          className="h-10!"
          aria-describedby={`${id}-problem`}
          aria-invalid={problem !== null}
        />
      </div>
      <div className="grid gap-1.5">
        <span className="flex items-center justify-between">
          <Label htmlFor={`${id}-password`}>Password</Label>
          <Button
            variant="link"
            size="sm"
            className="h-6 px-0"
            aria-pressed={isShown}
            onClick={() => setIsShown(!isShown)}
          >
            {isShown ? "Hide password" : "Show password"}
          </Button>
        </span>
        <Input
          id={`${id}-password`}
          name="password"
          type={isShown ? "text" : "password"}
          autoComplete="current-password"
          required
          className="h-10!"
          aria-describedby={`${id}-problem`}
          aria-invalid={problem !== null}
        />
      </div>
      <p
        id={`${id}-problem`}
        role="alert"
        className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger empty:hidden"
      >
        {problem}
      </p>
      <Button type="submit" size="lg" disabled={isSending}>
        {isSending ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
