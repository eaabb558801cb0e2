//! Whatever a text is: where the parser of plain URLs has an answer, it is the one of the `url` crate, parts and all.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "the crate's own file, of which this uses a part")]
#[path = "../../../src/standard/href.rs"]
mod href;
#[path = "../../../src/standard/plain.rs"]
mod plain;

use href::{Href, Scheme};

fuzz_target!(|text: &str| {
    if let Some(found) = plain::parse(text) {
        let expected = url::Url::parse(text).ok().map(|url| Href::new(url.into()));
        assert_eq!(Some(found), expected, "{text:?}");
    }
});
