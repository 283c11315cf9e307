//! The codes of the staff's one-time links. A code is derived from a secret key and the request
//! that asks for it, so that a retry gets the same link and the table holds none: only the
//! code's hash, which is the link's ID.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::AuthError;
use super::secret::{Key, hash};
use salver_domain::id::LinkId;

/// How long a code is, in characters.
const LENGTH: usize = 43;

/// A code, which opens what its link is for.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkCode(String);

impl LinkCode {
    /// The code that a caller gets for a request, whose key they made; `scope` is who they are.
    ///
    /// # Errors
    /// When the key cannot be used.
    pub fn of(key: &Key, scope: &str, request_key: &str) -> Result<Self, AuthError> {
        let parts: [&[u8]; 2] = [scope.as_bytes(), request_key.as_bytes()];
        Ok(Self(
            URL_SAFE_NO_PAD.encode(key.derive("staff-link", &parts)?),
        ))
    }

    /// What somebody brings; `None` when no code looks like that.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        (text.len() == LENGTH && text.bytes().all(plain)).then(|| Self(text.to_owned()))
    }

    /// The code as it stands in the link.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The link's ID.
    ///
    /// # Errors
    /// Never in practice; the type follows the ID's parser.
    pub fn id(&self) -> Result<LinkId, AuthError> {
        let id = hash(&self.0).parse();
        id.map_err(|_| AuthError::Failed("a link ID could not be made"))
    }
}

impl std::fmt::Debug for LinkCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_has_one_code_and_nobody_else_s_has_it() {
        let key = Key::new("a key of the tests with 32 letters").unwrap();
        let code = |scope, request| LinkCode::of(&key, scope, request).unwrap();
        let one = code("lane.vera", "key-0001");
        assert_eq!(one, code("lane.vera", "key-0001"));
        assert_ne!(one, code("lane.vera", "key-0002"));
        assert_ne!(one, code("lane.mira", "key-0001"));
        let other = Key::new("another key of the tests, 32 long!").unwrap();
        assert_ne!(one, LinkCode::of(&other, "lane.vera", "key-0001").unwrap());
        assert_eq!(LinkCode::parse(one.text()).unwrap(), one);
        assert_ne!(one.id().unwrap().as_str(), one.text());
        assert_eq!(format!("{one:?}"), "LinkCode(..)");
        for bad in ["", "x", &one.text()[1..], &"#".repeat(43), &"é".repeat(43)] {
            assert_eq!(LinkCode::parse(bad), None, "{bad}");
        }
    }
}
