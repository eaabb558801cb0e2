// A fresh process, on Node 22 with --expose-gc: what a loaded Action holds after 10,000 logins. Argument: the file.
// Prints bytes: V8's heap and what hangs on it, the WebAssembly's memory among it.
import { load } from "./contenders.js";
import { cheapApi, logins } from "./logins.js";

function held() {
  for (let times = 0; times < 3; times += 1) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const api = cheapApi();
const before = held();
const action = load(process.argv[2]);
for (let count = 0; count < 10_000; count += 1) {
  const { events } = logins[count % logins.length];
  await action.onExecutePostLogin(events[count % events.length], api);
}
process.stdout.write(String(held() - before));
// Alive to here, whatever the optimizer thinks.
if (typeof action.onExecutePostLogin !== "function") process.exit(1);
