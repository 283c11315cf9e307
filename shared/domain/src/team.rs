//! Who leads whom: what an owner or a manager may make of somebody, and where.
//!
//! Somebody leads by a membership. A membership of the whole brand reaches each branch and the
//! brand itself, one of a branch only that branch. How far down it reaches, the role says:
//! [`Role::leads`].

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::DomainError;
use crate::account::{Account, Membership, Person};
use crate::id::{BranchId, BrandId, StaffId};
use crate::role::{Permission, Role};

/// Branches that one post may name.
pub const MOST_BRANCHES: usize = 20;

/// What somebody is to be, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    pub role: Role,
    /// At these branches; without them at each of the brand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branches: Option<BTreeSet<BranchId>>,
}

/// Why somebody may not do it to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotLed {
    /// They have nothing to do with each other.
    Unknown,
    /// They work together, but not so.
    Forbidden,
}

/// Somebody who leads others of a brand.
#[derive(Debug, Clone, PartialEq)]
pub struct Leader {
    /// Who.
    pub id: StaffId,
    /// By what; each of them leads somebody.
    memberships: Vec<Membership>,
}

/// What is to be written of a person's memberships, and what it rests on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// As they will be.
    pub memberships: Vec<Membership>,
    /// Those of the leader that must stand for it.
    pub by: Vec<Membership>,
    /// Whether the person was an owner of the brand and will be none.
    pub ends_owner: bool,
}

impl Post {
    /// A post; each branch counts once.
    ///
    /// # Errors
    /// `Invalid` when it names no branch or too many, or an owner of less than the brand.
    pub fn of(role: Role, branches: Option<Vec<BranchId>>) -> Result<Self, DomainError> {
        let invalid = |message: String| Err(DomainError::invalid("branches", message));
        let branches = branches.map(BTreeSet::from_iter);
        match &branches {
            Some(_) if role == Role::Owner => invalid("an owner owns all of them".to_owned()),
            Some(some) if !(1..=MOST_BRANCHES).contains(&some.len()) => {
                invalid(format!("1 to {MOST_BRANCHES} of them"))
            }
            _ => Ok(Self { role, branches }),
        }
    }

    /// Where it counts: `None` is the whole brand.
    pub fn places(&self) -> Vec<Option<&BranchId>> {
        match &self.branches {
            Some(branches) => branches.iter().map(Some).collect(),
            None => vec![None],
        }
    }

    /// The memberships that somebody new gets by it.
    pub fn memberships(&self, account: &StaffId, brand: &BrandId) -> Vec<Membership> {
        let first = |place: Option<&BranchId>| Membership {
            account_id: account.clone(),
            brand_id: brand.clone(),
            branch_id: place.cloned(),
            role: self.role,
            ended: false,
            version: 1,
        };
        self.places().into_iter().map(first).collect()
    }
}

impl Account {
    /// The account with a new password: whatever was opened with the old one has ended.
    #[must_use]
    pub fn with_password(&self, password_hash: String) -> Self {
        Self {
            password_hash,
            session_version: self.session_version + 1,
            version: self.version + 1,
            ..self.clone()
        }
    }
}

impl Leader {
    /// What somebody leads by in a brand; `None` when they lead nobody there.
    pub fn of(person: &Person, brand: &BrandId) -> Option<Self> {
        let leads = |m: &&Membership| {
            m.brand_id == *brand && !m.ended && m.role.may(Permission::ManageTeam)
        };
        let memberships: Vec<_> = person.memberships.iter().filter(leads).cloned().collect();
        let leads = !memberships.is_empty() && !person.account.disabled;
        leads.then(|| Self {
            id: person.account.id.clone(),
            memberships,
        })
    }

    /// Whether they lead at each branch of the brand.
    pub fn of_whole_brand(&self) -> bool {
        self.memberships.iter().any(|m| m.branch_id.is_none())
    }

    /// The single branches where they lead, by ID.
    pub fn branches(&self) -> BTreeSet<&BranchId> {
        let branches = self.memberships.iter();
        branches.filter_map(|m| m.branch_id.as_ref()).collect()
    }

    /// Whether a place is one of theirs; `None` is the whole brand.
    pub fn reaches(&self, place: Option<&BranchId>) -> bool {
        self.memberships.iter().any(|m| reaches(m, place))
    }

    /// The membership by which they lead somebody who is this there.
    pub fn leads(&self, role: Role, place: Option<&BranchId>) -> Option<&Membership> {
        let mut all = self.memberships.iter();
        all.find(|m| m.role.leads(role) && reaches(m, place))
    }

