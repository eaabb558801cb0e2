/** What this Action reads of Auth0's post-login event. Anything in it may be missing or of another type. */
export interface Event {
  user?: {
    picture?: unknown;
    user_metadata?: { picture?: unknown; gravatar_disabled?: unknown } | null;
  } | null;
  secrets?: { DEFAULT_PICTURE_URL?: unknown; ALLOWED_PICTURE_HOSTS?: unknown } | null;
}

/** What this Action calls of Auth0's post-login API. */
export interface Api {
  idToken: { setCustomClaim(name: string, value: string): unknown };
}

export type Reason =
  "removed" | "metadata" | "gravatar_disabled" | "gravatar_default" | "default" | "provider" | "none";

export type Rejection = "not_a_string" | "not_a_url" | "not_https" | "credentials" | "host" | "too_long";

export interface Decision {
  /** `"keep"`: the token keeps what Auth0 put there. `set`: a URL in its normalized form, or `""` for no picture. */
  claim: "keep" | { set: string };
  reason: Reason;
  /** Why `user_metadata.picture` was passed over, where it holds something that is not a picture. */
  rejection: Rejection | null;
}

/** The handler of Auth0's post-login trigger. Sets the ID token's `picture`, or leaves it; never rejects. */
export const onExecutePostLogin: (event: Event, api: Api) => Promise<void>;

/** The decision on an event and its `event.secrets`. Nothing is set; throws where the handler would fail open. */
export const decide: (event: Event) => Decision;
