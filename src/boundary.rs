//! The boundary to JavaScript: one crossing a login.
//!
//! The shim reads the event (`?.` is made for objects that may lack anything) and hands over the three values as they
//! are; what type each has is judged here. The claim is set from here; the whole decision goes out through serde only
//! where someone wants to read it, because that costs as much again as the login.

use js_sys::JsString;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use crate::{
    decision::{Claim, decide},
    profile::{Profile, Value},
    settings::Settings,
    standard::Text,
};

#[wasm_bindgen]
extern "C" {
    /// `api.idToken` of Auth0's post-login API object.
    pub type IdToken;
    // Not `catch`: what it throws passes through to the shim, which then drops this instance.
    #[wasm_bindgen(method, js_name = setCustomClaim)]
    fn set_custom_claim(this: &IdToken, name: &JsString, value: &JsString);
}

// rustfmt drops the literals: to it, a static in an extern block has none.
#[rustfmt::skip]
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, static_string)]
    static PICTURE: JsString = "picture";
    #[wasm_bindgen(thread_local_v2, static_string)]
    static TRUE: JsString = "true";
}

impl From<JsValue> for Value {
    fn from(value: JsValue) -> Self {
        if value.is_string() {
            Self::Text(Text::new(value.unchecked_into()))
        } else if value.is_undefined() || value.is_null() {
            Self::Missing
        } else {
            Self::Other
        }
    }
}

/// `true`, or `"true"` as a public sign-up has to write it.
fn is_set(flag: &JsValue) -> bool {
    let is_text = |text: &JsString| flag == AsRef::<JsValue>::as_ref(text);
    !flag.is_undefined() && (*flag == JsValue::TRUE || TRUE.with(is_text))
}

impl Profile {
    fn from_js(picture: JsValue, metadata_picture: JsValue, gravatar_disabled: &JsValue) -> Self {
        Self {
            picture: picture.into(),
            metadata_picture: metadata_picture.into(),
            gravatar_disabled: is_set(gravatar_disabled),
        }
    }
}

/// Does nothing, and takes 0.5 ms off the first login: without it, wasm-bindgen exports an imported function in its place,
/// and V8 stops to compile a wrapper around that with its optimizing compiler.
#[wasm_bindgen(start)]
fn start() {}

/// The Action with its settings, which can't change under a running instance.
#[wasm_bindgen]
pub struct Action(Settings);

#[wasm_bindgen]
impl Action {
    /// Takes the values of the secrets `DEFAULT_PICTURE_URL` and `ALLOWED_PICTURE_HOSTS`, of whatever type.
    #[wasm_bindgen(constructor)]
    pub fn new(default_picture_url: JsValue, allowed_picture_hosts: JsValue) -> Self {
        Self(Settings::read(&default_picture_url.into(), &allowed_picture_hosts.into()))
    }

    /// Sets the claim if the decision says so. Returns the code of the rejection, or undefined.
    pub fn login(
        &self,
        picture: JsValue,
        metadata_picture: JsValue,
        gravatar_disabled: &JsValue,
        id_token: &IdToken,
    ) -> JsValue {
        let decision = decide(&Profile::from_js(picture, metadata_picture, gravatar_disabled), &self.0);
        if let Claim::Set(text) = &decision.claim {
            PICTURE.with(|name| id_token.set_custom_claim(name, text.as_js()));
        }
        decision.rejection.map_or(JsValue::UNDEFINED, |rejection| rejection.code().into())
    }

    /// The decision as an object, for whoever wants to read it: `{claim, reason, rejection}`.
    ///
    /// # Errors
    /// None that is known of: serializing three fields into objects can't fail.
    pub fn decide(
        &self,
        picture: JsValue,
        metadata_picture: JsValue,
        gravatar_disabled: &JsValue,
    ) -> Result<JsValue, serde_wasm_bindgen::Error> {
        let decision = decide(&Profile::from_js(picture, metadata_picture, gravatar_disabled), &self.0);
        decision.serialize(&Serializer::new().serialize_missing_as_null(true))
    }
}
