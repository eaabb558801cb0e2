//! The Actions on a tenant, past picture-admin.

use serde_json::{Value as Json, json};

use super::Tenant;

/// The Action of this name, or null.
pub fn action_of(tenant: &Tenant, name: &str) -> Json {
    let all = tenant.api("GET", "actions/actions?per_page=100", &Json::Null)["actions"].clone();
    all.as_array().unwrap().iter().find(|action| action["name"] == name).cloned().unwrap_or_default()
}

/// What is bound to post-login, by the names that it is shown under.
pub fn bound(tenant: &Tenant) -> Vec<String> {
    let answer = tenant.api("GET", "actions/triggers/post-login/bindings", &Json::Null);
    let names = answer["bindings"].as_array().unwrap().iter();
    names.map(|binding| binding["display_name"].as_str().unwrap().to_owned()).collect()
}

/// Puts other Actions onto the tenant, bound in this order under names of their own.
pub fn bind_others(tenant: &Tenant, names: &[&str]) {
    let code = "exports.onExecutePostLogin = async () => {};";
    let triggers = json!([{ "id": "post-login", "version": "v3" }]);
    let mut bindings = Vec::new();
    for name in names {
        let body = json!({ "name": name, "code": code, "supported_triggers": triggers });
        let id = tenant.api("POST", "actions/actions", &body)["id"].as_str().unwrap().to_owned();
        std::thread::sleep(std::time::Duration::from_millis(150));
        tenant.api("POST", &format!("actions/actions/{id}/deploy"), &json!({}));
        bindings.push(json!({ "ref": { "type": "action_id", "value": id }, "display_name": format!("{name} bound") }));
    }
    tenant.api("PATCH", "actions/triggers/post-login/bindings", &json!({ "bindings": bindings }));
}
