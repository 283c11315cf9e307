//! The address at which a brand's guests find it.

use crate::api::operation::{Caller, Operation};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::site::{CardsConfirmed, ConfirmCardsRequest, PutSiteRequest, SiteView};

/// Of the whole brand, whichever of its branches the owner is at. The same address again changes
/// nothing, so it needs no key.
pub static PUT_SITE: Operation<PutSiteRequest, SiteView> =
    Operation::new("PUT /api/v1/branches/{branch}/site", "manage-branch")
        .named(
            "putSite",
            "Confirm the address that the brand's cards carry, or change it",
        )
        .by(Caller::Staff(Permission::ManageBrand))
        .refuses(&[Code::VersionConflict]);

/// The same cards again change nothing, so it needs no key.
pub static CONFIRM_CARDS: Operation<ConfirmCardsRequest, CardsConfirmed> = Operation::new(
    "PUT /api/v1/branches/{branch}/cards/printed",
    "manage-branch",
)
.named("confirmCards", "Say which cards lie on the tables")
.by(Caller::Staff(Permission::ManageBranch))
.refuses(&[Code::SiteAddressMissing]);
