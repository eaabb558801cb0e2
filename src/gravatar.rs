//! Gravatar's URLs. Source: Gravatar's documentation of its avatar images, "Default Image".

use crate::{
    host_list::HostList,
    picture_url::PictureUrl,
    standard::{Href, Scheme, Url},
};

/// A Gravatar: the picture that belongs to an e-mail address, or the default image that its URL names.
pub struct Gravatar<'a>(Url<'a>);

impl<'a> Gravatar<'a> {
    /// Judged by its parts, never searched for: `p.example/gravatar.com/avatar/x` is none.
    pub fn is(href: &Href) -> bool {
        let of_gravatar = href.host() == b"gravatar.com" || href.host().ends_with(b".gravatar.com");
        of_gravatar && href.scheme() != Scheme::Other && href.path().starts_with(b"/avatar/")
    }

    pub fn new(url: Url<'a>) -> Self {
        Self(url)
    }

    /// What Gravatar shows for who has none: the parameter `d`, else `default`. It can also be a keyword (`identicon`),
    /// which is no picture. Auth0 writes it, but an e-mail's owner can choose the provider's URL: it must pass the rule.
    pub fn default_image(&self) -> Option<PictureUrl<'static>> {
        let image = self.0.parameter("d").or_else(|| self.0.parameter("default"))?;
        PictureUrl::parse(&image, &HostList::any()).ok().map(PictureUrl::into_owned)
    }

    /// The same Gravatar, with another image for who has none.
    pub fn with_default_image(&self, picture: &PictureUrl) -> String {
        self.0.with_parameter("default", "d", picture.as_str())
    }
}
