// The stock Action's handler. `decide` is wasm-bindgen's: the bench puts its glue in front of this (bench/stock.js).
"use strict";

/** @type {(event: any, api: any) => Promise<void>} */
exports.onExecutePostLogin = async (event, api) => {
  try {
    const { claim, rejection } = /** @type {any} */ (exports).decide(event);
    if (claim !== "keep") api.idToken.setCustomClaim("picture", claim.set);
    if (rejection) console.log(`picture-claim: user_metadata.picture ignored (${rejection})`);
  } catch (error) {
    console.log(`picture-claim: kept the provider's picture (${error instanceof Error ? error.name : "Error"})`);
  }
};
