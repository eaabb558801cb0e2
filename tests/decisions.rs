//! `decisions.json`, natively.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::HashSet;

use picture_claim::{Decision, Profile, Reason, Rejection, Settings, decide};
use serde_json::{Value, to_value};

fn cases() -> Vec<Value> {
    serde_json::from_str(include_str!("decisions.json")).expect("decisions.json is a list of cases")
}

fn decide_case(case: &Value) -> Decision<'static> {
    decide(&Profile::from_user(&case["user"]), &Settings::from_secrets(&case["settings"])).into_owned()
}

#[test]
fn decides_each_case() {
    for case in cases() {
        assert_eq!(to_value(decide_case(&case)).unwrap(), case["expect"], "{}", case["name"]);
    }
}

#[test]
fn names_are_unique() {
    let mut names = HashSet::new();
    for case in cases() {
        let name = case["name"].as_str().expect("a case has a name").to_owned();
        assert!(names.insert(name.clone()), "{name}");
    }
    assert!(names.len() >= 70, "only {} cases", names.len());
}

#[test]
fn each_code_has_a_case() {
    use Reason::*;
    use Rejection::*;
    let reasons = [Removed, Metadata, GravatarDisabled, GravatarDefault, Default, Provider, None];
    let rejections = [NotAString, NotAUrl, NotHttps, Credentials, Host, TooLong];
    let decisions: Vec<_> = cases().iter().map(decide_case).collect();
    for reason in reasons {
        assert!(decisions.iter().any(|decision| decision.reason == reason), "{reason:?}");
        assert!(!reason.to_string().is_empty());
    }
    for rejection in rejections {
        assert!(decisions.iter().any(|decision| decision.rejection == Some(rejection)), "{rejection:?}");
        assert_eq!(to_value(rejection).unwrap(), rejection.code());
    }
}
