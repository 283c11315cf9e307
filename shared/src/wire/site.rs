//! The address at which a brand's guests find it, and which cards carry which.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::id::TableId;
use crate::domain::looks::Brand;
use crate::domain::printed::{CardMark, CardStanding, PrintedCard};
use crate::domain::site::FormerOrigin;
use crate::domain::site_origin::SiteOrigin;

/// The address that the cards of a brand carry.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SiteView {
    /// The address itself.
    pub origin: SiteOrigin,
    /// When an owner confirmed it; absent while it is only what the deployment says of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub confirmed_at: Option<Timestamp>,
    /// Which ones cards carried before, the last one first.
    pub former: Vec<FormerSite>,
    /// Grows with every change; 0 while nobody has confirmed any.
    pub version: u64,
}

/// An address that cards carried once.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormerSite {
    /// The address itself.
    pub origin: SiteOrigin,
    /// When another one took its place.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub until: Timestamp,
}

impl From<FormerOrigin> for FormerSite {
    fn from(former: FormerOrigin) -> Self {
        Self {
            origin: former.origin,
            until: former.until,
        }
    }
}

impl SiteView {
    /// Of a brand whose cards carry `origin`.
    pub fn of(brand: &Brand, origin: SiteOrigin) -> Self {
        let site = brand.site.clone();
        let version = brand.site_version;
        let confirmed_at = site.as_ref().map(|site| site.since);
        let former = site.map(|site| site.former).unwrap_or_default();
        Self {
            origin,
            confirmed_at,
            former: former.into_iter().map(FormerSite::from).collect(),
            version,
        }
    }
}

/// "Our guests find us there."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutSiteRequest {
    /// The address that cards carry from now on.
    pub origin: SiteOrigin,
    /// The version that the caller decided on; another one is refused.
    pub version: Option<u64>,
}

/// What is known of the card that lies on a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CardOnTable {
    /// How it stands to what it should say.
    pub standing: CardStanding,
    /// The address that it carries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<SiteOrigin>,
    /// When somebody said that it lies there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub at: Option<Timestamp>,
}

impl CardOnTable {
    /// What is known of it.
    pub fn of(standing: CardStanding, card: Option<&PrintedCard>) -> Self {
        Self {
            standing,
            origin: card.map(|card| card.origin.clone()),
            at: card.map(|card| card.at),
        }
    }
}

/// "These cards lie on their tables."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmCardsRequest {
    /// The address that they carry, as it was when they were printed.
    pub origin: SiteOrigin,
    /// What was printed.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 300))]
    pub cards: Vec<ConfirmedCard>,
}

/// A card that lies on its table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmedCard {
    /// The table.
    pub id: TableId,
    /// What stands on it, as it was when it was printed.
    pub mark: CardMark,
}

/// How the cards of all tables stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CardsConfirmed {
    /// In the tables' order.
    pub cards: Vec<CardState>,
}

/// How the card of a table stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CardState {
    /// The table.
    pub id: TableId,
    /// What lies there.
    pub printed: CardOnTable,
}
