//! Who somebody is and what they may do.

pub mod guest_token;
mod hs256;
pub mod link_code;
pub mod password;
pub mod pin;
pub mod receipt_token;
pub mod refresh;
pub mod screen_token;
pub mod secret;
pub mod stack_code;
pub mod staff_token;
pub mod table_code;

/// Why somebody was not let through.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// No token came along.
    #[error("no token")]
    Missing,
    /// The token says nothing to us.
    #[error("the token is not valid")]
    Invalid,
    /// The token was good once.
    #[error("the token has expired")]
    Expired,
    /// The token's session was closed.
    #[error("the session is closed")]
    SessionClosed,
    /// Known, but not allowed.
    #[error("not allowed")]
    Forbidden,
    /// A fault of ours: a key is missing or unusable.
    #[error("{0}")]
    Failed(&'static str),
}
