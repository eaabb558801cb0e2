//! What an answer's headers say about the tenant's rate limit.
//! Source: <https://auth0.com/docs/troubleshoot/customer-support/operational-policies/rate-limit-policy>

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// Durations count from the moment at which the answer came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// `X-RateLimit-Remaining`: how many more requests would be answered now.
    pub remaining: Option<u64>,
    /// `X-RateLimit-Reset`, in epoch seconds: when there are more.
    pub reset: Option<Duration>,
    /// `Retry-After`: seconds, or a date.
    pub retry_after: Option<Duration>,
}

impl Limits {
    pub fn read(headers: &HeaderMap) -> Self {
        let now = tenants_now(headers, SystemTime::now());
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        let number = |name| text(name).and_then(|text| text.parse::<u64>().ok());
        let reset =
            number("x-ratelimit-reset").and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
        let retry_after = text(RETRY_AFTER.as_str()).and_then(|text| match text.parse::<u64>() {
            Ok(seconds) => Some(Duration::from_secs(seconds)),
            Err(_) => httpdate::parse_http_date(text).ok().map(|date| until(date, now)),
        });
        Self { remaining: number("x-ratelimit-remaining"), reset: reset.map(|reset| until(reset, now)), retry_after }
    }

    /// How long the tenant asks to wait, if it does.
    pub fn wait(&self) -> Option<Duration> {
        self.retry_after.or(self.reset)
    }
}

/// The tenant's clock: this machine's, unless the answer's `Date` shows that one of them is off. `Date` has whole seconds,
/// so what is less than two apart is as good as the same.
fn tenants_now(headers: &HeaderMap, here: SystemTime) -> SystemTime {
    let date = headers.get(DATE).and_then(|date| date.to_str().ok());
    let Some(there) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else {
        return here;
    };
    let apart = here.duration_since(there).unwrap_or_else(|error| error.duration());
    if apart < Duration::from_secs(2) { here } else { there }
}

fn until(then: SystemTime, now: SystemTime) -> Duration {
    then.duration_since(now).unwrap_or(Duration::ZERO)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

    use super::Limits;

    fn limits(headers: &[(&'static str, String)]) -> Limits {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            if let Ok(value) = HeaderValue::from_str(value) {
                map.insert(HeaderName::from_static(name), value);
            }
        }
        Limits::read(&map)
    }

    fn epoch(ahead: u64) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        (now.as_secs() + ahead).to_string()
    }

    #[test]
    fn retry_after_comes_before_reset() {
        let read = limits(&[("retry-after", "7".into()), ("x-ratelimit-reset", epoch(60))]);
        assert_eq!(read.wait(), Some(Duration::from_secs(7)));
    }

    #[test]
    fn reset_counts_from_now_and_never_backwards() {
        let wait = limits(&[("x-ratelimit-reset", epoch(10))]).wait().unwrap_or_default();
        assert!((8..=10).contains(&wait.as_secs()), "{wait:?}");
        assert_eq!(limits(&[("x-ratelimit-reset", "1".into())]).wait(), Some(Duration::ZERO));
    }

    #[test]
    fn a_clock_that_is_off_does_not_matter() {
        let hour_ago = SystemTime::now() - Duration::from_secs(3600);
        let there = hour_ago.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let headers = [("date", httpdate::fmt_http_date(hour_ago)), ("x-ratelimit-reset", (there + 5).to_string())];
        assert_eq!(limits(&headers).wait(), Some(Duration::from_secs(5)));
    }

    #[test]
    fn nonsense_says_nothing() {
        let headers = [
            ("retry-after", "soon".into()),
            ("x-ratelimit-reset", u64::MAX.to_string()),
            ("x-ratelimit-remaining", "-1".into()),
        ];
        assert_eq!(limits(&headers), Limits::default());
    }
}
