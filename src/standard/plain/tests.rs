//! Natively, where the `url` crate is at hand and twenty thousand cases take a second.

use proptest::{prelude::*, sample::select};

use super::{Href, parse};

/// The `url` crate's answer, which is the standard's.
fn parse_by_the_standard(text: &str) -> Option<Href<'static>> {
    url::Url::parse(text).ok().map(|url| Href::new(url.into()))
}

#[track_caller]
fn assert_plain(text: &str, normalized: &str) {
    assert_eq!(parse(text).as_ref().map(Href::as_str), Some(normalized), "{text}");
    assert_eq!(parse(text), parse_by_the_standard(text), "{text}");
}

#[track_caller]
fn assert_not_plain(text: &str) {
    assert_eq!(parse(text).as_ref().map(Href::as_str), None, "{text}");
}

#[test]
fn most_pictures_are_plain() {
    for text in [
        "https://lh3.googleusercontent.com/a/ACg8ocK=s96-c",
        "https://platform-lookaside.fbsbx.com/platform/profilepic/?asid=1&height=50&ext=1700000000&hash=Ab_c",
        "https://s.gravatar.com/avatar/0c?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2Fje.png",
        "http://a.example/~b/c.d/e;f,g:h@i!$*()+j?k=./%2e/",
        "https://localhost/",
    ] {
        assert_plain(text, text);
    }
}

#[test]
fn what_the_parser_would_change_is_changed() {
    assert_plain("HTTPS://Example.COM/my pic.png", "https://example.com/my%20pic.png");
    assert_plain("hTTp://a.example/José?d=né e", "http://a.example/Jos%C3%A9?d=n%C3%A9%20e");
    assert_plain("httpS://a.example/", "https://a.example/");
    assert_plain("https://a.example/\u{10ffff}B", "https://a.example/%F4%8F%BF%BFB");
}

#[rustfmt::skip]
const SURPRISES: &[&str] = &[
    "", "https:", "https://", "https:///a", "https:/a.example/", "ftp://a.example/", "https://a.example",
    "https://a.example?b", "https://a.example:8443/", "https://u@a.example/", "https://1.example/", "https://127.1/",
    "https://0x7f.1/", "https://[::1]/", "https://xn--bcher-kva.example/", "https://a--b.example/",
    "https://a-.example/", "https://-a.example/", "https://a..example/", "https://a.example./", "https://.a/",
    "https://bücher.example/", "https://a_b.example/", "https://a.example/./b", "https://a.example/..",
    "https://a.example/.b", "https://a.example/%2e/b", "https://a.example/a%20b", "https://a.example/a#b",
    "https://a.example/a\\b", "https://a.example/a\"b", "https://a.example/a?b='c'", "https://a.example/a|b",
    "https://a.example/a\tb", "https://a.example/a ", "https://a.example/?a ", " https://a.example/",
];

#[test]
fn surprises_are_left_to_the_parser() {
    for text in SURPRISES {
        assert_not_plain(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn what_is_plain_is_what_the_standard_says(
        start in select(vec!["https://", "http://", "HTTPS://", "hTtP://", "ws://", "https:/"]),
        host in "[a-zA-Z0-9.-]{0,12}",
        rest in "([/?]([ -~]|[a-z./%2e]|\\PC){0,12}){0,2}",
    ) {
        let text = format!("{start}{host}{rest}");
        if let Some(href) = parse(&text) {
            prop_assert_eq!(Some(href), parse_by_the_standard(&text), "{:?}", text);
        }
    }
}
