// What the Action decided, in words: one entry for each reason and each rejection that `decide` can name.

/**
 * @typedef {object} Decision what `decide(event)` of pkg/action.js answers
 * @property {"keep" | { set: string }} claim
 * @property {string} reason
 * @property {string | null | undefined} rejection
 */

/** @type {Record<string, { title: string, text: string }>} */
export const reasons = {
  removed: {
    title: "The user removed their picture.",
    text: "user_metadata.picture is empty, which means “no picture of me”. The tenant's default picture takes its place if there is one; otherwise the claim is empty.",
  },
  metadata: {
    title: "The user chose this picture.",
    text: "user_metadata.picture passed the URL rule, so it goes into the token in place of the provider's.",
  },
  gravatar_disabled: {
    title: "Gravatar is switched off for this user.",
    text: "gravatar_disabled is set and the profile's picture is a Gravatar. The tenant's default picture takes its place, or else the Gravatar's own default image; without either the claim is empty.",
  },
  gravatar_default: {
    title: "The Gravatar stays, with the tenant's picture behind it.",
    text: "Whoever has a Gravatar keeps it; whoever has none gets the tenant's default picture instead of Gravatar's.",
  },
  default: {
    title: "The tenant's default picture.",
    text: "The provider gave no picture, or only initials drawn by Auth0.",
  },
  provider: {
    title: "The provider's picture stays.",
    text: "The user has chosen none that may be used, and no setting applies, so the Action left the claim alone.",
  },
  none: {
    title: "Nobody has a picture.",
    text: "The provider gave none, the user has chosen none that may be used, and the tenant has no default. The Action left the claim alone.",
  },
};

/** @type {Record<string, string>} */
export const rejections = {
  not_a_string: "it is not a string",
  not_a_url: "it is not a complete web address",
  not_https: "its address does not begin with https",
  credentials: "its address carries a user name or a password",
  host: "its host is no public name, or is not on the tenant's list of allowed hosts",
  too_long: "its address is longer than 2,048 characters",
};

/**
 * @param {Decision["claim"]} claim
 * @returns {string}
 */
export function effectInWords(claim) {
  if (claim === "keep") return "Nothing was set: the token keeps what Auth0 put there.";
  return claim.set === "" ? "The claim was set to an empty string." : "The claim was set to the picture in the token.";
}
