// The Management API's global limit: a bucket of tokens, refilled steadily, told about in the answer's headers.
// Source: https://auth0.com/docs/troubleshoot/customer-support/operational-policies/rate-limit-policy

/** @typedef {{ perSecond: number, burst: number, retryAfter?: boolean }} Limits retryAfter: whether a 429 says it that way too */

export class RateLimit {
  #limits;
  #tokens;
  #filled;

  /** @param {Limits} limits */
  constructor(limits) {
    this.#limits = limits;
    this.#tokens = limits.burst;
    this.#filled = Date.now();
  }

  /** @returns {{ isAllowed: boolean, headers: Record<string, string> }} */
  take() {
    const { perSecond, burst, retryAfter } = this.#limits;
    const now = Date.now();
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filled) / 1000) * perSecond);
    this.#filled = now;
    const isAllowed = this.#tokens >= 1;
    if (isAllowed) this.#tokens -= 1;
    const secondsToNext = Math.max(0, (1 - this.#tokens) / perSecond);
    /** @type {Record<string, string>} */
    const headers = {
      "x-ratelimit-limit": String(burst),
      "x-ratelimit-remaining": String(Math.floor(this.#tokens)),
      "x-ratelimit-reset": String(Math.ceil(now / 1000 + secondsToNext)),
    };
    if (!isAllowed && retryAfter) headers["retry-after"] = String(Math.ceil(secondsToNext));
    return { isAllowed, headers };
  }
}
