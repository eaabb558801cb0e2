#![cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_node_experimental);
#[wasm_bindgen_test]
fn parses() {
    use picture_claim::standard::{Text, Url};
    assert_eq!(
        Url::parse(&Text::from("HTTPS://Example.com/a b")).unwrap().href().as_str(),
        "https://example.com/a%20b"
    );
    assert!(Url::parse(&Text::from("nope")).is_none());
}
