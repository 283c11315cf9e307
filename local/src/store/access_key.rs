//! The key that the store asks for.

use std::sync::Arc;

use http::{HeaderMap, header};
use subtle::ConstantTimeEq;

/// The key of one run: what the SDK signs with, as `AWS_ACCESS_KEY_ID`. Nobody checks the
/// signature; the key itself is the secret, and it never leaves this machine.
#[derive(Clone)]
pub(super) struct AccessKey(Arc<str>);

impl AccessKey {
    /// A new one of 128 random bits.
    pub(super) fn generate() -> std::io::Result<Self> {
        let mut random = [0_u8; 16];
        getrandom::fill(&mut random).map_err(std::io::Error::other)?;
        Ok(Self(hex::encode(random).into()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a request is signed with it. The comparison takes as long whatever is wrong.
    pub(super) fn signs(&self, headers: &HeaderMap) -> bool {
        let credential = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("AWS4-HMAC-SHA256 "))
            .and_then(|value| value.split_once("Credential="));
        let key = credential.and_then(|(_, scope)| scope.split('/').next());
        key.is_some_and(|key| key.as_bytes().ct_eq(self.0.as_bytes()).into())
    }
}
