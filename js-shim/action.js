// Picture Claim's Action: runs after each login and puts the picture that the user chose into the ID token. What to put
// there is decided in WebAssembly (src/decision.rs); here is what keeps it from ever costing a login. `load`, which makes
// an instance of that WebAssembly, is the long line at the end: the build adds it (js-shim/bundle.js).

/** @import { Api, Decision, Event } from "./action.d.ts" */

// Made at the first login, dropped after a failure, made anew at the next: loading this file runs nothing.
/** @type {ReturnType<typeof load> | undefined} */
let instance;
/** @type {any} */
let action;

/** @type {(event: Event) => any} */
const start = ({ secrets }) =>
  new (instance ??= load()).Action(secrets?.DEFAULT_PICTURE_URL, secrets?.ALLOWED_PICTURE_HOSTS);

/**
 * Hands over what the decision reads. To a function: a list, spread into the call, costs a tenth of a login.
 * @type {<T>(event: Event, use: (picture: unknown, metadataPicture: unknown, gravatarDisabled: unknown) => T) => T}
 */
const read = ({ user }, use) =>
  use(user?.picture, user?.user_metadata?.picture, user?.user_metadata?.gravatar_disabled);

/** A trap leaves an instance poisoned, and so does an exception that passed through it: neither is used again. */
const drop = () => (instance = action = undefined);

/** @type {(event: Event, api: Api) => Promise<void>} */
export const onExecutePostLogin = async (event, api) => {
  try {
    action ??= start(event);
    const rejection = read(event, (picture, chosen, disabled) => action.login(picture, chosen, disabled, api.idToken));
    if (rejection) log(`user_metadata.picture ignored (${rejection})`);
  } catch (error) {
    drop();
    log(`kept the provider's picture (${nameOf(error)})`);
  }
};

/**
 * The decision on an event and its `event.secrets`, with nothing set: for tests, and for whoever wants to know why.
 * @type {(event: Event) => Decision}
 */
export const decide = (event) => {
  try {
    return read(event, (...profile) => start(event).decide(...profile));
  } catch (error) {
    drop();
    throw error;
  }
};

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
