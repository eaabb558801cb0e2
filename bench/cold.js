// A fresh process, on Node 22: reads the file, compiles it, and logs one user in. Argument: the file. Prints nanoseconds.
import { readFileSync } from "node:fs";
import { loadAction } from "../tenant/actions/code.js";
import { cheapApi, logins } from "./logins.js";

const [event] = logins[0].events;
const api = cheapApi();
const console = { log() {} };

const started = process.hrtime.bigint();
const { onExecutePostLogin } = loadAction(readFileSync(process.argv[2], "utf8"), "action", { console });
await onExecutePostLogin(event, api);
const took = process.hrtime.bigint() - started;

if (api.claim !== event.user.user_metadata.picture) throw new Error("the first login set no picture");
process.stdout.write(String(took));
