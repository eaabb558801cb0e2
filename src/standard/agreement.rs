//! Both homes of the URL standard in one process, on strings that mean no good. Runs in WebAssembly (`wasm-pack test`).

use proptest::{
    prelude::*,
    sample::select,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{Href, Scheme, home, native, plain};

/// What URLs are made of, and what breaks parsers: every delimiter, encoded and not, in the wrong place, control
/// characters, spellings of IPv4 and IPv6 addresses, and other scripts. Not broken Punycode: see the module's notes.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "https:", "HTTPS:", "hTTPS:", "http:", "javascript:", "data:", "file:", "foo:", "//", "/", "\\", "\\\\", "@", ":", ":443",
    ":8443", ":65536", "?", "#", "&", "=", ".", "..", "%2e", "%2E", "%2F", "%40", "%00", "%", "%zz", "%61", "a", "B",
    "example", "example.com", "www.gravatar.com", "/avatar/", "cdn.auth0.com", "/avatars/", "xn--bcher-kva.", "bücher",
    "ｅｘ", "。", "ß", "é", "\u{ad}", "😀", "\u{fffd}", "127.0.0.1", "127.1", "0x7f000001", "0177", "0x", "2130706433",
    "256", "1", "[::1]", "[", "]", "[::ffff:127.0.0.1]", "-", "--", "_", "~", "!", "$", "'", "\"", "(", ")", "*", "+",
    ",", ";", "<", ">", "^", "`", "{", "|", "}", " ", "\t", "\n", "\r", "\u{b}", "\u{c}", "\u{0}", "\u{1f}", "\u{7f}",
];

fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(select(PIECES), 0..12).prop_map(|pieces| pieces.concat());
    prop_oneof![
        pieces.clone(),
        pieces.clone().prop_map(|rest| format!("https://{rest}")),
        pieces.prop_map(|rest| format!("https://example.com{rest}")),
        any::<String>().prop_map(|rest| format!("https://example.com/{rest}")),
        "[hH]ttps?://[a-zB0-9.-]{1,20}/[A-Za-z0-9/._=?&%é -]{0,20}".prop_map(|plain| plain.replace("xn--", "")),
    ]
}

/// The same cases at each run: a test that fails once in a while is one that nobody reads.
fn check(property: impl Fn(&str) -> Result<(), TestCaseError>) {
    let config = ProptestConfig { cases: 20_000, failure_persistence: None, ..Default::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    if let Err(failure) = runner.run(&hostile(), |text| property(&text)) {
        wasm_bindgen::throw_str(&failure.to_string());
    }
}

#[wasm_bindgen_test]
fn both_homes_normalize_alike() {
    check(|text| {
        let host = home::Url::parse(text).map(|url| (url.href().clone(), url.into_text()));
        let native = native::Url::parse(text).map(|url| (url.href().clone(), url.into_text()));
        prop_assert_eq!(host, native, "{:?}", text);
        Ok(())
    });
}

/// [`home::Url::parse`] asks the host only about what is not plain: here it is asked about what is.
#[wasm_bindgen_test]
fn what_is_plain_is_what_the_host_says() {
    check(|text| {
        if let Some(plain) = plain::parse(text) {
            prop_assert_eq!(Some(plain), home::parse_on_host(text), "{:?}", text);
        }
        Ok(())
    });
}

#[wasm_bindgen_test]
fn both_homes_read_and_write_parameters_alike() {
    check(|text| {
        let url = format!("https://s.gravatar.com/avatar/x?s=80&{text}");
        let (Some(host), Some(native)) = (home::Url::parse(&url), native::Url::parse(&url)) else {
            return Ok(());
        };
        for name in ["d", "default", "example"] {
            prop_assert_eq!(host.parameter(name), native.parameter(name), "{:?} {}", url, name);
        }
        let written = (host.with_parameter("a", "d", text), native.with_parameter("a", "d", text));
        prop_assert_eq!(written.0, written.1, "{:?}", url);
        Ok(())
    });
}

#[wasm_bindgen_test]
fn the_parts_are_the_parser_s() {
    check(|text| {
        if let Ok(parsed) = url::Url::parse(text) {
            let href = Href::new(parsed.as_str().to_owned());
            let scheme = match parsed.scheme() {
                "https" => Scheme::Https,
                "http" => Scheme::Http,
                _ => Scheme::Other,
            };
            prop_assert_eq!(href.scheme(), scheme, "{}", parsed);
            let has_credentials = !parsed.username().is_empty() || parsed.password().is_some();
            prop_assert_eq!(href.has_credentials(), has_credentials, "{}", parsed);
            prop_assert_eq!(href.host(), parsed.host_str().unwrap_or_default().as_bytes(), "{}", parsed);
            if parsed.has_authority() {
                prop_assert_eq!(href.path(), parsed.path().as_bytes(), "{}", parsed);
            }
        }
        Ok(())
    });
}