    /// The roles that they may give, and whether for the whole brand too.
    pub fn gives(&self) -> Vec<Role> {
        let all = Role::ALL.into_iter();
        all.filter(|role| self.memberships.iter().any(|m| m.role.leads(*role)))
            .collect()
    }

    /// The memberships by which they may give a post.
    ///
    /// # Errors
    /// `Forbidden` when it is above them, or out of their reach.
    pub fn give(&self, post: &Post) -> Result<Vec<Membership>, NotLed> {
        let mut by = Vec::new();
        for place in post.places() {
            note(&mut by, self.leads(post.role, place))?;
        }
        Ok(by)
    }

    /// The memberships by which they lead all that somebody is, wherever that is: what
    /// concerns the whole person rests on these.
    ///
    /// # Errors
    /// [`NotLed`] when they do not.
    pub fn whole(&self, person: &Person) -> Result<Vec<Membership>, NotLed> {
        let mut by = Vec::new();
        let good = person.memberships.iter().filter(|m| !m.ended);
        for its in good {
            let led = self.leads(its.role, its.branch_id.as_ref());
            let led = led.filter(|m| m.brand_id == its.brand_id);
            note(&mut by, led).map_err(|_| self.why(person))?;
        }
        if by.is_empty() {
            return Err(NotLed::Unknown);
        }
        Ok(by)
    }

    /// What becomes of a person who shall be this within the leader's reach; `None` parts with
    /// them. What is out of reach stays as it is.
    ///
    /// # Errors
    /// [`NotLed`] when it is not theirs to say.
    pub fn make(&self, person: &Person, post: Option<&Post>) -> Result<Changes, NotLed> {
        let brand = self.memberships.first().map(|m| &m.brand_id);
        let brand = brand.ok_or(NotLed::Unknown)?;
        if self.why(person) == NotLed::Unknown {
            return Err(NotLed::Unknown);
        }
        let wanted: BTreeSet<_> = post
            .map(|post| post.places())
            .into_iter()
            .flatten()
            .collect();
        let mut changes = Changes::default();
        for now in person.memberships.iter().filter(|m| m.brand_id == *brand) {
            let place = now.branch_id.as_ref();
            let becomes = post.filter(|_| wanted.contains(&place)).map(|p| p.role);
            if !now.ended {
                match becomes {
                    Some(role) if role == now.role => continue,
                    // Who is something at each branch is that here too.
                    None if place.is_some() && !self.reaches(place) => continue,
                    _ => note(&mut changes.by, self.leads(now.role, place))?,
                }
            }
            if let Some(role) = becomes {
                note(&mut changes.by, self.leads(role, place))?;
            } else if now.ended {
                continue;
            }
            let was_owner = place.is_none() && !now.ended && now.role == Role::Owner;
            changes.ends_owner |= was_owner && becomes != Some(Role::Owner);
            changes.memberships.push(Membership {
                role: becomes.unwrap_or(now.role),
                ended: becomes.is_none(),
                version: now.version + 1,
                ..now.clone()
            });
        }
        let Some(post) = post else {
            return Ok(changes);
        };
        for first in post.memberships(&person.account.id, brand) {
            let is_known = |m: &Membership| m.brand_id == *brand && m.branch_id == first.branch_id;
            if !person.memberships.iter().any(is_known) {
                let led = self.leads(first.role, first.branch_id.as_ref());
                note(&mut changes.by, led)?;
                changes.memberships.push(first);
            }
        }
        Ok(changes)
    }

    /// Why somebody is not led: whether they work together at all.
    fn why(&self, person: &Person) -> NotLed {
        let together = |m: &Membership| {
            let same_brand = self
                .memberships
                .iter()
                .any(|own| own.brand_id == m.brand_id);
            let place = m.branch_id.as_ref();
            !m.ended && same_brand && (place.is_none() || self.reaches(place))
        };
        if person.memberships.iter().any(together) {
            NotLed::Forbidden
        } else {
            NotLed::Unknown
        }
    }
}

fn reaches(membership: &Membership, place: Option<&BranchId>) -> bool {
    membership.branch_id.is_none() || (place.is_some() && membership.branch_id.as_ref() == place)
}

/// Notes by what somebody leads, once.
fn note(by: &mut Vec<Membership>, led: Option<&Membership>) -> Result<(), NotLed> {
    let led = led.ok_or(NotLed::Forbidden)?;
    if !by.contains(led) {
        by.push(led.clone());
    }
    Ok(())
}

#[cfg(test)]
#[path = "team_tests.rs"]
mod tests;
