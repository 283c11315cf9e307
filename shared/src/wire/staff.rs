//! Staff and their sign-ins.

use serde::{Deserialize, Serialize};

use crate::domain::id::{BranchId, StaffId};
use crate::domain::role::Role;
use crate::domain::staff::Staff;

/// Who wants to sign in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInRequest {
    /// E-mail address or code.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub login: String,
    /// The password.
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
    /// Their ID.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Where they may act.
    pub branches: Vec<BranchId>,
}

impl From<&Staff> for StaffView {
    fn from(staff: &Staff) -> Self {
        Self {
            id: staff.id.clone(),
            name: staff.name.clone(),
            role: staff.role,
            branches: staff.branches.clone(),
        }
    }
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
