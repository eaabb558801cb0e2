//! Which URLs are plainly in their normalized form already, so that no parser need be asked.
//!
//! Most pictures are: a lower-case host and a path of unreserved characters. On those `new URL(text).href` gives `text`
//! back, and takes longer than all the rest of a login. The test is one-sided: a wrong `false` only costs the parse.
//! `standard/agreement.rs` holds each `true` against the `url` crate and the host's `URL`.

/// Whether the standard's parser would serialize this URL to the same bytes, as far as one look can tell.
pub fn is_normal_form(url: &[u8]) -> bool {
    let Some(rest) = url.strip_prefix(b"https://") else {
        return false;
    };
    let Some((host, path)) = rest.iter().position(|byte| *byte == b'/').and_then(|slash| rest.split_at_checked(slash))
    else {
        return false;
    };
    is_plain_host(host) && is_plain_path(path)
}

/// Lower-case names of letters, digits and hyphens. A label that begins with a digit may be part of an IPv4 address, and
/// one with two hyphens may be Punycode (`xn--`), which the parser decodes and checks: both are left to it.
fn is_plain_host(host: &[u8]) -> bool {
    let mut previous = b'.';
    for byte in host {
        match byte {
            b'a'..=b'z' => {}
            b'0'..=b'9' if previous != b'.' => {}
            b'-' | b'.' if previous != b'.' && previous != b'-' => {}
            _ => return false,
        }
        previous = *byte;
    }
    previous != b'.' && previous != b'-'
}

/// A path, perhaps with a query: neither percent signs nor anything that the parser would encode, and no segment that begins with a dot (`.`, `..`).
fn is_plain_path(path: &[u8]) -> bool {
    let mut previous = 0;
    for byte in path {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'=' | b'?' | b'&' => {}
            b'.' if previous != b'/' => {}
            _ => return false,
        }
        previous = *byte;
    }
    true
}
