// Names that an Action can't set: such a claim is not added, and the login goes on.
// Source: https://auth0.com/docs/secure/tokens/json-web-tokens/create-custom-claims (general restrictions)

const reserved = new Set(
  `acr act active amr at_hash ath attest aud auth_time authorization_details azp c_hash client_id cnf cty dest
  entitlements events exp groups gty htm htu iat internalService iss jcard jku jti jwe jwk kid may_act mky nbf nonce
  object_id org_id org_name orig origid permissions roles rph s_hash sid sip_callid sip_cseq_num sip_date sip_from_tag
  sip_via_branch sub sub_jwk toe txn typ uuid vot vtm x5t#S256`.split(/\s+/),
);
const reservedNamespaceHosts = ["auth0.com", "webtask.io", "webtask.run"];

/** @param {string} name */
export function isReservedClaim(name) {
  if (reserved.has(name) || name.startsWith("urn:auth0")) return true;
  const host = /^https?:\/\//i.test(name) && URL.canParse(name) ? new URL(name).hostname : "";
  return reservedNamespaceHosts.some((reservedHost) => host === reservedHost || host.endsWith(`.${reservedHost}`));
}
