//! Staff access tokens: JWT with one fixed algorithm, short-lived, for one use.

use jiff::Timestamp;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use super::secret::Key;
use super::{AuthError, hs256};
use salver_domain::account::Access;
use salver_domain::audit::Actor;
use salver_domain::id::{FamilyId, StaffId};
use salver_domain::sign_in::RefreshFamily;

/// How long an access token is good, in seconds: 10 minutes.
pub const ACCESS_SECONDS: i64 = 10 * 60;
const ISSUER: &str = "salver";
const AUDIENCE: &str = "salver-staff";
const TYPE: &str = "at+jwt";

/// What an access token says. It names the one branch that is open, so it is as small for
/// somebody of a thousand branches; another branch takes another token.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StaffClaims {
    iss: String,
    aud: String,
    /// Who.
    pub sub: StaffId,
    /// The branch that is open, and what they are there.
    #[serde(flatten)]
    pub access: Access,
    /// The sign-in.
    pub family: FamilyId,
    /// Their session version at sign-in; writes compare it with today's.
    pub session_version: u64,
    iat: i64,
    /// Seconds since 1970.
    pub exp: i64,
}

impl From<&StaffClaims> for Actor {
    fn from(claims: &StaffClaims) -> Self {
        Self::Staff {
            id: claims.sub.clone(),
            role: Some(claims.access.role),
        }
    }
}

impl StaffClaims {
    /// Whose an `Idempotency-Key` is that comes with them.
    pub fn scope(&self) -> String {
        format!("{}.{}", self.access.branch, self.sub)
    }
}

fn secret(key: &Key) -> Result<[u8; 32], AuthError> {
    key.derive("staff-access-token", &[])
}

/// Makes a token for a sign-in at the branch of `access`. It ends with the sign-in at the
/// latest.
///
/// # Errors
/// When the key cannot be used.
pub fn issue(
    key: &Key,
    family: &RefreshFamily,
    access: Access,
    now: Timestamp,
) -> Result<String, AuthError> {
    let claims = StaffClaims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: family.staff_id.clone(),
        access,
        family: family.id.clone(),
        session_version: family.session_version,
        iat: now.as_second(),
        exp: (now.as_second() + ACCESS_SECONDS).min(family.ends_at()),
    };
    let header = Header {
        typ: Some(TYPE.to_owned()),
        ..Header::new(Algorithm::HS256)
    };
    hs256::install();
    jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(&secret(key)?))
        .map_err(|_| AuthError::Failed("a token could not be signed"))
}

/// Reads a token: algorithm, type, issuer, audience, signature and time must all be ours.
///
/// # Errors
/// `Expired` when only the time is over, else `Invalid`.
pub fn verify(key: &Key, token: &str, now: Timestamp) -> Result<StaffClaims, AuthError> {
    hs256::install();
    let mut rules = Validation::new(Algorithm::HS256);
    rules.set_issuer(&[ISSUER]);
    rules.set_audience(&[AUDIENCE]);
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The time is compared below, with the clock that the call was given.
    rules.validate_exp = false;
    let read = jsonwebtoken::decode::<StaffClaims>(
        token,
        &DecodingKey::from_secret(&secret(key)?),
        &rules,
    )
    .map_err(|error| match error.kind() {
        ErrorKind::ExpiredSignature => AuthError::Expired,
        _ => AuthError::Invalid,
    })?;
    if read.header.typ.as_deref() != Some(TYPE) {
        return Err(AuthError::Invalid);
    }
    if read.claims.exp <= now.as_second() {
        return Err(AuthError::Expired);
    }
    Ok(read.claims)
}

#[cfg(test)]
#[path = "staff_token_tests.rs"]
mod tests;
