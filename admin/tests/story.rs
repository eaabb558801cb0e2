//! The story that this project is for, end to end: the admin's commands, the users' logins, the pictures in their tokens.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod common;

use common::{DATABASE_USER, GOOGLE_USER, Tenant};

const GRAVATAR: &str = "https://s.gravatar.com/avatar/6222081fd7dcea7dfb193788d138c457?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2Fje.png";
const INITIALS: &str = "https://cdn.auth0.com/avatars/je.png";
const GOOGLE: &str = "https://lh3.googleusercontent.com/a/ACg8ocJexampleexampleexample=s96-c";

/// What `show` foretells is what the next token carries.
#[track_caller]
fn assert_picture(tenant: &mut Tenant, user: &str, picture: &str) {
    assert_eq!(tenant.json(&["show", user])["token"]["picture"], picture);
    assert_eq!(tenant.log_in(user)["picture"], picture);
}

fn tell(tenant: &mut Tenant) {
    assert_picture(tenant, DATABASE_USER, GRAVATAR);
    tenant.done(&["gravatar", DATABASE_USER, "off"]);
    assert_picture(tenant, DATABASE_USER, INITIALS);
    tenant.done(&["set", DATABASE_USER, "https://pictures.example.com/Jeison at work.png"]);
    assert_picture(tenant, DATABASE_USER, "https://pictures.example.com/Jeison%20at%20work.png");
    tenant.done(&["remove", DATABASE_USER]);
    assert_picture(tenant, DATABASE_USER, "");
    tenant.done(&["reset", DATABASE_USER]);
    assert_picture(tenant, DATABASE_USER, INITIALS);
    tenant.done(&["gravatar", DATABASE_USER, "on"]);
    assert_picture(tenant, DATABASE_USER, GRAVATAR);
}

#[test]
fn the_flag_works_from_the_moment_the_action_is_there() {
    let mut tenant = Tenant::with_logins();
    // What everyone finds out first: without the Action, nothing reads the flag.
    tenant.done(&["gravatar", DATABASE_USER, "off"]);
    assert_eq!(tenant.log_in(DATABASE_USER)["picture"], GRAVATAR);
    tenant.done(&["gravatar", DATABASE_USER, "on"]);

    tenant.done(&["deploy"]);
    tell(&mut tenant);
    // And again, from an Action that is deployed anew.
    tenant.done(&["deploy", "--name", "Picture Claim, again"]);
    tell(&mut tenant);
}

#[test]
fn a_picture_of_a_social_user_survives_each_login() {
    let mut tenant = Tenant::with_logins();
    tenant.done(&["deploy"]);
    tenant.done(&["reset", GOOGLE_USER]);
    assert_picture(&mut tenant, GOOGLE_USER, GOOGLE);
    tenant.done(&["set", GOOGLE_USER, "https://pictures.example.com/ada.png"]);
    for _ in 0..2 {
        assert_picture(&mut tenant, GOOGLE_USER, "https://pictures.example.com/ada.png");
    }
    tenant.done(&["reset", GOOGLE_USER]);

    // With the root picture: gone at each login, kept once the connection syncs at the first one alone.
    tenant.done(&["sync", "google-oauth2", "first-login"]);
    tenant.done(&["remove", "--root", GOOGLE_USER]);
    assert_eq!(tenant.log_in(GOOGLE_USER)["picture"], "");
    tenant.done(&["sync", "google-oauth2", "each-login"]);
    assert_eq!(tenant.log_in(GOOGLE_USER)["picture"], GOOGLE);
}

#[test]
fn the_tenants_default_reaches_the_token() {
    let mut tenant = Tenant::with_logins();
    let default = "https://pictures.example.com/nobody.png";
    tenant.done(&["deploy", "--default-picture-url", default]);
    tenant.done(&["remove", DATABASE_USER]);
    assert_eq!(tenant.log_in(DATABASE_USER)["picture"], default);
    let shown = tenant.json(&["show", DATABASE_USER, "--default-picture-url", default]);
    assert_eq!(shown["token"]["picture"], default);
}
