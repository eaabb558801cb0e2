//! Both homes of the URL standard in one process, on strings that mean no good. Runs in WebAssembly (`wasm-pack test`).

use proptest::{
    prelude::*,
    sample::select,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{Href, home, native};
use crate::normal_form::is_normal_form;

/// What URLs are made of, and what breaks parsers: every delimiter, encoded and not, in the wrong place, control
/// characters, spellings of IPv4 and IPv6 addresses, and other scripts. Not broken Punycode: see the module's notes.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "https:", "HTTPS:", "http:", "javascript:", "data:", "file:", "foo:", "//", "/", "\\", "\\\\", "@", ":", ":443",
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
        "https://[a-z0-9.-]{1,20}/[A-Za-z0-9/._=?&-]{0,20}".prop_map(|plain| plain.replace("xn--", "")),
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
        let host = home::Url::parse(&text.into()).map(|url| (url.href().as_str().to_owned(), url.into_text().read()));
        let native =
            native::Url::parse(&text.into()).map(|url| (url.href().as_str().to_owned(), url.into_text().read()));
        prop_assert_eq!(host, native, "{:?}", text);
        Ok(())
    });
}

#[wasm_bindgen_test]
fn both_homes_see_blanks_alike() {
    check(|text| {
        let blank: String = text.chars().filter(|character| !character.is_alphanumeric()).collect();
        for text in [text, &blank, text.trim_start_matches(|character: char| !character.is_whitespace())] {
            let (host, native) = (home::Text::from(text), native::Text::from(text));
            prop_assert_eq!((host.is_empty(), host.is_blank()), (native.is_empty(), native.is_blank()), "{:?}", text);
            prop_assert_eq!(host.read(), native.as_str());
        }
        Ok(())
    });
}

#[wasm_bindgen_test]
fn both_homes_read_and_write_parameters_alike() {
    check(|text| {
        let url = format!("https://s.gravatar.com/avatar/x?s=80&{text}");
        let (Some(host), Some(native)) = (home::Url::parse(&(*url).into()), native::Url::parse(&(*url).into())) else {
            return Ok(());
        };
        for name in ["d", "default", "example"] {
            let read = (host.parameter(name).map(|text| text.read()), native.parameter(name).map(|text| text.read()));
            prop_assert_eq!(read.0, read.1, "{:?} {}", url, name);
        }
        let written = (host.with_parameter("a", "d", &text.into()), native.with_parameter("a", "d", &text.into()));
        prop_assert_eq!(written.0.read(), written.1.read(), "{:?}", url);
        Ok(())
    });
}

#[wasm_bindgen_test]
fn what_looks_normalized_is() {
    check(|text| {
        if is_normal_form(text.as_bytes()) {
            let parsed = native::Url::parse(&text.into()).map(|url| url.href().as_str().to_owned());
            prop_assert_eq!(parsed.as_deref(), Some(text));
        }
        Ok(())
    });
}

#[wasm_bindgen_test]
fn the_parts_are_the_parser_s() {
    check(|text| {
        if let Ok(parsed) = url::Url::parse(text) {
            let href = Href::new(parsed.as_str().to_owned());
            prop_assert_eq!(href.scheme(), parsed.scheme(), "{}", parsed);
            prop_assert_eq!(
                href.has_credentials(),
                !parsed.username().is_empty() || parsed.password().is_some(),
                "{}",
                parsed
            );
            prop_assert_eq!(href.host(), parsed.host_str().unwrap_or_default(), "{}", parsed);
            if parsed.has_authority() {
                prop_assert_eq!(href.path(), parsed.path(), "{}", parsed);
            }
        }
        Ok(())
    });
}
