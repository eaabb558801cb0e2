// `npm start`: a tenant, the Action deployed to it, and an application to sign in to. Everything is on this machine,
// and all of it is gone when the command ends.
import { readFileSync } from "node:fs";
import { listen } from "./app/listen.js";
import { startSample } from "./sample.js";

/** What a person can put right; its message says how. */
class StartError extends Error {}

/** @returns {number} 0 for any free port */
function wantedPort() {
  const port = process.env.PORT ?? "";
  if (port === "") return 0;
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65535) return Number(port);
  throw new StartError(`PORT is "${port}", not a port number. Set it to one from 1 to 65535, or leave it out.`);
}

/** @param {number} port */
async function openDoor(port) {
  try {
    return await listen(port);
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    const reason = code === "EADDRINUSE" ? "is in use" : `can't be opened (${message})`;
    throw new StartError(`Port ${port} ${reason}. Set PORT to another one, or leave it out: a free one is taken then.`);
  }
}

/** @returns {string} */
function actionCode() {
  try {
    return readFileSync(new URL("../pkg/action.js", import.meta.url), "utf8");
  } catch {
    throw new StartError(
      "pkg/action.js is not there. It is committed with the project; `npm run build` makes it anew.",
    );
  }
}

/** @returns {Record<string, string>} the Action's settings that the environment has */
function secretsFromEnvironment() {
  const names = ["DEFAULT_PICTURE_URL", "ALLOWED_PICTURE_HOSTS"];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** @param {() => Promise<void>} close */
function stopWhenAsked(close) {
  let isStopping = false;
  const stop = async () => {
    // On Ctrl-C npm passes on the signal that the terminal sent already: the second one is no hurry.
    if (isStopping) return;
    isStopping = true;
    await close();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // The shell that npm puts in between dies of a SIGTERM without passing it on.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && stop(), 500).unref();
}

try {
  const code = actionCode();
  const secrets = secretsFromEnvironment();
  const { url, close } = await startSample({ door: await openDoor(wantedPort()), code, secrets });
  stopWhenAsked(close);
  console.log(`\nPicture Claim: open ${url} and sign in as one of the sample users. Ctrl-C stops it.\n`);
} catch (error) {
  console.error(error instanceof StartError ? `start: ${error.message}` : error);
  process.exitCode = 1;
}
