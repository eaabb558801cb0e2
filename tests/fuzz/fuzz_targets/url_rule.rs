//! Whatever text a user writes: what passes the URL rule is what the rule says, and passes again unchanged.
#![no_main]

use libfuzzer_sys::fuzz_target;
use picture_claim::{HostList, PictureUrl};

fuzz_target!(|text: &str| {
    let Ok(picture) = PictureUrl::parse(text, &HostList::any()) else {
        return;
    };
    let url = picture.as_str();
    assert!(url.is_ascii() && url.len() <= 2048, "{url}");
    let rest = url.strip_prefix("https://").expect("the scheme is https");
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.split(':').next().unwrap_or_default();
    assert!(host.contains('.') && !host.ends_with('.') && host.parse::<std::net::Ipv4Addr>().is_err(), "{url}");
    let is_host_byte = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.');
    assert!(host.bytes().all(is_host_byte), "{url}");
    assert_eq!(PictureUrl::parse(url, &HostList::any()).as_ref(), Ok(&picture));
});
