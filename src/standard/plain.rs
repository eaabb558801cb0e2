//! Plain URLs, parsed without asking the host.
//!
//! Most pictures are plain: `http` or `https`, a DNS name, a path of ordinary characters. All that the standard's parser
//! changes of such a URL is the case of its scheme and host, and its spaces and letters beyond ASCII; and asking the host's
//! parser takes as long as all the rest of a login. The look is one-sided: whatever is not plain at first sight (a port, a
//! dot segment, Punycode, a quote) is left to the host. The tests hold each answer against both parsers.

use super::{Href, Scheme};

/// The URL in its normalized form, borrowed where it is in it already; `None` if it is not plain.
pub fn parse(text: &str) -> Option<Href<'_>> {
    let start = if text.starts_with("https://") { Start::HTTPS } else { parse_start(text)? };
    let host = start.length;
    let (path, has_capitals) = parse_host(text.as_bytes(), host)?;
    let (query, has_encoded) = parse_path(text.as_bytes(), path)?;
    if start.is_changed || has_capitals || has_encoded {
        return normalize(text, &start, path, query);
    }
    Some(Href::of_parts(text.into(), start.scheme, host..path, path..query))
}

/// The scheme and the slashes.
struct Start {
    scheme: Scheme,
    length: usize,
    is_changed: bool,
}

impl Start {
    const HTTPS: Self = Self { scheme: Scheme::Https, length: "https://".len(), is_changed: false };
    const HTTP: Self = Self { scheme: Scheme::Http, length: "http://".len(), is_changed: false };
}

// This and what else most pictures do not need stands apart, so that a first login does not wait for it to be compiled.
#[cold]
#[inline(never)]
fn parse_start(text: &str) -> Option<Start> {
    for (written, start) in [("https://", Start::HTTPS), ("http://", Start::HTTP)] {
        let found = text.get(..written.len())?;
        if found.eq_ignore_ascii_case(written) {
            return Some(Start { is_changed: found != written, ..start });
        }
    }
    None
}

/// What a byte may be part of. Compiled, one look at a table is less than the comparisons that it replaces.
static PARTS: [u8; 256] = parts();

const LETTER: u8 = 1;
const CAPITAL: u8 = 2;
const DIGIT: u8 = 4;
/// Stands between the letters and digits of a host, or behind the last of them.
const BETWEEN: u8 = 8;
/// Stays as it is in a path, or is [`ENCODED`].
const PATH: u8 = 16;
/// The same in a query.
const QUERY: u8 = 32;
/// Is percent-encoded, in a path and in a query.
const ENCODED: u8 = 64;

const fn parts() -> [u8; 256] {
    let mut parts = [0; 256];
    let mut rest: &mut [u8] = &mut parts;
    let mut byte = 0;
    while let [part, others @ ..] = rest {
        *part = parts_of(byte);
        rest = others;
        byte = byte.wrapping_add(1);
    }
    parts
}

const fn parts_of(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' => LETTER | PATH | QUERY,
        b'A'..=b'Z' => LETTER | CAPITAL | PATH | QUERY,
        b'0'..=b'9' => DIGIT | PATH | QUERY,
        b'-' | b'.' | b'/' => BETWEEN | PATH | QUERY,
        b'_' | b'~' | b'=' | b'&' | b'+' | b',' | b';' | b':' | b'@' | b'!' | b'$' | b'*' | b'(' | b')' => PATH | QUERY,
        // Not in a path: there, `%2e` is a dot.
        b'?' | b'%' => QUERY,
        b' ' | 0x80.. => ENCODED | PATH | QUERY,
        _ => 0,
    }
}

fn part(byte: u8) -> u8 {
    PARTS.get(usize::from(byte)).copied().unwrap_or_default()
}

/// Where a host of plain names ends with a slash, and whether there are capitals in it. A name that begins with a digit may
/// be part of an IPv4 address, and one with two hyphens may be Punycode (`xn--`), which the parser decodes and checks.
fn parse_host(bytes: &[u8], start: usize) -> Option<(usize, bool)> {
    let mut seen = 0;
    let mut previous = b'.';
    for (index, byte) in bytes.iter().enumerate().skip(start) {
        let part = part(*byte);
        let is_plain = match part & (LETTER | DIGIT | BETWEEN) {
            LETTER => true,
            DIGIT => previous != b'.',
            BETWEEN => previous != b'.' && previous != b'-',
            _ => false,
        };
        if !is_plain {
            return None;
        }
        if *byte == b'/' {
            return Some((index, seen & CAPITAL != 0));
        }
        seen |= part;
        previous = *byte;
    }
    None
}

/// Where a path without surprises ends, with a plain query or nothing behind it, and whether anything is to be encoded. No
/// segment begins with a dot, and there is nothing at the end that the parser would trim.
fn parse_path(bytes: &[u8], start: usize) -> Option<(usize, bool)> {
    let mut end = bytes.len();
    let mut wanted = PATH;
    let mut seen = 0;
    let mut previous = b'/';
    for (index, byte) in bytes.iter().enumerate().skip(start) {
        let part = part(*byte);
        if part & wanted == 0 {
            if *byte != b'?' {
                return None;
            }
            end = index;
            wanted = QUERY;
        } else if *byte == b'.' && previous == b'/' {
            return None;
        }
        seen |= part;
        previous = *byte;
    }
    (previous != b' ').then_some((end, seen & ENCODED != 0))
}

#[cold]
#[inline(never)]
fn normalize(text: &str, start: &Start, path: usize, query: usize) -> Option<Href<'static>> {
    // Room for the text, and for twenty characters that grow.
    let mut normalized = String::with_capacity(text.len() + 40);
    normalized.push_str(text.get(..path)?);
    normalized.make_ascii_lowercase();
    encode(text.get(path..query)?, &mut normalized)?;
    let path_end = normalized.len();
    encode(text.get(query..)?, &mut normalized)?;
    Some(Href::of_parts(normalized.into(), start.scheme, start.length..path, path..path_end))
}

/// Percent-encodes spaces and what is beyond ASCII, byte by byte of its UTF-8 (URL standard, section 1.3). Always `Some`:
/// both splits are between characters.
fn encode(mut part: &str, normalized: &mut String) -> Option<()> {
    let is_encoded = |byte| byte == b' ' || byte >= 0x80;
    while let Some(start) = part.bytes().position(is_encoded) {
        let (plain, rest) = part.split_at_checked(start)?;
        normalized.push_str(plain);
        let end = rest.bytes().position(|byte| !is_encoded(byte)).unwrap_or(rest.len());
        let (encoded, rest) = rest.split_at_checked(end)?;
        for byte in encoded.bytes() {
            normalized.push('%');
            normalized.push(hex_digit(byte >> 4));
            normalized.push(hex_digit(byte & 0xf));
        }
        part = rest;
    }
    normalized.push_str(part);
    Some(())
}

fn hex_digit(value: u8) -> char {
    char::from(if value < 10 { b'0' + value } else { b'A' - 10 + value })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
