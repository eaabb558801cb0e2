// Why the token carries the picture it carries: the Action's own decision, in words and as codes.
import { html } from "./markup.js";
import { effectInWords, reasons, rejections } from "./reasons.js";

/** @typedef {import("./reasons.js").Decision} Decision */

/**
 * @param {Decision} decision
 * @param {unknown} provided the provider's picture
 * @param {unknown} carried the picture claim of the token
 * @returns {boolean} whether the token says what was decided; no picture at all and an empty one are alike
 */
export function isCarriedOut({ claim }, provided, carried) {
  return (claim === "keep" ? (provided ?? "") : claim.set) === (carried ?? "");
}

/**
 * @param {object} login
 * @param {Decision} login.decision
 * @param {{ picture: unknown, metadata: unknown }} login.user as the provider and the metadata had them at login
 * @param {unknown} login.carried
 */
export function decisionSection({ decision, user, carried }) {
  const { claim, reason, rejection } = decision;
  const words = reasons[reason] ?? { title: `Reason: ${reason}`, text: "" };
  return html`
    <section class="card decision" aria-labelledby="why">
      <h2 id="why">Why this picture</h2>
      <p class="verdict">${words.title}</p>
      <p>${words.text}</p>
      ${
        rejection
          ? html`<p class="warning">
              <strong>The value in user_metadata.picture was ignored:</strong> ${rejections[rejection] ?? rejection}.
            </p>`
          : null
      }
      ${
        isCarriedOut(decision, user.picture, carried)
          ? null
          : html`<p class="warning">
              <strong>The token does not carry what was decided.</strong> Is the Action deployed and bound to
              post-login, and was the user left alone since?
            </p>`
      }
      <dl class="facts">
        <div>
          <dt>Reason</dt>
          <dd><code>${reason}</code></dd>
        </div>
        ${
          rejection
            ? html`<div>
                <dt>Rejection</dt>
                <dd><code>${rejection}</code></dd>
              </div>`
            : null
        }
        <div>
          <dt>Effect</dt>
          <dd>${effectInWords(claim)}</dd>
        </div>
        <div>
          <dt>user_metadata</dt>
          <dd><code>${JSON.stringify(user.metadata ?? null)}</code></dd>
        </div>
      </dl>
    </section>
  `;
}
