use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{GuestView, SessionView};
use crate::domain::check::Mode;
use crate::domain::id::{BranchId, BrandId, TableCode, TableId};
use crate::domain::money::Currency;
use crate::domain::transitions::TableStatus;

/// The chain behind a table code.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandName {
    /// Its ID.
    pub id: BrandId,
    /// Its name.
    pub name: String,
}

/// The branch behind a table code.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BranchName {
    /// Its ID.
    pub id: BranchId,
    /// Its name.
    pub name: String,
    /// Of all its prices.
    pub currency: Currency,
    /// Digits of its minor unit: 2 when 35000 are 350.00.
    #[cfg_attr(feature = "openapi", schema(maximum = 4))]
    pub currency_digits: u8,
    /// IANA name.
    pub time_zone: String,
    /// Whether guests may order now.
    pub ordering_open: bool,
}

/// The table behind a table code.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodedTable {
    /// Its ID.
    pub id: TableId,
    /// Its name.
    pub name: String,
    /// The section's name.
    pub section: String,
    /// What goes on there.
    pub status: TableStatus,
}

/// How a phone gets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum JoinWay {
    /// With the PIN that the staff tell.
    Pin,
    /// Staff must open the table first.
    AskStaff,
}

/// Whether a party sits at the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodedSession {
    /// Whether there is an open session.
    pub open: bool,
    /// Who shares a cart in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// How a phone gets in.
    pub join: JoinWay,
}

/// Where a table code leads.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TableLookup {
    /// The chain.
    pub brand: BrandName,
    /// The restaurant.
    pub branch: BranchName,
    /// The table.
    pub table: CodedTable,
    /// Its party.
    pub session: CodedSession,
}

/// What a guest says about themselves; all of it may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuestRequest {
    /// How they want to be called.
    pub name: Option<String>,
    /// Their telephone number; only the staff see it.
    pub phone: Option<String>,
    /// How many they are; kept when staff left it open.
    pub party_size: Option<u16>,
}

/// "Let this phone in."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JoinRequest {
    /// From the QR code.
    pub table_code: TableCode,
    /// As the staff told it.
    pub pin: Option<String>,
    /// Random, made once by the phone and kept there: 8 to 128 visible characters. It is
    /// what makes joining twice the same guest.
    pub device_id: String,
    /// Who they are.
    #[serde(default)]
    pub guest: GuestRequest,
}

/// "I was here, my token is lost."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResumeRequest {
    /// From the QR code.
    pub table_code: TableCode,
    /// As the staff told it.
    pub pin: Option<String>,
    /// The same as at joining.
    pub device_id: String,
}

/// A phone that is in.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Joined {
    /// The session.
    pub session: SessionView,
    /// Who the phone is.
    pub guest: GuestView,
    /// For `Authorization: Bearer`.
    pub token: String,
    /// When the token is over.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}
