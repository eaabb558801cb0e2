// `npm run try -- EVENT.json`: what the dashboard's Test button does. Runs pkg/action.js on a post-login event, or a list
// of them, and prints the claim before and after, the reason, and the line in the Action's log.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { loadAction } from "../tenant/actions/code.js";

const usage = "usage: npm run try -- EVENT.json [--secret NAME=VALUE ...]";

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({ options: { secret: { type: "string", multiple: true } }, allowPositionals: true });
  } catch (error) {
    return fail(`${/** @type {Error} */ (error).message}\n${usage}`);
  }
}

/** @param {string[]} pairs @returns {Record<string, string>} */
function readSecrets(pairs) {
  const entries = pairs.map((pair) => {
    const [, name, value] = /^([A-Z_]+)=(.*)$/s.exec(pair) ?? fail(`"${pair}" is no secret: write it as NAME=VALUE.`);
    if (name !== "DEFAULT_PICTURE_URL" && name !== "ALLOWED_PICTURE_HOSTS") {
      fail(`The Action reads no secret "${name}": it reads DEFAULT_PICTURE_URL and ALLOWED_PICTURE_HOSTS.`);
    }
    return [name, value];
  });
  return Object.fromEntries(entries);
}

/** @param {string} file @returns {any[]} */
function readEvents(file) {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return fail(`Cannot read the event: ${/** @type {Error} */ (error).message}. Is the path right?`);
  }
  try {
    const events = JSON.parse(text);
    return Array.isArray(events) ? events : [events];
  } catch (error) {
    return fail(
      `"${file}" is not JSON: ${/** @type {Error} */ (error).message}. One event or a list of them is wanted.`,
    );
  }
}

/** The file that ships, newly loaded, as each test in the dashboard does it. */
function loadShipped() {
  /** @type {string[]} */
  const lines = [];
  const console = { log: (/** @type {string} */ line) => lines.push(line) };
  const code = readFileSync(new URL("../pkg/action.js", import.meta.url), "utf8");
  /** @type {typeof import("./action.d.ts")} */
  const { onExecutePostLogin, decide } = loadAction(code, "action", { console });
  return { onExecutePostLogin, decide, lines };
}

/** @param {any} event */
async function run(event) {
  const { onExecutePostLogin, decide, lines } = loadShipped();
  /** @type {string | undefined} */
  let claim;
  await onExecutePostLogin(event, { idToken: { setCustomClaim: (_, value) => (claim = value) } });
  const before = event?.user?.picture;
  const { reason, rejection } = decideOrNothing(decide, event);
  return {
    user: event?.user?.user_id,
    before,
    after: claim ?? before,
    isSet: claim !== undefined,
    reason,
    rejection,
    lines,
  };
}

/** @param {typeof import("./action.d.ts").decide} decide @param {any} event */
function decideOrNothing(decide, event) {
  try {
    return decide(event);
  } catch {
    // What can't be read is what the handler has failed open on: its log line says so.
    return { reason: "failed open", rejection: null };
  }
}

/** @param {Awaited<ReturnType<typeof run>>} result */
function print({ user, before, after, isSet, reason, rejection, lines }) {
  console.log(`
user      ${show(user)}
provider  ${show(before)}
claim     ${isSet ? show(after) : `${show(after)} (kept)`}
reason    ${reason}${rejection ? `, user_metadata.picture rejected: ${rejection}` : ""}
log       ${lines.join("\n          ") || "nothing"}`);
}

/** Quoted and escaped: what users wrote goes to a terminal. @param {unknown} value */
const show = (value) => (value === undefined ? "nothing" : JSON.stringify(value));

const { values, positionals } = readArguments();
if (positionals.length !== 1) fail(usage);
const secrets = readSecrets(values.secret ?? []);
if (secrets.DEFAULT_PICTURE_URL && loadShipped().decide({ user: {}, secrets }).reason !== "default") {
  console.error("DEFAULT_PICTURE_URL does not pass the URL rule (see the README): the Action goes on without it.");
}
for (const event of readEvents(positionals[0])) {
  const isObject = typeof event === "object" && event !== null;
  print(await run(isObject ? { ...event, secrets: { ...event.secrets, ...secrets } } : event));
}
