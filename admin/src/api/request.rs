//! A request as it will go out, and as `--dry-run` shows it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::Value as Json;

/// Everything but the unreserved characters (RFC 3986, section 2.3).
const RESERVED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One call of the Management API. It holds no token, so it can be shown.
#[derive(Clone, Debug, Serialize)]
pub struct Request {
    pub method: &'static str,
    /// From `/api/v2/`, percent-encoded, with its query.
    pub path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Json>,
    /// Whether a second one changes nothing that the first didn't. If not, it is not sent again where the first may have
    /// been carried out.
    #[serde(skip)]
    pub is_repeatable: bool,
    /// The scopes that it needs.
    #[serde(skip)]
    pub scopes: &'static [&'static str],
}

/// One segment of a path: a user id may hold `|`, `/`, spaces and any other character.
pub fn segment(text: &str) -> String {
    utf8_percent_encode(text, &RESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::segment;

    #[test]
    fn a_segment_holds_any_user_id() {
        assert_eq!(segment("auth0|5f7c8ec7c33c6c004bbafe82"), "auth0%7C5f7c8ec7c33c6c004bbafe82");
        assert_eq!(segment("samlp|acme saml|josé/../x?y#z%"), "samlp%7Cacme%20saml%7Cjos%C3%A9%2F..%2Fx%3Fy%23z%25");
        assert_eq!(segment("a-b_c.d~e"), "a-b_c.d~e");
    }
}
