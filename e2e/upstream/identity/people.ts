/** Somebody whom the identity providers know, by the name that is typed to sign in there. */
export interface KnownPerson {
  email: string;
  isEmailVerified: boolean;
  name: string;
  groups: string[];
}

/** What the token endpoint does to the next id tokens. */
export type Lie = "none" | "wrong-audience" | "expired" | "wrong-nonce" | "wrong-key";

/** What a test sets and the providers read. */
export interface IdentityState {
  people: Map<string, KnownPerson>;
  lie: Lie;
  /** Who is signed in to the stand-in of GitHub. */
  gitHubLogin: string;
}

export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
}
