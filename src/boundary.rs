//! The boundary to JavaScript: one crossing a login.
//!
//! The shim reads the event (`?.` is made for objects that may lack anything) and hands over the values as they are; what
//! each is, is judged here. Of what nearly always is a string the text comes along: a copy made at the call costs less
//! than one that is asked for. The claim is set from here; the whole decision goes out through serde only where someone
//! wants to read it, because that costs as much again as the login.

use std::cell::RefCell;

use js_sys::JsString;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::{
    decision::{self, Claim},
    profile::Profile,
    settings::Settings,
    value::Value,
};

#[wasm_bindgen]
extern "C" {
    /// `api.idToken` of Auth0's post-login API object.
    pub type IdToken;
    // Not `catch`: what they throw passes through to the shim, which then drops this instance.
    #[wasm_bindgen(method, js_name = setCustomClaim)]
    fn set_custom_claim(this: &IdToken, name: &JsString, value: &str);
    #[wasm_bindgen(method, js_name = setCustomClaim)]
    fn set_custom_claim_as_written(this: &IdToken, name: &JsString, value: &JsValue);
}

// rustfmt drops the literal: to it, a static in an extern block has none.
#[rustfmt::skip]
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, static_string)]
    static PICTURE: JsString = "picture";
}

thread_local! {
    static SETTINGS: RefCell<Settings> = const { RefCell::new(Settings::none()) };
}

/// Does nothing, and takes 0.5 ms off the first login: without it, wasm-bindgen exports an imported function in its place,
/// and V8 stops to compile a wrapper around that with its optimizing compiler.
#[wasm_bindgen(start)]
fn start() {}

/// Takes the text of the secrets `DEFAULT_PICTURE_URL` and `ALLOWED_PICTURE_HOSTS`, undefined for what is no string. Once:
/// they can't change under a running instance. Without it, there are no settings.
#[wasm_bindgen]
pub fn configure(default_picture_url: Option<String>, allowed_picture_hosts: Option<String>) {
    SETTINGS.set(Settings::read(default_picture_url.as_deref(), allowed_picture_hosts.as_deref()));
}

/// Sets the claim if the decision says so. Returns the code of the rejection, or undefined.
///
/// `metadata_text` is `metadata_picture` if that is a string, else undefined.
#[wasm_bindgen]
pub fn login(
    picture: JsValue,
    metadata_picture: JsValue,
    metadata_text: Option<String>,
    gravatar_disabled: JsValue,
    id_token: &IdToken,
) -> JsValue {
    let metadata_picture = Value::with_text(metadata_picture, metadata_text);
    let profile = Profile { picture: picture.into(), metadata_picture, gravatar_disabled: gravatar_disabled.into() };
    SETTINGS.with_borrow(|settings| {
        let decision = decision::decide(&profile, settings);
        if let Claim::Set(text) = decision.claim {
            PICTURE.with(|name| match profile.metadata_picture.as_js(&text) {
                Some(written) => id_token.set_custom_claim_as_written(name, written),
                None => id_token.set_custom_claim(name, &text),
            });
        }
        decision.rejection.map_or(JsValue::UNDEFINED, |rejection| rejection.code().into())
    })
}

/// The decision as an object, for whoever wants to read it: `{claim, reason, rejection}`. Sets nothing, and has nothing to
/// do with [`configure`].
///
/// # Errors
/// None that is known of: serializing three fields into objects can't fail.
#[wasm_bindgen]
pub fn decide(
    picture: JsValue,
    metadata_picture: JsValue,
    gravatar_disabled: JsValue,
    default_picture_url: Option<String>,
    allowed_picture_hosts: Option<String>,
) -> Result<JsValue, serde_wasm_bindgen::Error> {
    let settings = Settings::read(default_picture_url.as_deref(), allowed_picture_hosts.as_deref());
    let profile = Profile {
        picture: picture.into(),
        metadata_picture: metadata_picture.into(),
        gravatar_disabled: gravatar_disabled.into(),
    };
    decision::decide(&profile, &settings).serialize(&Serializer::new().serialize_missing_as_null(true))
}
