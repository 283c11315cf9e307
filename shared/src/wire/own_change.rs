//! What a branch wants otherwise of its brand's menu.

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::domain::draft::{After, MenuName};
use crate::domain::exchange::{Exchange, Factor};
use crate::domain::id::{CategoryId, ItemId, StationId};
use crate::domain::money::Money;
use crate::domain::object::{object, objects};
use crate::domain::overrides::Change;
use crate::domain::own_stations::StationChange;
use crate::domain::price_of::PriceOf;

/// "This shall be otherwise here." What is said twice is done once.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OwnChange {
    /// An own price.
    SetPrice {
        #[serde(deserialize_with = "price_of")]
        which: PriceOf,
        /// In the branch's currency.
        #[serde(deserialize_with = "object")]
        price: Money,
    },
    /// The brand's price again.
    RemovePrice {
        #[serde(deserialize_with = "price_of")]
        which: PriceOf,
    },
    /// An item that the branch does not offer.
    HideItem { id: ItemId },
    /// An item that the branch offers again.
    ShowItem { id: ItemId },
    /// A category of which the branch offers nothing.
    HideCategory { id: CategoryId },
    /// A category that the branch offers again.
    ShowCategory { id: CategoryId },
    /// An own price for whatever has no price here, as the brand's is in another currency: the
    /// brand's, so many times, rounded. What has an own price keeps it.
    FillPrices {
        /// So many units of the branch's currency for one of the brand's: a number above 0 with
        /// up to nine digits before its point and behind it.
        #[cfg_attr(
            feature = "openapi",
            schema(value_type = String, pattern = "^[0-9]{1,9}([.][0-9]{0,9})?$", example = "0.011")
        )]
        factor: Factor,
        /// To what prices are rounded, in the branch's currency; a half goes up.
        #[serde(deserialize_with = "object")]
        step: Money,
    },
    /// A station of this branch's own; the caller makes its ID. Its name may not look like that of
    /// another station of the branch or the brand.
    AddStation { id: StationId, name: MenuName },
    /// Another name for a station of this branch's own.
    RenameStation { id: StationId, name: MenuName },
    /// Another place for a station among this branch's own.
    MoveStation {
        id: StationId,
        /// Behind this one of the branch's own; `null` is before all of them, and without it, or
        /// when that one is gone, it is behind them all.
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<StationId>))]
        after: After<StationId>,
    },
    /// No such station of this branch's own: what was made at it is made where the brand says.
    RemoveStation { id: StationId },
    /// All that the brand sends to one of its stations is made at another one here.
    MakeAt {
        /// The brand's.
        id: StationId,
        /// Of this branch's own, or another one of the brand's that is a station here.
        station: StationId,
    },
    /// What the brand sends to one of its stations is made at that station again.
    MakeAtBrands { id: StationId },
    /// An item that is made at another station here, or at one although the brand names none. A
    /// combo is made where its parts are.
    MakeItemAt {
        /// The item.
        id: ItemId,
        /// One that is a station here.
        station: StationId,
    },
    /// An item that is made where the brand says.
    MakeItemAtBrands {
        /// The item.
        id: ItemId,
    },
}

/// Which price is meant. What is derived for it would also take the number of its kind.
fn price_of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PriceOf, D::Error> {
    let fields = Map::<String, Value>::deserialize(deserializer)?;
    if !fields.get("of").is_some_and(Value::is_string) {
        return Err(D::Error::custom("`of` names what it is a price of"));
    }
    serde_json::from_value(Value::Object(fields)).map_err(D::Error::custom)
}

impl From<OwnChange> for Change {
    fn from(change: OwnChange) -> Self {
        match change {
            OwnChange::SetPrice { which, price } => Self::Price {
                of: which,
                own: Some(price),
            },
            OwnChange::RemovePrice { which } => Self::Price {
                of: which,
                own: None,
            },
            OwnChange::HideItem { id } => Self::Item { id, hidden: true },
            OwnChange::ShowItem { id } => Self::Item { id, hidden: false },
            OwnChange::HideCategory { id } => Self::Category { id, hidden: true },
            OwnChange::ShowCategory { id } => Self::Category { id, hidden: false },
            OwnChange::FillPrices { factor, step } => Self::Fill(Exchange { factor, step }),
            OwnChange::AddStation { id, name } => Self::Station(StationChange::Add { id, name }),
            OwnChange::RenameStation { id, name } => {
                Self::Station(StationChange::Rename { id, name })
            }
            OwnChange::MoveStation { id, after } => {
                Self::Station(StationChange::Move { id, after })
            }
            OwnChange::RemoveStation { id } => Self::Station(StationChange::Remove { id }),
            OwnChange::MakeAt { id, station } => {
                let at = Some(station);
                Self::Station(StationChange::MadeAt { id, at })
            }
            OwnChange::MakeAtBrands { id } => Self::Station(StationChange::MadeAt { id, at: None }),
            OwnChange::MakeItemAt { id, station } => {
                let at = Some(station);
                Self::Station(StationChange::Item { id, at })
            }
            OwnChange::MakeItemAtBrands { id } => {
                Self::Station(StationChange::Item { id, at: None })
            }
        }
    }
}

/// "Change this of what the branch says otherwise", all of it or nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeOwnMenuRequest {
    /// Done in this order.
    #[serde(deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 200))]
    pub changes: Vec<OwnChange>,
}

/// So many changes may be asked for at once.
pub const MAX_CHANGES: usize = 200;
