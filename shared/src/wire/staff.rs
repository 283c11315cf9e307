//! Staff and their sign-ins.

use serde::{Deserialize, Serialize};

use crate::domain::id::{BranchId, BrandId, StaffId};
use crate::domain::role::Role;

/// Who wants to sign in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInRequest {
    /// E-mail address or code.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub login: String,
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub password: String,
}

impl std::fmt::Debug for SignInRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignInRequest")
            .field("login", &self.login)
            .finish_non_exhaustive()
    }
}

/// Somebody of the staff.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffView {
    pub id: StaffId,
    pub name: String,
    /// What they may do at the branch that is open.
    pub role: Role,
    /// Whose branch is open.
    pub brand: BrandId,
    /// Where they may act, at most 100: first the branch that is open, then by ID. All of
    /// them tells `GET /auth/branches`.
    pub branches: Vec<BranchId>,
}

/// Which branch shall be open.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefreshRequest {
    /// One of the person's; without it the one that was open last.
    pub branch: Option<BranchId>,
}

/// A page of the branches where somebody may act.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnBranches {
    /// By ID, at most 100.
    pub branches: Vec<OwnBranch>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<BranchId>,
}

/// A branch where somebody may act.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnBranch {
    pub id: BranchId,
    pub name: String,
    /// What its brand is called, when they work for several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
    /// What they may do there.
    pub role: Role,
}

/// A sign-in; the refresh token comes as a cookie that scripts cannot read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// For `Authorization: Bearer`.
    pub access_token: String,
    /// Seconds until it is over.
    pub expires_in: i64,
    /// Who signed in.
    pub staff: StaffView,
}
