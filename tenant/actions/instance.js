// One loaded Action: a worker thread that lives from login to login. A login that outlives its time ends the thread, also
// when the Action is in a synchronous endless loop, which no timer on its own thread could interrupt.
import { Worker } from "node:worker_threads";

/** @typedef {import("./sandbox.js").Outcome} Outcome */

/** What an Action did wrong: it threw, hung, ended its thread or has no async handler. */
export class ActionFailure extends Error {
  /** @param {{ name: string, message: string, stack?: string }} failure @param {string} [log] */
  constructor({ name, message, stack }, log = "") {
    super(message);
    this.name = name;
    if (stack) this.stack = stack;
    this.log = log;
  }
}

export class ActionInstance {
  #code;
  #name;
  /** @type {Worker | undefined} */
  #worker;
  #logins = 0;
  /** @type {Map<number, { resolve: (outcome: Outcome) => void, reject: (reason: ActionFailure) => void }>} */
  #pending = new Map();

  /** @param {{ code: string, name: string }} action */
  constructor({ code, name }) {
    this.#code = code;
    this.#name = name;
  }

  /**
   * @param {unknown} event
   * @param {number} timeLeft in milliseconds
   * @returns {Promise<Outcome>} rejects with an ActionFailure
   */
  async run(event, timeLeft) {
    const worker = (this.#worker ??= this.#start());
    const id = this.#logins++;
    const failure = { name: "TimeoutError", message: "The time of the flow ran out." };
    const timer = setTimeout(() => this.#end(worker, failure), Math.max(0, timeLeft));
    try {
      /** @type {Outcome} */
      const outcome = await new Promise((resolve, reject) => {
        this.#pending.set(id, { resolve, reject });
        worker.postMessage({ id, event });
      });
      if (outcome.failure) throw new ActionFailure(outcome.failure, outcome.log);
      return outcome;
    } finally {
      clearTimeout(timer);
      this.#pending.delete(id);
    }
  }

  async close() {
    if (this.#worker) await this.#end(this.#worker, { name: "Error", message: "The tenant was closed." });
  }

  #start() {
    // The Action gets none of this process's environment, arguments or output.
    const worker = new Worker(new URL("./sandbox.js", import.meta.url), {
      workerData: { code: this.#code, name: this.#name },
      env: {},
      argv: [],
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    worker.on("message", (/** @type {Outcome} */ outcome) => this.#pending.get(outcome.id)?.resolve(outcome));
    worker.on("error", (error) => this.#end(worker, error));
    worker.on("exit", () => this.#end(worker, { name: "Error", message: "The Action ended its process." }));
    return worker;
  }

  /**
   * The next login starts afresh.
   * @param {Worker} worker
   * @param {{ name: string, message: string }} reason
   */
  async #end(worker, reason) {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#pending.values()) reject(new ActionFailure(reason));
    await worker.terminate();
  }
}
