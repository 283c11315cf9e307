//! Staff sign in, stay signed in, sign out.

mod begin;
mod branches;
mod family;
mod password;
mod tries;

pub(super) use begin::Proof;
pub use begin::{Login, begin};
pub use branches::{BranchPage, branches};
pub use family::{end, refresh};
pub(super) use password::hashed;
pub(super) use tries::limited;
pub use tries::source;

use crate::domain::account::{Access, Account};
use crate::domain::audit::Actor;
use crate::domain::id::BranchId;
use crate::domain::sign_in::RefreshFamily;

/// Branches that an answer names at the most; [`branches`] tells the rest.
pub(super) const BRANCHES: usize = 100;

/// A sign-in that is good.
#[derive(Debug)]
pub struct SignedIn {
    /// Whose.
    pub account: Account,
    /// Where its chain of refresh tokens is.
    pub family: RefreshFamily,
    /// The branch that is open, and what they are there.
    pub access: Access,
    /// Their branches, the one that is open first.
    pub branches: Vec<BranchId>,
}

impl SignedIn {
    /// At one of the person's branches, of all that they are anywhere.
    pub(super) fn at(
        access: Access,
        all: Vec<Access>,
        account: Account,
        family: RefreshFamily,
    ) -> Self {
        let others = all.into_iter().map(|other| other.branch);
        let others = others.filter(|branch| *branch != access.branch);
        let branches = std::iter::once(access.branch.clone()).chain(others);
        Self {
            branches: branches.take(BRANCHES).collect(),
            account,
            family,
            access,
        }
    }
}

fn actor(family: &RefreshFamily) -> Actor {
    Actor::Staff {
        id: family.staff_id.clone(),
        role: Some(family.access.role),
    }
}
