//! The methods of the Management API v2 in use: this list and no more.
//! Source: <https://auth0.com/docs/api/management/v2>

use serde_json::{Value as Json, json};

use super::request::{Request, segment};

/// A method, with what it is called on.
#[derive(Clone, Copy, Debug)]
pub enum Method<'a> {
    GetUser(&'a str),
    PatchUser(&'a str, &'a Json),
    ListConnections { from: Option<&'a str> },
    GetConnection(&'a str),
    PatchConnection(&'a str, &'a Json),
    ListActions { name: &'a str, page: usize },
    CreateAction(&'a Json),
    GetAction(&'a str),
    PatchAction(&'a str, &'a Json),
    TestAction(&'a str, &'a Json),
    DeployAction(&'a str),
    ListBindings { page: usize },
    PatchBindings(&'a Json),
}

/// The scopes of a token, by what they let it do.
pub struct Scopes;

impl Scopes {
    pub const READ_USERS: &[&str] = &["read:users"];
    pub const UPDATE_USERS: &[&str] = &["update:users"];
    pub const READ_CONNECTIONS: &[&str] = &["read:connections", "read:connections_options"];
    pub const UPDATE_CONNECTIONS: &[&str] = &["update:connections", "update:connections_options"];
    pub const READ_ACTIONS: &[&str] = &["read:actions"];
    pub const CREATE_ACTIONS: &[&str] = &["create:actions"];
    pub const UPDATE_ACTIONS: &[&str] = &["update:actions"];
}

/// The most that a page can hold.
pub const PER_PAGE: usize = 100;

impl Method<'_> {
    pub fn request(self) -> Request {
        match self {
            Self::GetUser(id) => get(format!("users/{}", segment(id)), Scopes::READ_USERS),
            Self::PatchUser(id, body) => patch(format!("users/{}", segment(id)), body, Scopes::UPDATE_USERS),
            Self::ListConnections { from } => {
                // By checkpoints: numbered pages end at 1,000 connections.
                let from = from.map(|id| format!("&from={}", segment(id))).unwrap_or_default();
                get(format!("connections?take={PER_PAGE}{from}"), Scopes::READ_CONNECTIONS)
            }
            Self::GetConnection(id) => get(format!("connections/{}", segment(id)), Scopes::READ_CONNECTIONS),
            Self::PatchConnection(id, body) => {
                patch(format!("connections/{}", segment(id)), body, Scopes::UPDATE_CONNECTIONS)
            }
            Self::ListActions { name, page } => {
                get(format!("actions/actions?actionName={}&{}", segment(name), of_page(page)), Scopes::READ_ACTIONS)
            }
            Self::CreateAction(body) => {
                request("POST", "actions/actions".to_owned(), Some(body.clone()), Scopes::CREATE_ACTIONS)
            }
            Self::GetAction(id) => get(format!("actions/actions/{}", segment(id)), Scopes::READ_ACTIONS),
            Self::PatchAction(id, body) => {
                patch(format!("actions/actions/{}", segment(id)), body, Scopes::UPDATE_ACTIONS)
            }
            Self::TestAction(id, payload) => {
                let body = Some(json!({ "payload": payload }));
                let test =
                    request("POST", format!("actions/actions/{}/test", segment(id)), body, Scopes::CREATE_ACTIONS);
                // It runs the draft on a sample and keeps nothing.
                Request { is_repeatable: true, ..test }
            }
            Self::DeployAction(id) => {
                request("POST", format!("actions/actions/{}/deploy", segment(id)), None, Scopes::CREATE_ACTIONS)
            }
            Self::ListBindings { page } => {
                get(format!("actions/triggers/post-login/bindings?{}", of_page(page)), Scopes::READ_ACTIONS)
            }
            Self::PatchBindings(body) => {
                let path = "actions/triggers/post-login/bindings".to_owned();
                // Not repeatable: the bindings' ids, which it refers to, may be new ones after the first.
                Request { is_repeatable: false, ..patch(path, body, Scopes::UPDATE_ACTIONS) }
            }
        }
    }
}

fn of_page(page: usize) -> String {
    format!("page={page}&per_page={PER_PAGE}")
}

fn get(path: String, scopes: &'static [&'static str]) -> Request {
    Request { is_repeatable: true, ..request("GET", path, None, scopes) }
}

/// The values in `body` are absolute, so that a second one changes nothing more.
fn patch(path: String, body: &Json, scopes: &'static [&'static str]) -> Request {
    Request { is_repeatable: true, ..request("PATCH", path, Some(body.clone()), scopes) }
}

fn request(method: &'static str, path: String, body: Option<Json>, scopes: &'static [&'static str]) -> Request {
    Request { method, path: format!("/api/v2/{path}"), body, is_repeatable: false, scopes }
}
