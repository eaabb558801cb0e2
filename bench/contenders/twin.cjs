// The twin: the whole contract of Picture Claim (the README's tables) in plain JavaScript with the host's `URL`, written
// to be fast. The opponent in the benchmark, and the second opinion in the fuzzing; tests/action/twin.test.js holds it
// to tests/decisions.json.
"use strict";

/**
 * @typedef {{ claim: "keep" | { set: string }, reason: string, rejection: string | null }} Decision
 * @typedef {{ defaultPicture: string | undefined, allowedHosts: string[] }} Settings
 */

const LONGEST = 2048;

/** Labels of letters, digits, hyphens and underscores, at least two, the last of them no number. */
const DNS_NAME = /^(?:[a-z0-9_-]{1,63}\.)+(?![0-9]+$)[a-z0-9_-]{1,63}$/;

/** @type {(text: string) => URL | undefined} */
function parseUrl(text) {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** @type {(text: string) => boolean} */
function isBlank(text) {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit !== 0x20 && unit !== 0x09 && unit !== 0x0a && unit !== 0x0c && unit !== 0x0d) return false;
  }
  return true;
}

/** @type {(host: string, allowedHosts: string[]) => boolean} */
function isAllowed(host, allowedHosts) {
  if (allowedHosts.length === 0) return true;
  return allowedHosts.some((entry) =>
    entry.startsWith("*.") ? host.length >= entry.length && host.endsWith(entry.slice(1)) : entry === host,
  );
}

/** The URL rule. @type {(value: unknown, allowedHosts: string[]) => { picture?: string, rejection?: string }} */
function readPicture(value, allowedHosts) {
  if (typeof value !== "string") return { rejection: "not_a_string" };
  const url = parseUrl(value);
  if (!url) return { rejection: "not_a_url" };
  if (url.protocol !== "https:") return { rejection: "not_https" };
  if (url.username || url.password) return { rejection: "credentials" };
  const host = url.hostname;
  if (host.length > 253 || !DNS_NAME.test(host) || !isAllowed(host, allowedHosts)) return { rejection: "host" };
  if (url.href.length > LONGEST) return { rejection: "too_long" };
  return { picture: url.href };
}

/** @type {(secrets: any) => Settings} */
function readSettings(secrets) {
  const hosts = secrets?.ALLOWED_PICTURE_HOSTS;
  return {
    defaultPicture: readPicture(secrets?.DEFAULT_PICTURE_URL, []).picture,
    allowedHosts: typeof hosts === "string" ? hosts.split(",").map(readHost).filter(Boolean) : [],
  };
}

/** ASCII alone, in white space and in case: the long s and the Kelvin sign have lower-case forms that are ASCII. */
const readHost = (/** @type {string} */ entry) =>
  entry.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, "").replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** @type {(url: URL) => boolean} */
function isGravatar({ protocol, hostname, pathname }) {
  const isOfGravatar = hostname === "gravatar.com" || hostname.endsWith(".gravatar.com");
  return isOfGravatar && (protocol === "https:" || protocol === "http:") && pathname.startsWith("/avatar/");
}

/** @type {(url: URL) => boolean} */
function isInitials({ hostname, pathname }) {
  if (hostname === "cdn.auth0.com") return pathname.startsWith("/avatars/");
  return /^i[0-9]\.wp\.com$/.test(hostname) && pathname.startsWith("/cdn.auth0.com/avatars/");
}

/** @type {(event: any, settings: Settings) => Decision} */
function decide(event, { defaultPicture, allowedHosts }) {
  const user = event.user;
  const metadata = user?.user_metadata;
  const chosen = metadata?.picture;
  let rejection = null;

  if (chosen !== undefined && chosen !== null) {
    if (typeof chosen === "string" && isBlank(chosen)) {
      return { claim: { set: defaultPicture ?? "" }, reason: "removed", rejection };
    }
    const read = readPicture(chosen, allowedHosts);
    if (read.picture !== undefined) return { claim: { set: read.picture }, reason: "metadata", rejection };
    rejection = read.rejection ?? null;
  }

  const provided = user?.picture;
  const hasPicture = typeof provided === "string" && provided !== "";
  const flag = metadata?.gravatar_disabled;
  const isDisabled = flag === true || flag === "true";
  if (isDisabled || defaultPicture !== undefined) {
    const url = hasPicture ? parseUrl(provided) : undefined;
    if (url && isGravatar(url)) {
      const { searchParams } = url;
      if (isDisabled) {
        const own = () => readPicture(searchParams.get("d") ?? searchParams.get("default"), []).picture;
        return { claim: { set: defaultPicture ?? own() ?? "" }, reason: "gravatar_disabled", rejection };
      }
      searchParams.delete("default");
      searchParams.set("d", String(defaultPicture));
      return { claim: { set: url.href }, reason: "gravatar_default", rejection };
    }
    if (defaultPicture !== undefined && (!hasPicture || (url && isInitials(url)))) {
      return { claim: { set: defaultPicture }, reason: "default", rejection };
    }
  }
  return { claim: "keep", reason: hasPicture ? "provider" : "none", rejection };
}

/** @type {(error: any) => string} */
function nameOf(error) {
  try {
    const { name } = error;
    return typeof name === "string" && /^[A-Za-z]{1,40}$/.test(name) ? name : "Error";
  } catch {
    return "Error";
  }
}

/** @type {Settings | undefined} */
let settings;

/** @type {(event: any, api: any) => Promise<void>} */
exports.onExecutePostLogin = async (event, api) => {
  try {
    settings ??= readSettings(event.secrets);
    const { claim, rejection } = decide(event, settings);
    if (claim !== "keep") api.idToken.setCustomClaim("picture", claim.set);
    if (rejection !== null) console.log(`picture-claim: user_metadata.picture ignored (${rejection})`);
  } catch (error) {
    console.log(`picture-claim: kept the provider's picture (${nameOf(error)})`);
  }
};

/** @type {(event: any) => Decision} */
exports.decide = (event) => decide(event, readSettings(event.secrets));
