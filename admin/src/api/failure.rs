//! Why a call failed, in words that say what to do.

use std::{error, fmt, time::Duration};

/// The cause; what was being done is told by who called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// 401 for the client's credentials.
    ClientNotAccepted,
    /// 403 for the client's credentials: it isn't authorized for the API.
    ClientNotAuthorized(String),
    /// 401 for a token that the operator brought along.
    TokenNotAccepted,
    /// 403, with the scopes that would have helped.
    MissingScope(String),
    /// 404, in the tenant's words.
    NotFound(String),
    /// Any other refusal, in the tenant's words.
    Refused { status: u16, message: String },
    /// 429 to the end.
    TooManyRequests { tries: usize },
    /// 429 or 5xx, and a wait that is too long for a tool to sit through.
    AskedToWait(Duration),
    /// 5xx to the end.
    Broken { status: u16, tries: usize },
    /// No answer, or half of one, to the end.
    NoAnswer { why: String, tries: usize },
    /// The same for a request that is not sent twice: it may have been carried out.
    Uncertain(String),
    /// The tenant doesn't build the Action.
    Build(String),
    /// An answer that isn't what the API's documentation says.
    NotUnderstood(String),
}

impl Failure {
    /// Whether only looking can tell if it was done: the answer was lost, or someone else did it at the same time (409).
    pub fn is_worth_a_look(&self) -> bool {
        matches!(self, Self::Uncertain(_) | Self::Refused { status: 409, .. })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClientNotAccepted => f.write_str(
                "the tenant does not accept AUTH0_CLIENT_ID with AUTH0_CLIENT_SECRET (401): check both, and that they \
                 belong to a machine-to-machine application of this tenant",
            ),
            Self::ClientNotAuthorized(message) => write!(
                f,
                "the application gets no token for the Management API (403: {message}): authorize it for the API \
                 \"Auth0 Management API\" with the scopes it needs"
            ),
            Self::TokenNotAccepted => f.write_str(
                "the tenant does not accept the token (401), which may have expired: get a new one for AUTH0_API_TOKEN, \
                 or set AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET",
            ),
            Self::MissingScope(scopes) => write!(
                f,
                "the token lacks the scope {scopes} (403): grant it to the application for the Auth0 Management API"
            ),
            Self::NotFound(message) => write!(f, "there is none (404: {message})"),
            Self::Refused { status, message } => write!(f, "the tenant refuses ({status}): {message}"),
            Self::TooManyRequests { tries } => {
                write!(f, "the tenant's rate limit is used up (429){}: run it again later", After(*tries))
            }
            Self::AskedToWait(wait) => {
                write!(f, "the tenant asks to wait {} s: run it again later", wait.as_secs())
            }
            Self::Broken { status, tries } => write!(f, "the tenant fails ({status}){}", After(*tries)),
            Self::NoAnswer { why, tries } => write!(f, "{why}{}", After(*tries)),
            Self::Build(why) => f.write_str(why),
            Self::Uncertain(why) => write!(f, "{why}; it may have been carried out all the same"),
            Self::NotUnderstood(what) => write!(f, "the tenant's answer is not understood: {what}"),
        }
    }
}

impl error::Error for Failure {}

struct After(usize);

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 > 1 { write!(f, ", after {} tries", self.0) } else { Ok(()) }
    }
}
