//! Lists that come in pages, read to their end.

use serde_json::Value as Json;

use super::{
    client::Client,
    failure::Failure,
    methods::{Method, PER_PAGE},
};
use crate::error::Error;

/// More than any tenant has; a tenant that answers every page with a full one must not keep this tool for ever.
const MOST_PAGES: usize = 1000;

impl Client {
    /// All items of a list, whose pages hold them under `key`.
    ///
    /// # Errors
    /// [`Error::Call`]; also if a page isn't a list, because half a list must not be taken for the whole.
    pub async fn list<'a>(
        &self,
        method: impl Fn(usize) -> Method<'a>,
        key: &str,
        doing: &str,
    ) -> Result<Vec<Json>, Error> {
        let not_understood =
            |what: String| Error::Call { doing: doing.to_owned(), failure: Failure::NotUnderstood(what) };
        let mut all = Vec::new();
        for page in 0..MOST_PAGES {
            let answer = self.call(method(page), doing).await?;
            let Some(items) = answer.get(key).and_then(Json::as_array) else {
                return Err(not_understood(format!("there is no list of {key} in it")));
            };
            let count = items.len();
            all.extend(items.iter().cloned());
            // A page may hold fewer than asked for: the total decides, where there is one.
            let is_last = match answer.get("total").and_then(Json::as_u64) {
                Some(total) => count == 0 || all.len() as u64 >= total,
                None => count < PER_PAGE,
            };
            if is_last {
                return Ok(all);
            }
        }
        Err(not_understood("the list doesn't end".to_owned()))
    }
}
