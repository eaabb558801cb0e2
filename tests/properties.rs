//! What holds of every decision, whatever the event and the settings are.
#![cfg(not(target_arch = "wasm32"))]

use picture_claim::{Claim, HostList, PictureUrl, Profile, Reason, Settings, decide};
use proptest::{prelude::*, sample::select};
use serde_json::{Value, json};

/// Anything at all, pictures of all kinds among it.
fn value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        any::<String>(),
        select(vec!["", " ", "true", "nope", "https://localhost/", "https://u:p@a.example/", "http://a.example/"])
            .prop_map(String::from),
        "https?://[a-z0-9.@:\\[\\]%]{1,20}/.{0,10}",
        "https?://([a-z]\\.)?gravatar\\.com/avatar/[a-f0-9]{4}(\\?(d|default|s)=[ -~]{0,20}){0,2}",
        "https://(cdn\\.auth0\\.com|i[0-9]\\.wp\\.com/cdn\\.auth0\\.com)/avatars/[a-z]{2}\\.png",
        "https://[a-z]{1,8}\\.example/.{0,2100}",
    ];
    prop_oneof![
        6 => text.prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => Just(json!([])),
        1 => Just(json!({ "picture": "https://a.example/" })),
    ]
}

fn event() -> impl Strategy<Value = (Value, Value)> {
    let metadata = prop_oneof![
        5 => (value(), value()).prop_map(|(picture, flag)| json!({ "picture": picture, "gravatar_disabled": flag })),
        1 => value(),
    ];
    let user = prop_oneof![
        8 => (value(), metadata).prop_map(|(picture, metadata)| json!({ "picture": picture, "user_metadata": metadata })),
        1 => value(),
    ];
    let secrets = prop_oneof![
        3 => (value(), value()).prop_map(|(default, hosts)| json!({ "DEFAULT_PICTURE_URL": default, "ALLOWED_PICTURE_HOSTS": hosts })),
        1 => value().prop_map(|default| json!({ "DEFAULT_PICTURE_URL": default })),
        1 => value(),
    ];
    (user, secrets)
}

fn passes(url: &str) -> bool {
    PictureUrl::parse(url, &HostList::any()).is_ok_and(|picture| picture.as_str() == url)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_claim_is_empty_or_passes_the_rule((user, secrets) in event()) {
        let (profile, settings) = (Profile::from_user(&user), Settings::from_secrets(&secrets));
        let decision = decide(&profile, &settings);
        prop_assert_eq!(&decision, &decide(&profile, &settings), "deciding twice gives the same");
        let Claim::Set(claim) = &decision.claim else {
            prop_assert!(matches!(decision.reason, Reason::Provider | Reason::None));
            return Ok(());
        };
        // The one claim that is not of the rule's form: the provider's own Gravatar, which may be over http.
        if decision.reason == Reason::GravatarDefault {
            prop_assert!(claim.contains("gravatar.com") && claim.contains("d=https%3A%2F%2F"));
        } else {
            prop_assert!(claim.is_empty() || passes(claim), "{}", claim);
        }
    }

    #[test]
    fn a_chosen_picture_is_on_the_tenant_s_list(picture in value(), listed in "[a-z]{1,3}\\.example") {
        let settings = Settings::from_secrets(&json!({ "ALLOWED_PICTURE_HOSTS": listed }));
        let profile = Profile::from_user(&json!({ "user_metadata": { "picture": picture } }));
        let decision = decide(&profile, &settings);
        if let (Claim::Set(claim), Reason::Metadata) = (&decision.claim, decision.reason) {
            prop_assert!(claim.starts_with(&format!("https://{listed}")), "{}", claim);
        }
    }

    #[test]
    fn a_claim_chosen_again_stays_as_it_is((user, secrets) in event()) {
        let (profile, settings) = (Profile::from_user(&user), Settings::from_secrets(&secrets));
        let decision = decide(&profile, &settings);
        if let (Claim::Set(claim), Reason::Metadata) = (&decision.claim, decision.reason) {
            let again = Profile::from_user(&json!({ "user_metadata": { "picture": claim } }));
            prop_assert_eq!(decide(&again, &settings).claim, decision.claim);
        }
    }
}
