//! `decisions.json`, in WebAssembly, across the boundary: `wasm-pack test --node`.
#![cfg(target_arch = "wasm32")]

use js_sys::{Array, JSON, Reflect};
use picture_claim::boundary::decide;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// `object?.[name]`, as the shim reads it.
fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

#[wasm_bindgen_test]
fn decides_each_case() {
    let cases: Array = JSON::parse(include_str!("decisions.json")).unwrap().into();
    assert!(cases.length() >= 70);
    for case in cases.iter() {
        let (settings, user) = (get(&case, "settings"), get(&case, "user"));
        let metadata = get(&user, "user_metadata");
        let decision = decide(
            get(&user, "picture"),
            get(&metadata, "picture"),
            get(&metadata, "gravatar_disabled"),
            get(&settings, "DEFAULT_PICTURE_URL").as_string(),
            get(&settings, "ALLOWED_PICTURE_HOSTS").as_string(),
        );
        let found = JSON::stringify(&decision.unwrap()).unwrap();
        let expected = JSON::stringify(&get(&case, "expect")).unwrap();
        assert_eq!(String::from(found), String::from(expected), "{:?}", get(&case, "name"));
    }
}
