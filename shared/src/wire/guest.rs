//! Guests: one phone in one session.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::guest::Guest;
use crate::domain::id::GuestId;

/// What a guest says about themselves; all of it may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuestRequest {
    /// How they want to be called.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::domain::text::GuestName>))]
    pub name: Option<String>,
    /// Their telephone number; only the staff see it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::domain::text::Phone>))]
    pub phone: Option<String>,
    /// How many they are; kept when staff left it open.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 200))]
    pub party_size: Option<u16>,
}

/// "Call me so."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RenameRequest {
    /// How they want to be called from now on; when nothing of it is to be seen, "Guest 2".
    #[cfg_attr(feature = "openapi", schema(value_type = crate::domain::text::GuestName))]
    pub name: String,
}

/// A guest as the others of the session see them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuestView {
    pub id: GuestId,
    /// Their name, or "Guest 2".
    pub name: String,
    /// When they joined.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub joined_at: Timestamp,
    /// Grows with every change.
    pub version: u64,
}

impl From<&Guest> for GuestView {
    fn from(guest: &Guest) -> Self {
        Self {
            id: guest.id.clone(),
            name: guest.display_name(),
            joined_at: guest.joined_at,
            version: guest.version,
        }
    }
}
