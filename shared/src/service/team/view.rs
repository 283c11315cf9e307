//! What is told of the team and its links.

use super::{Made, Member, Opened, Page};
use crate::domain::staff_link::Purpose;
use crate::wire::team::{
    LinkMade, LinkPurpose, LinkView, MemberState, OpenInvitation, Team, TeamBranch, TeamMember,
    TeamPlace,
};

impl From<Page> for Team {
    fn from(page: Page) -> Self {
        let branches = page.branches.into_iter();
        Self {
            people: page.people.into_iter().map(TeamMember::from).collect(),
            invitations: page
                .invitations
                .iter()
                .filter_map(OpenInvitation::of)
                .collect(),
            branches: branches.map(|(id, name)| TeamBranch { id, name }).collect(),
            roles: page.roles,
            whole_brand: page.whole_brand,
            next: page.next,
        }
    }
}

impl From<Member> for TeamMember {
    fn from(member: Member) -> Self {
        let places = member.places.into_iter();
        Self {
            id: member.id,
            name: member.name,
            login: member.login,
            places: places
                .map(|(branch, role)| TeamPlace { branch, role })
                .collect(),
            state: if member.blocked {
                MemberState::Blocked
            } else {
                MemberState::Active
            },
            led: member.led,
        }
    }
}

impl From<&Made> for LinkMade {
    fn from(made: &Made) -> Self {
        Self {
            id: made.link.id.clone(),
            link: format!("/invite#{}", made.code.text()),
            expires_at: made.link.expires_at,
        }
    }
}

impl From<Opened> for LinkView {
    fn from(opened: Opened) -> Self {
        let (purpose, name, role) = match opened.link.purpose {
            Purpose::Invitation { name, post } => (LinkPurpose::Invitation, name, Some(post.role)),
            Purpose::Reset { .. } => (LinkPurpose::Reset, String::new(), None),
        };
        let (known, login) = opened.account.map(|a| (a.name, a.login)).unzip();
        Self {
            purpose,
            name: known.unwrap_or(name),
            brand: opened.brand,
            branches: opened.branches,
            role,
            login,
        }
    }
}
