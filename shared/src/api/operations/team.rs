//! The team: who works where, and the one-time links by which people join it or choose a new
//! password.

use crate::api::operation::{Caller, Kind, Nothing, Operation, Query};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::staff::SignedIn;
use crate::wire::team::{
    AcceptInvitationRequest, ChangeMemberRequest, InviteRequest, JoinWithAccountRequest, LinkMade,
    LinkRequest, LinkView, ResetPasswordRequest, Team,
};

/// Where a page of the team begins.
pub const NEXT_PAGE: Query = Query {
    name: "next",
    meaning: "Where the page begins, from the page before.",
    kind: Kind::Word,
};

/// What somebody is told who opens a link.
const OF_LINKS: &[Code] = &[
    Code::LinkWrong,
    Code::LinkUsed,
    Code::LinkEnded,
    Code::RateLimited,
];

pub static READ_TEAM: Operation<Nothing, Team> =
    Operation::new("GET /api/v1/branches/{branch}/team", "manage-team")
        .named(
            "readTeam",
            "Who works at the branches that one leads, and who is invited",
        )
        .by(Caller::Staff(Permission::ManageTeam))
        .query(&[NEXT_PAGE]);

pub static INVITE: Operation<InviteRequest, LinkMade> = Operation::new(
    "POST /api/v1/branches/{branch}/team/invitations",
    "manage-team",
)
.named("invite", "A one-time link by which somebody joins the team")
.by(Caller::Staff(Permission::ManageTeam))
.once();

pub static WITHDRAW_INVITATION: Operation<Nothing, Nothing> = Operation::new(
    "DELETE /api/v1/branches/{branch}/team/invitations/{invitation}",
    "manage-team",
)
.named("withdrawInvitation", "Take an invitation back")
.by(Caller::Staff(Permission::ManageTeam))
.silent()
.refuses(&[Code::LinkUsed]);

pub static CHANGE_MEMBER: Operation<ChangeMemberRequest, Nothing> = Operation::new(
    "PATCH /api/v1/branches/{branch}/team/people/{person}",
    "manage-team",
)
.named("changeMember", "Make something else of a colleague")
.by(Caller::Staff(Permission::ManageTeam))
.silent()
.refuses(&[Code::LastOwner]);

pub static PART_WITH_MEMBER: Operation<Nothing, Nothing> = Operation::new(
    "DELETE /api/v1/branches/{branch}/team/people/{person}",
    "manage-team",
)
.named("partWithMember", "Part with a colleague")
.by(Caller::Staff(Permission::ManageTeam))
.silent()
.refuses(&[Code::LastOwner]);

pub static OFFER_RESET: Operation<Nothing, LinkMade> = Operation::new(
    "POST /api/v1/branches/{branch}/team/people/{person}/reset",
    "manage-team",
)
.named(
    "offerReset",
    "A one-time link by which a colleague chooses a new password",
)
.by(Caller::Staff(Permission::ManageTeam))
.once();

pub static LOOK_UP_LINK: Operation<LinkRequest, LinkView> =
    Operation::new("POST /api/v1/auth/links", "sign-in")
        .named("lookUpLink", "What a one-time link is for")
        .refuses(OF_LINKS);

pub static ACCEPT_INVITATION: Operation<AcceptInvitationRequest, SignedIn> =
    Operation::new("POST /api/v1/auth/links/join", "sign-in")
        .named(
            "acceptInvitation",
            "Join the team by an invitation, and sign in",
        )
        .refuses(OF_LINKS);

pub static JOIN_WITH_ACCOUNT: Operation<JoinWithAccountRequest, SignedIn> =
    Operation::new("POST /api/v1/auth/links/account", "sign-in")
        .named(
            "joinWithAccount",
            "Join the team by an invitation with the account that one has, and sign in",
        )
        .refuses(&[
            Code::LinkWrong,
            Code::LinkUsed,
            Code::LinkEnded,
            Code::AlreadyColleague,
            Code::Unauthenticated,
            Code::RateLimited,
        ]);

pub static RESET_PASSWORD: Operation<ResetPasswordRequest, SignedIn> =
    Operation::new("POST /api/v1/auth/links/password", "sign-in")
        .named(
            "resetPassword",
            "Choose a new password by a link, and sign in",
        )
        .refuses(OF_LINKS);
