import type { KnownPerson, Lie } from "./people";

/** Drives the stand-in of the identity providers over HTTP, from any process. */
export class IdentityControl {
  constructor(private readonly baseUrl: string) {}

  /** Makes people known, or changes what is known of them; the next sign-in or look at the claims sees it. */
  setPeople(people: Record<string, KnownPerson>): Promise<void> {
    return this.change({ people });
  }

  /** Ends what somebody may do: their tokens are good for nothing. */
  removePerson(login: string): Promise<void> {
    return this.change({ removed: [login] });
  }

  setLie(lie: Lie): Promise<void> {
    return this.change({ lie });
  }

  /** Who is signed in to GitHub. */
  setGitHubLogin(gitHubLogin: string): Promise<void> {
    return this.change({ gitHubLogin });
  }

  /** Answers once it is up. */
  ping(): Promise<void> {
    return this.change({});
  }

  private async change(body: object): Promise<void> {
    const response = await fetch(new URL("/_control", this.baseUrl), {
      method: "POST",
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The stand-in answered ${response.status}`);
  }
}
