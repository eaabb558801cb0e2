//! Whatever JSON an event is: no panic, and a claim that is empty, or passes the rule, or is the provider's own Gravatar.
//! The input has the form of a case in decisions.json: `{"user": …, "settings": …}`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use picture_claim::{Claim, HostList, PictureUrl, Profile, Reason, Settings, decide};

fuzz_target!(|json: &[u8]| {
    let Ok(case) = serde_json::from_slice::<serde_json::Value>(json) else {
        return;
    };
    let settings = Settings::from_secrets(&case["settings"]);
    let profile = Profile::from_user(&case["user"]);
    let decision = decide(&profile, &settings);
    assert_eq!(decision, decide(&profile, &settings));
    let Claim::Set(claim) = &decision.claim else {
        assert!(matches!(decision.reason, Reason::Provider | Reason::None));
        return;
    };
    let passes = PictureUrl::parse(claim, &HostList::any()).is_ok_and(|url| url.as_str() == claim);
    match decision.reason {
        Reason::GravatarDefault => assert!(claim.contains("gravatar.com")),
        Reason::Metadata | Reason::Default => assert!(passes, "{claim}"),
        _ => assert!(passes || claim.is_empty(), "{claim}"),
    }
});
