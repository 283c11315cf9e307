//! The team: who works where, and the one-time links by which people join it or choose a new
//! password.

use serde::{Deserialize, Serialize};

use crate::domain::credentials::{Login, NewPassword};
use crate::domain::id::{BranchId, LinkId, StaffId};
use crate::domain::name::Name;
use crate::domain::role::Role;
use crate::domain::staff_link::{Purpose, StaffLink};

/// A page of the team.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Team {
    /// By name. Whoever works at several branches may stand on several pages.
    pub people: Vec<TeamMember>,
    /// Those that are open, the oldest first; on the first page.
    pub invitations: Vec<OpenInvitation>,
    /// The branches of this page, by ID.
    pub branches: Vec<TeamBranch>,
    /// What the caller may make of somebody.
    pub roles: Vec<Role>,
    /// Whether they may also say it for the whole brand, which an owner always is of.
    pub whole_brand: bool,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<BranchId>,
}

/// A branch of the team.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamBranch {
    pub id: BranchId,
    pub name: String,
}

/// A colleague.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamMember {
    pub id: StaffId,
    pub name: String,
    /// What they sign in with: told to themselves, and to whoever leads them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login: Option<String>,
    /// What they are where, of this page's branches.
    pub places: Vec<TeamPlace>,
    pub state: MemberState,
    /// Whether the caller may change what they are, let them choose a new password and part
    /// with them.
    pub led: bool,
}

/// What somebody is somewhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamPlace {
    /// At this branch; without it at each of the brand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<BranchId>,
    pub role: Role,
}

/// Whether somebody may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MemberState {
    Active,
    Blocked,
}

/// An invitation that nobody has accepted yet. Its code is not told again.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenInvitation {
    pub id: LinkId,
    /// Who is invited.
    pub name: String,
    /// What they will be.
    pub role: Role,
    /// At these branches; without them at each of the brand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branches: Option<Vec<BranchId>>,
    /// Who made it.
    pub made_by: StaffId,
    /// Until when it is good, seconds since 1970.
    pub expires_at: i64,
}

/// "Somebody shall join us."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InviteRequest {
    /// How they are called.
    pub name: Name,
    /// What they will be.
    pub role: Role,
    /// At these branches; without them at each of the brand.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 20))]
    pub branches: Option<Vec<BranchId>>,
}

/// "This colleague shall be something else."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeMemberRequest {
    /// What they will be.
    pub role: Role,
    /// At these branches and no other of the caller's; without them at each of the brand.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 20))]
    pub branches: Option<Vec<BranchId>>,
}

/// A one-time link that was made.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkMade {
    pub id: LinkId,
    /// The page with the code, `/invite#...`. It is told here and nowhere else.
    pub link: String,
    /// Until when it is good, seconds since 1970.
    pub expires_at: i64,
}

/// A one-time link that was opened.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkRequest {
    /// What stands behind the `#` of the link.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub code: String,
}

/// What a one-time link is for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkView {
    pub purpose: LinkPurpose,
    /// Whom it is for.
    pub name: String,
    /// What the brand is called.
    pub brand: String,
    /// What the branches of an invitation are called; none for the whole brand.
    pub branches: Vec<String>,
    /// What somebody will be by an invitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// What they sign in with whose password it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login: Option<String>,
}

/// What a one-time link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum LinkPurpose {
    /// Somebody may join the team.
    Invitation,
    /// A colleague may choose a new password.
    Reset,
}

/// "I join."
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptInvitationRequest {
    /// What stands behind the `#` of the link.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub code: String,
    /// What they will sign in with.
    pub login: Login,
    pub password: NewPassword,
}

/// "I join, with the account that I have."
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JoinWithAccountRequest {
    /// What stands behind the `#` of the link.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub code: String,
    /// What they sign in with.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub login: String,
    /// Their own password, as at the sign-in.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub password: String,
}

/// "This is my new password."
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResetPasswordRequest {
    /// What stands behind the `#` of the link.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub code: String,
    pub password: NewPassword,
}

macro_rules! hidden {
    ($($request:ident),*) => {$(
        impl std::fmt::Debug for $request {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($request), "(..)"))
            }
        }
    )*};
}

hidden!(
    LinkRequest,
    AcceptInvitationRequest,
    JoinWithAccountRequest,
    ResetPasswordRequest
);

impl OpenInvitation {
    /// What is told of an invitation; `None` of another link.
    pub fn of(link: &StaffLink) -> Option<Self> {
        let Purpose::Invitation { name, post } = &link.purpose else {
            return None;
        };
        let branches = post.branches.as_ref();
        Some(Self {
            id: link.id.clone(),
            name: name.clone(),
            role: post.role,
            branches: branches.map(|some| some.iter().cloned().collect()),
            made_by: link.made_by.clone()?,
            expires_at: link.expires_at,
        })
    }
}
