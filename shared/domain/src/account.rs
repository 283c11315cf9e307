//! The people who sign in, and what they are where.
//!
//! A person has one account, whatever they work for, and a membership for each branch or
//! whole brand. Of these one counts at a time: that of the branch that is open.

use serde::{Deserialize, Serialize};

use std::collections::BTreeSet;

use crate::DomainError;
use crate::audit::Record;
use crate::id::{BranchId, BrandId, StaffId};
use crate::role::Role;

/// A person who signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub id: StaffId,
    pub name: String,
    /// What they sign in with, lower case.
    pub login: String,
    /// Argon2id, PHC string.
    pub password_hash: String,
    /// Grows when everything that they hold shall end at once.
    pub session_version: u64,
    /// Whether they may not sign in.
    pub disabled: bool,
    /// Grows with every change.
    pub version: u64,
}

/// What a person is at one branch, or at each branch of a brand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Whose.
    pub account_id: StaffId,
    /// The brand of the branch, or all of it.
    pub brand_id: BrandId,
    /// The only branch where it counts; without one it counts at each of the brand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch_id: Option<BranchId>,
    /// What they are there.
    pub role: Role,
    /// Whether it is over. It is kept, so that what rests on it is ended by its change.
    pub ended: bool,
    /// Grows with every change.
    pub version: u64,
}

/// A person with all that they are anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub account: Account,
    /// What they are where.
    pub memberships: Vec<Membership>,
}

/// What a person is at the branch that is open: all that a token says of a membership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// The brand of the branch.
    pub brand: BrandId,
    /// The branch that is open, the only one where it counts.
    pub branch: BranchId,
    /// What they are there.
    pub role: Role,
    /// Whether they are it at each branch of the brand.
    pub whole_brand: bool,
}

impl Membership {
    /// What it makes of its person at a branch of its brand; `None` when it is over, or for
    /// another branch.
    pub fn access(&self, branch: &BranchId) -> Option<Access> {
        let counts = self.branch_id.as_ref().is_none_or(|only| only == branch);
        (counts && !self.ended).then(|| Access {
            brand: self.brand_id.clone(),
            branch: branch.clone(),
            role: self.role,
            whole_brand: self.branch_id.is_none(),
        })
    }

    /// Whether an access was given by it, whatever has become of it since.
    pub fn is_behind(&self, access: &Access) -> bool {
        let only = (!access.whole_brand).then_some(&access.branch);
        self.brand_id == access.brand && self.branch_id.as_ref() == only
    }

    /// Whether it still gives an access.
    pub fn gives(&self, access: &Access) -> bool {
        self.is_behind(access) && self.role == access.role && !self.ended
    }
}

impl Access {
    /// Where it stands on record that a person with it came or went: no branch is concerned
    /// by somebody of the whole brand.
    pub fn record(&self) -> Record {
        if self.whole_brand {
            Record::Brand(self.brand.clone())
        } else {
            Record::Branch(self.branch.clone())
        }
    }
}

impl Person {
    /// What they are at a branch by a membership of that very branch. It goes before one of
    /// the whole brand.
    pub fn at(&self, branch: &BranchId) -> Option<Access> {
        let mut of_branches = self.good().filter(|m| m.branch_id.is_some());
        of_branches.find_map(|m| m.access(branch))
    }

    /// What they are at each branch of a brand. Which branches these are, the brand says.
    pub fn of_brands(&self) -> impl Iterator<Item = &Membership> {
        self.good().filter(|m| m.branch_id.is_none())
    }

    /// The brands that they work for, by ID.
    pub fn brands(&self) -> BTreeSet<&BrandId> {
        self.good().map(|m| &m.brand_id).collect()
    }

    /// The single branches where they are something, by ID.
    pub fn branches(&self) -> Vec<&BranchId> {
        let mut branches: Vec<_> = self.good().filter_map(|m| m.branch_id.as_ref()).collect();
        branches.sort_unstable();
        branches
    }

    /// The person with memberships that are new to them. One of before that has ended begins anew,
    /// at its next version.
    ///
    /// # Errors
    /// `AlreadyColleague` where they are something already, there or at all of the brand: of the
    /// two the one of the branch would count, so that a post for less would take away what they
    /// are, and nobody would have said so.
    pub fn joined(&self, new: Vec<Membership>) -> Result<(Self, Vec<Membership>), DomainError> {
        let mut person = self.clone();
        let mut written = Vec::new();
        for first in new {
            let meets = |m: &Membership| {
                let whole = m.branch_id.is_none() || first.branch_id.is_none();
                m.brand_id == first.brand_id && (whole || m.branch_id == first.branch_id)
            };
            if self.good().any(meets) {
                return Err(DomainError::AlreadyColleague);
            }
            let same = |m: &&mut Membership| {
                m.brand_id == first.brand_id && m.branch_id == first.branch_id
            };
            let before = person.memberships.iter_mut().find(same);
            let version = before.as_ref().map_or(1, |m| m.version + 1);
            let now = Membership { version, ..first };
            match before {
                Some(before) => *before = now.clone(),
                None => person.memberships.push(now.clone()),
            }
            written.push(now);
        }
        // Two who join at one moment do not both find the other's place free.
        person.account.version += 1;
        Ok((person, written))
    }

    /// What makes them an owner of a brand; the first of several.
    pub fn owner(&self) -> Option<&Membership> {
        let owned = self.of_brands().filter(|m| m.role == Role::Owner);
        owned.min_by(|one, other| one.brand_id.cmp(&other.brand_id))
    }

    /// Where it stands on record that they were refused: with a brand that they work for,
    /// else with their first branch, else with nobody.
    pub fn record(&self) -> Record {
        match (self.of_brands().next(), self.branches().first()) {
            (Some(whole), _) => Record::Brand(whole.brand_id.clone()),
            (None, Some(branch)) => Record::from(*branch),
            (None, None) => Record::Nobody,
        }
    }

    fn good(&self) -> impl Iterator<Item = &Membership> {
        self.memberships.iter().filter(|m| !m.ended)
    }
}

#[cfg(test)]
#[path = "account_tests.rs"]
mod tests;
