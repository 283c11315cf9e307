//! What a connection can listen to.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::account::Access;
use crate::id::{BranchId, BrandId, CheckId, StaffId};
use crate::role::Permission;

/// What a connection can listen to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "session:lane_01j"))]
pub struct Topic(String);

/// How topics of a branch and of a brand begin, before its ID.
const IN_PARTS: [&str; 2] = ["branch:", "brand:"];

/// A party, a branch, a brand or a person: the listeners of all its topics are read together, and its
/// events numbered in one write.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Scope(String);

impl Scope {
    /// As it stands in keys.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Topic {
    /// All that happens to one party.
    pub fn session(check: &CheckId) -> Self {
        Self(format!("session:{check}"))
    }

    /// What the kitchen of a branch must know.
    pub fn kitchen(branch: &BranchId) -> Self {
        Self(format!("branch:{branch}:kitchen"))
    }

    /// What the floor of a branch must know.
    pub fn floor(branch: &BranchId) -> Self {
        Self(format!("branch:{branch}:floor"))
    }

    /// What the owner of a branch wants to see.
    pub fn owner(branch: &BranchId) -> Self {
        Self(format!("branch:{branch}:owner"))
    }

    /// That the numbers on a branch's status screen are others.
    pub fn board(branch: &BranchId) -> Self {
        Self(format!("branch:{branch}:board"))
    }

    /// What those who edit a brand's menu must know of each other, at whichever of its branches
    /// they are.
    pub fn menu(brand: &BrandId) -> Self {
        Self(format!("brand:{brand}:menu"))
    }

    /// One person's own connections; not for listening, but for ending them.
    pub fn staff(staff: &StaffId) -> Self {
        Self(format!("staff:{staff}"))
    }

    /// The topics that somebody may listen to at a branch, by what they are there.
    pub fn of_staff(access: &Access) -> Vec<Self> {
        let (role, branch) = (access.role, &access.branch);
        let mut topics = Vec::new();
        if role.may(Permission::SeeFloor) {
            topics.push(Self::floor(branch));
        }
        if role.may(Permission::SeeKitchen) {
            topics.push(Self::kitchen(branch));
        }
        if role.may(Permission::SeeFigures) {
            topics.push(Self::owner(branch));
        }
        if role.may(Permission::ManageMenu) {
            topics.push(Self::menu(&access.brand));
        }
        topics
    }

    /// A topic that a client asked for; it is only looked for among those it may have.
    pub fn named(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Whose topics are told in one go: those of a branch together, those of a brand too, all
    /// others each by itself.
    pub fn scope(&self) -> Scope {
        Scope(self.split().0.to_owned())
    }

    /// What it is called among the topics of its scope; none where it is the only one.
    pub fn part(&self) -> Option<&str> {
        self.split().1
    }

    fn split(&self) -> (&str, Option<&str>) {
        match self.0.rsplit_once(':') {
            Some((whose, part)) if IN_PARTS.iter().any(|of| whose.starts_with(of)) => {
                (whose, Some(part))
            }
            _ => (&self.0, None),
        }
    }

    /// As it stands in messages.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_of_a_branch_share_a_scope_and_all_others_are_their_own() {
        let branch: BranchId = "lane".parse().unwrap();
        let brand: BrandId = "lanes".parse().unwrap();
        let check: CheckId = "lane_01k8r".parse().unwrap();
        let staff: StaffId = "s1".parse().unwrap();
        let of = |topic: &Topic| (topic.scope().0, topic.part().map(str::to_owned));
        for (topic, scope, part) in [
            (Topic::kitchen(&branch), "branch:lane", Some("kitchen")),
            (Topic::floor(&branch), "branch:lane", Some("floor")),
            (Topic::owner(&branch), "branch:lane", Some("owner")),
            (Topic::board(&branch), "branch:lane", Some("board")),
            (Topic::menu(&brand), "brand:lanes", Some("menu")),
            (Topic::session(&check), "session:lane_01k8r", None),
            (Topic::staff(&staff), "staff:s1", None),
            (Topic::named("branch:"), "branch:", None),
            (Topic::named("branch"), "branch", None),
            (Topic::named(""), "", None),
        ] {
            let expected = (scope.to_owned(), part.map(str::to_owned));
            assert_eq!(of(&topic), expected, "{topic}");
        }
    }
}
