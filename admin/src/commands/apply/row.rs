//! What a line asks for: a user, and the picture to give them.

use csv::{ByteRecord, ReaderBuilder, Terminator};
use picture_claim::{HostList, PictureUrl};
use serde_json::{Value as Json, json};

use super::{list::LONGEST_LINE, problem::Problem};
use crate::cli::parse_id;

/// The first line of every list.
pub const HEADER: [&str; 2] = ["user_id", "picture"];

/// A line that can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub user_id: String,
    /// The body of a PATCH, as `set`, `remove` and `reset` send it.
    pub change: Json,
}

/// A line's two fields, of which nothing is known but that they are text.
pub struct Fields {
    pub user_id: String,
    picture: String,
}

impl Fields {
    /// # Errors
    /// If the line has no user id that could be told from another.
    pub fn parse(line: &[u8]) -> Result<Self, Problem> {
        let [user_id, picture] = two_fields(line)?;
        match parse_id(&user_id) {
            // Not trimmed: an id may hold spaces anywhere.
            _ if user_id.trim().is_empty() => Err(Problem::EmptyUserId),
            Err(_) => Err(Problem::NotAUserId),
            Ok(user_id) => Ok(Self { user_id, picture }),
        }
    }

    /// # Errors
    /// If a login would not take the picture.
    pub fn row(self, allowed_hosts: &HostList) -> Result<Row, Problem> {
        let picture = match self.picture.trim_ascii() {
            "" => json!(""),
            // Never `{}`, which would wipe all of the metadata.
            "-" => Json::Null,
            url => {
                let picture = PictureUrl::parse(url, allowed_hosts).map_err(Problem::Picture)?;
                json!(picture.as_str())
            }
        };
        Ok(Row { user_id: self.user_id, change: json!({ "user_metadata": { "picture": picture } }) })
    }
}

/// Whether this is the line that a list begins with.
pub fn is_header(line: &[u8]) -> bool {
    two_fields(line).is_ok_and(|fields| fields.iter().zip(HEADER).all(|(field, name)| field.trim_ascii() == name))
}

type TwoFields = (Vec<u8>, Vec<u8>);

fn two_fields(line: &[u8]) -> Result<[String; 2], Problem> {
    if line.len() > LONGEST_LINE {
        return Err(Problem::Malformed("it is longer than 32,768 bytes"));
    }
    let Some((first, second)) = (if line.contains(&b'"') { unquoted(line)? } else { split(line) }) else {
        return Err(Problem::Malformed("there must be two fields, user_id,picture (quote a field with a comma in it)"));
    };
    Ok([text(first)?, text(second)?])
}

/// Without a quote, a comma is a comma: most lines need no reader, which costs more to set up than they take to split.
fn split(line: &[u8]) -> Option<TwoFields> {
    let mut fields = line.split(|byte| *byte == b',').map(<[u8]>::to_vec);
    let two = (fields.next()?, fields.next()?);
    fields.next().is_none().then_some(two)
}

fn unquoted(line: &[u8]) -> Result<Option<TwoFields>, Problem> {
    // With the end of line, so that a quote that is not closed shows: it takes the end into its field.
    let line = [line, b"\n"].concat();
    let mut builder = ReaderBuilder::new();
    // No other end than this one: what stands behind a `\r` would be lost.
    builder.has_headers(false).flexible(true).terminator(Terminator::Any(b'\n')).buffer_capacity(line.len());
    let mut record = ByteRecord::new();
    let is_record = builder.from_reader(line.as_slice()).read_byte_record(&mut record).unwrap_or(false);
    if record.iter().any(|field| field.contains(&b'\n')) {
        return Err(Problem::Malformed("a quote is not closed on its line"));
    }
    let mut fields = record.iter().map(<[u8]>::to_vec);
    let two = fields.next().zip(fields.next());
    Ok(two.filter(|_| is_record && fields.next().is_none()))
}

fn text(field: Vec<u8>) -> Result<String, Problem> {
    String::from_utf8(field).map_err(|_| Problem::NotUtf8)
}

#[cfg(test)]
mod tests {
    use picture_claim::{HostList, Rejection};
    use serde_json::{Value as Json, json};

    use super::{Fields, Problem, is_header};

    fn picture(line: &str) -> Result<(String, Json), Problem> {
        let row = Fields::parse(line.as_bytes())?.row(&HostList::any())?;
        Ok((row.user_id, row.change["user_metadata"]["picture"].clone()))
    }

    #[test]
    fn a_line_sets_removes_or_resets() {
        let rows = [
            ("auth0|1,https://p.example.com/a b.png", "auth0|1", json!("https://p.example.com/a%20b.png")),
            ("auth0|1, https://p.example.com/ ", "auth0|1", json!("https://p.example.com/")),
            ("auth0|1,", "auth0|1", json!("")),
            ("auth0|1,\" \"", "auth0|1", json!("")),
            ("auth0|1,-", "auth0|1", json!(null)),
            ("\"samlp|acme, \"\"saml\"\"|josé\",-", "samlp|acme, \"saml\"|josé", json!(null)),
        ];
        for (line, user_id, wanted) in rows {
            assert_eq!(picture(line), Ok((user_id.to_owned(), wanted)), "{line}");
        }
    }

    #[test]
    fn a_bad_line_says_why() {
        for line in [
            "auth0|1",
            "auth0|1,-,",
            "auth0|1,-\rauth0|2,-",
            "\"auth0|1\",-\rauth0|2,-",
            "\"auth0|1,-",
            "auth0|1,\"https://p.example.com/",
        ] {
            assert!(matches!(picture(line), Err(Problem::Malformed(_))), "{line}");
        }
        assert_eq!(picture(",https://p.example.com/"), Err(Problem::EmptyUserId));
        assert_eq!(picture("..,-"), Err(Problem::NotAUserId));
        assert_eq!(picture("auth0|1,http://p.example.com/"), Err(Problem::Picture(Rejection::NotHttps)));
        assert_eq!(Fields::parse(b"auth0|\xff,-").err(), Some(Problem::NotUtf8));
    }

    #[test]
    fn a_header_may_be_quoted() {
        assert!(
            is_header(b"user_id,picture") && is_header(b"\"user_id\",\"picture\"") && is_header(b"user_id, picture")
        );
        assert!(!is_header(b"picture,user_id") && !is_header(b"user_id;picture") && !is_header(b"auth0|1,-"));
    }
}
