//! The screen for those who wait: what it shows, and what its manager says of it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::branch::BrandName;
use crate::auth::screen_token::ScreenToken;
use crate::domain::branch::Profile;
use crate::domain::looks::Brand;
use crate::domain::price_list::Channel;
use crate::domain::status_board::{Side, Waiting};
use crate::domain::status_screen::{ChangeScreen, StatusScreen};
use crate::domain::topic::Topic;

/// A number on the screen. It says nothing else of a guest.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalledNumber {
    /// What it is of: numbers of tables' orders are another row than those of pickups and
    /// deliveries.
    pub kind: Channel,
    /// The number that people were told.
    pub number: u32,
    /// A first name, where the branch wants it and one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When it was ordered: with the number it tells two days apart.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub since: Timestamp,
    /// Of what is ready: until when it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub until: Option<Timestamp>,
}

/// What a branch's status screen shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatusBoard {
    /// The brand and its looks.
    pub brand: BrandName,
    /// The branch's name.
    pub branch: String,
    /// Whether orders of tables are among them.
    pub dine_in: bool,
    /// What is being made, the longest waiting first.
    pub preparing: Vec<CalledNumber>,
    /// What can be fetched, the longest waiting first.
    pub ready: Vec<CalledNumber>,
    /// The last event of each topic; read before all else.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, u64>))]
    pub topics: BTreeMap<Topic, u64>,
    /// The server's clock.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub server_time: Timestamp,
}

impl StatusBoard {
    /// The screen of a branch, of what is called there.
    pub fn of(
        (profile, brand, screen): (&Profile, Brand, &StatusScreen),
        called: Vec<(Waiting, Option<String>)>,
        topics: BTreeMap<Topic, u64>,
        server_time: Timestamp,
    ) -> Self {
        let side = |side| {
            let here = called.iter().filter(move |(one, _)| one.side == side);
            let here = here.map(|(one, name)| CalledNumber {
                kind: one.kind,
                number: one.number,
                name: name.clone(),
                since: one.since,
                until: one.until,
            });
            here.collect()
        };
        Self {
            brand: brand.into(),
            branch: profile.name.clone(),
            dine_in: screen.dine_in,
            preparing: side(Side::Preparing),
            ready: side(Side::Ready),
            topics,
            server_time,
        }
    }
}

/// What a manager has said of the branch's status screens.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatusScreenView {
    /// Whether a first name stands beside the number of a pickup or a delivery.
    pub names: bool,
    /// Whether orders of tables are shown too, by their order numbers.
    pub dine_in: bool,
    /// When the link was made that screens are opened by; absent while there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub link_made_at: Option<Timestamp>,
    /// Grows with every change; 0 while nobody has said anything.
    pub version: u64,
}

impl From<&StatusScreen> for StatusScreenView {
    fn from(screen: &StatusScreen) -> Self {
        Self {
            names: screen.names,
            dine_in: screen.dine_in,
            link_made_at: screen.link.as_ref().map(|link| link.made_at),
            version: screen.version,
        }
    }
}

/// A new link of the branch's status screens.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatusLinkMade {
    /// Where a screen is opened, relative to the site's origin. What stands behind the `#` is told
    /// this once.
    pub link: String,
    pub screen: StatusScreenView,
}

impl StatusLinkMade {
    /// The link of a token.
    pub fn of(screen: &StatusScreen, token: &ScreenToken) -> Self {
        Self {
            link: format!("/status#{}", token.text()),
            screen: StatusScreenView::from(screen),
        }
    }
}

/// "The screens shall show this." What is left out stays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeStatusScreenRequest {
    /// Whether a first name stands beside the number of a pickup or a delivery.
    pub names: Option<bool>,
    /// Whether orders of tables are shown too, by their order numbers.
    pub dine_in: Option<bool>,
    /// The version that the caller decided on; another one is refused.
    pub version: Option<u64>,
}

impl ChangeStatusScreenRequest {
    /// What is wished, and at which version.
    pub fn wish(&self) -> (ChangeScreen, Option<u64>) {
        let wish = ChangeScreen {
            names: self.names,
            dine_in: self.dine_in,
        };
        (wish, self.version)
    }
}
