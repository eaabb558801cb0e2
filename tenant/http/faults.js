// Faults that a test can ask for: in place of the Management API's answer, or half of it. The API never knows.
// A fault "cut" lets the request be carried out and breaks the connection in the middle of the answer: the case in which a
// client can't tell whether its change was made.

/** @typedef {{ method: string, path: string }} FaultyRequest the path with its query */
/** @typedef {{ status: number, headers?: Record<string, string>, body?: unknown }} FaultAnswer */
/** @typedef {(request: FaultyRequest) => FaultAnswer | "cut" | undefined} Faults */

/**
 * A fault as data, for tests that are not written in JavaScript.
 * @typedef {object} FaultRule
 * @property {string} [method] any, if left out
 * @property {string} path a regular expression
 * @property {number} [nth] only the nth matching request, from 1
 * @property {number} [times] only the first so many matching requests
 * @property {boolean} [cut]
 * @property {number} [status]
 * @property {Record<string, string>} [headers]
 * @property {unknown} [body]
 */

/**
 * The first rule that fits decides; each rule counts the requests that match it.
 * @param {FaultRule[]} rules
 * @returns {Faults}
 */
export function faultsFrom(rules) {
  const counted = rules.map((rule) => ({ ...rule, pattern: new RegExp(rule.path), seen: 0 }));
  return ({ method, path }) => {
    const matching = counted.filter((rule) => (rule.method ?? method) === method && rule.pattern.test(path));
    for (const rule of matching) rule.seen += 1;
    const fault = matching.find(
      ({ nth, times, seen }) => (nth === undefined || seen === nth) && seen <= (times ?? seen),
    );
    if (!fault) return undefined;
    return fault.cut ? "cut" : { status: fault.status ?? 500, headers: fault.headers, body: fault.body };
  };
}
