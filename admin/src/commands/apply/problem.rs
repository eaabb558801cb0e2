//! Why a line is not done: a code for a program, words for a person.

use std::fmt;

use picture_claim::Rejection;

use crate::api::Failure;

/// In the order in which they are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It isn't a line of CSV with two fields; says why.
    Malformed(&'static str),
    /// It isn't UTF-8.
    NotUtf8,
    /// There is no user id.
    EmptyUserId,
    /// `.` and `..` would mean another method's path.
    NotAUserId,
    /// The list names this user more than once.
    RepeatedUserId,
    /// A login would not take the picture.
    Picture(Rejection),
    /// The tenant has no such user.
    UnknownUser,
    /// The tenant doesn't do it.
    Call(Failure),
    /// It did something else.
    NotAsWritten,
}

impl Problem {
    /// The code: an interface.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::NotUtf8 => "not_utf8",
            Self::EmptyUserId => "empty_user_id",
            Self::NotAUserId => "not_a_user_id",
            Self::RepeatedUserId => "repeated_user_id",
            Self::Picture(_) => "picture",
            Self::UnknownUser => "unknown_user",
            Self::NotAsWritten => "not_as_written",
            Self::Call(Failure::Broken { .. } | Failure::NoAnswer { .. } | Failure::Uncertain(_)) => "no_answer",
            Self::Call(Failure::NotUnderstood(_)) => "not_understood",
            Self::Call(_) => "refused",
        }
    }

    /// Why a login would not take the picture, if that is it.
    pub fn rejection(&self) -> Option<Rejection> {
        match self {
            Self::Picture(rejection) => Some(*rejection),
            _ => None,
        }
    }

    /// Whether the next line would meet the same: the tenant doesn't let this tool in, or not for now.
    pub fn ends_the_run(&self) -> bool {
        use Failure::{
            AskedToWait, ClientNotAccepted, ClientNotAuthorized, MissingScope, Refused, TokenNotAccepted,
            TooManyRequests,
        };
        let Self::Call(failure) = self else { return false };
        match failure {
            ClientNotAccepted | ClientNotAuthorized(_) | TokenNotAccepted | MissingScope(_) => true,
            TooManyRequests { .. } | AskedToWait(_) => true,
            Refused { status, .. } => matches!(status, 401 | 403),
            _ => false,
        }
    }

    /// Whether it may be this line's own bad luck, or the tenant's outage: only the next lines can tell.
    pub fn may_be_an_outage(&self) -> bool {
        self.code() == "no_answer"
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotFound(_) => Self::UnknownUser,
            failure => Self::Call(failure),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(why) => f.write_str(why),
            Self::NotUtf8 => f.write_str("it is not UTF-8"),
            Self::EmptyUserId => f.write_str("there is no user id"),
            Self::NotAUserId => f.write_str("this is no user id"),
            Self::RepeatedUserId => {
                f.write_str("this user is in several lines, and which one counts is not for this tool to guess")
            }
            Self::Picture(rejection) => write!(f, "a login would not take the picture: {rejection}"),
            Self::UnknownUser => f.write_str("the tenant has no such user"),
            Self::NotAsWritten => f.write_str("the tenant's answer does not hold what was written"),
            Self::Call(failure) => failure.fmt(f),
        }
    }
}
