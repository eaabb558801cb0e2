// Picture Claim's Action: runs after each login and puts the picture that the user chose into the ID token. What to put
// there is decided in WebAssembly (src/decision.rs); here is what keeps it from ever costing a login. `load`, which makes
// an instance of that WebAssembly, stands at the end with it: the build adds both (js-shim/bundle.js).

/** @import { Api, Decision, Event } from "./action.d.ts" */

// Made at the first login, dropped after a failure, made anew at the next: loading this file runs nothing.
/** @type {ReturnType<typeof load> | undefined} */
let instance;

/** @type {(event: Event) => ReturnType<typeof load>} */
const start = ({ secrets }) => {
  const started = load();
  const defaultPicture = text(secrets?.DEFAULT_PICTURE_URL);
  const allowedHosts = text(secrets?.ALLOWED_PICTURE_HOSTS);
  // Without settings a first login need not wait for what reads them to be compiled.
  if (defaultPicture || allowedHosts) started.configure(defaultPicture, allowedHosts);
  return started;
};

/** @type {(event: Event, api: Api) => Promise<void>} */
export const onExecutePostLogin = async (event, api) => {
  try {
    instance ??= start(event);
    const { user } = event;
    const metadata = user?.user_metadata;
    const chosen = metadata?.picture;
    const rejection = instance.login(user?.picture, chosen, text(chosen), metadata?.gravatar_disabled, api.idToken);
    if (rejection) log(`user_metadata.picture ignored (${rejection})`);
  } catch (error) {
    // A trap leaves an instance poisoned, and so does an exception that passed through it: it is not used again.
    instance = undefined;
    log(`kept the provider's picture (${nameOf(error)})`);
  }
};

// Apart from the one that logs users in: this one may be asked about any settings.
/** @type {ReturnType<typeof load> | undefined} */
let adviser;

/**
 * The decision on an event and its `event.secrets`, with nothing set: for tests, and for whoever wants to know why.
 * @type {(event: Event) => Decision}
 */
export const decide = ({ user, secrets }) => {
  try {
    adviser ??= load();
    const metadata = user?.user_metadata;
    return adviser.decide(
      user?.picture,
      metadata?.picture,
      metadata?.gravatar_disabled,
      text(secrets?.DEFAULT_PICTURE_URL),
      text(secrets?.ALLOWED_PICTURE_HOSTS),
    );
  } catch (error) {
    adviser = undefined;
    throw error;
  }
};

/** A string as it is, undefined for anything else. @param {unknown} value */
const text = (value) => (typeof value === "string" ? value : undefined);

/** @param {string} line no URL, no e-mail address, no user id, at most 200 characters */
function log(line) {
  try {
    console.log(`picture-claim: ${line}`);
  } catch {
    // A login is worth more than its log line.
  }
}

/** @param {any} error whatever was thrown: its name goes into the log only if it looks like one */
function nameOf(error) {
  try {
    const { name } = error;
    return typeof name === "string" && /^[A-Za-z]{1,40}$/.test(name) ? name : "Error";
  } catch {
    return "Error";
  }
}
