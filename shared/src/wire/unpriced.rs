//! What a publication would leave without a price at a branch.

use serde::Serialize;

use crate::domain::branch::Profile;
use crate::domain::id::BranchId;
use crate::domain::menu::Menu;
use crate::domain::money::Currency;
use crate::domain::price_of::PriceOf;
use crate::domain::unpriced::Unpriced;

/// So many things of one branch are named; of more, only how many they are.
const NAMED: usize = 50;

/// Something of the draft that has no price at a branch, so that guests there do not see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnpricedView {
    /// What has no price. An item stands for all of it: it has none itself, or what has to be
    /// chosen with it, or for a part of it, has none.
    pub which: PriceOf,
    /// The item, the variant, the option, or what is picked for a part of a combo.
    pub name: String,
    /// The item that it belongs to, or the choice that items share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Whether guests of the branch can order it now.
    pub leaves: bool,
}

/// What a branch in another currency would not offer of the draft.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnpricedAt {
    pub branch: BranchId,
    /// What the branch is called.
    pub name: String,
    /// Of the branch's prices.
    pub currency: Currency,
    /// How many things they are.
    pub count: usize,
    /// In the menu's order: the first 50, those that guests can order now before the others.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub things: Vec<UnpricedView>,
}

impl UnpricedAt {
    /// What a branch would not offer of a menu.
    pub fn of(menu: &Menu, profile: Profile, unpriced: Vec<Unpriced>) -> Self {
        let count = unpriced.len();
        let (leaving, new): (Vec<_>, Vec<_>) = unpriced.into_iter().partition(|it| it.leaves);
        let named = leaving.into_iter().chain(new).take(NAMED);
        Self {
            branch: profile.id,
            name: profile.name,
            currency: profile.currency,
            count,
            things: named.map(|it| UnpricedView::of(menu, it)).collect(),
        }
    }
}

impl UnpricedView {
    fn of(menu: &Menu, unpriced: Unpriced) -> Self {
        let Unpriced { which, leaves } = unpriced;
        let of = match &which {
            PriceOf::Item { .. } => None,
            PriceOf::Option { group_id, .. } => {
                let mut groups = menu.option_groups.iter();
                groups.find(|g| g.id == *group_id).map(|group| &group.name)
            }
            _ => which.item().and_then(|id| menu.item(id)).map(|i| &i.name),
        };
        Self {
            name: menu.name_of(&which),
            of: of.map(|name| menu.say(name).to_owned()),
            which,
            leaves,
        }
    }
}
