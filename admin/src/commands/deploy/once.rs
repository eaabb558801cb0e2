//! What must not be done twice.

use std::time::Duration;

use tokio::time::sleep;

use crate::error::Error;

const MOST_TRIES: u32 = 4;

/// Does it; where it isn't known whether it was done (the answer was lost on its way), looks, and does it again only if
/// it wasn't.
///
/// # Errors
/// That of the last try, also where the look failed.
pub async fn once<T>(
    act: impl AsyncFn() -> Result<T, Error>,
    look: impl AsyncFn() -> Result<Option<T>, Error>,
) -> Result<T, Error> {
    let mut tries = 1;
    loop {
        match act().await {
            Err(error) if error.is_worth_a_look() => {
                sleep(Duration::from_millis(500) * tries).await;
                match look().await {
                    Ok(Some(done)) => return Ok(done),
                    Ok(None) if tries < MOST_TRIES => tries += 1,
                    _ => return Err(error),
                }
            }
            result => return result,
        }
    }
}
