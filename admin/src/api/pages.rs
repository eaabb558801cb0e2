//! Lists that come in pages, read to their end: half a list must not be taken for the whole.

use serde_json::Value as Json;

use super::{
    client::Client,
    failure::Failure,
    methods::{Method, PER_PAGE},
};
use crate::error::Error;

/// More than any tenant has; a tenant whose list never ends must not keep this tool for ever.
const MOST_PAGES: usize = 1000;

impl Client {
    /// All items of a list in numbered pages, which hold them under `key`.
    ///
    /// # Errors
    /// [`Error::Call`]; also if a page isn't a list.
    pub async fn list<'a>(
        &self,
        method: impl Fn(usize) -> Method<'a>,
        key: &str,
        doing: &str,
    ) -> Result<Vec<Json>, Error> {
        let mut all = Vec::new();
        for page in 0..MOST_PAGES {
            let answer = self.call(method(page), doing).await?;
            let items = items(&answer, key, doing)?;
            all.extend_from_slice(items);
            // A page may hold fewer than asked for: the total decides, where there is one.
            let is_last = match answer.get("total").and_then(Json::as_u64) {
                Some(total) => items.is_empty() || all.len() as u64 >= total,
                None => items.len() < PER_PAGE,
            };
            if is_last {
                return Ok(all);
            }
        }
        Err(not_understood("the list doesn't end".to_owned(), doing))
    }

    /// All connections, from checkpoint to checkpoint.
    ///
    /// # Errors
    /// As [`Client::list`].
    pub async fn list_connections(&self, doing: &str) -> Result<Vec<Json>, Error> {
        let mut all = Vec::new();
        let mut next: Option<String> = None;
        for _ in 0..MOST_PAGES {
            let answer = self.call(Method::ListConnections { from: next.as_deref() }, doing).await?;
            all.extend_from_slice(items(&answer, "connections", doing)?);
            match answer.get("next").and_then(Json::as_str) {
                Some(checkpoint) => next = Some(checkpoint.to_owned()),
                None => return Ok(all),
            }
        }
        Err(not_understood("the list doesn't end".to_owned(), doing))
    }
}

fn items<'a>(answer: &'a Json, key: &str, doing: &str) -> Result<&'a Vec<Json>, Error> {
    let items = answer.get(key).and_then(Json::as_array);
    items.ok_or_else(|| not_understood(format!("there is no list of {key} in it"), doing))
}

fn not_understood(what: String, doing: &str) -> Error {
    Error::Call { doing: doing.to_owned(), failure: Failure::NotUnderstood(what) }
}
