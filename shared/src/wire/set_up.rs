//! Setting the house up: the first brand with its branch and its owner.

use serde::{Deserialize, Serialize};

use super::staff::StaffView;
use super::zone::known;
use crate::domain::address::Address;
use crate::domain::business_day::{ClosingHour, TimeZone};
use crate::domain::credentials::{Login, NewPassword};
use crate::domain::id::BranchId;
use crate::domain::language::Language;
use crate::domain::money::Currency;
use crate::domain::name::Name;
use crate::domain::object::object;
use crate::domain::set_up::SetUp;
use crate::domain::site_origin::SiteOrigin;

/// "This shall be our restaurant, and this is me."
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetUpRequest {
    /// The set-up code, which whoever runs the stack has.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub code: String,
    /// The owner.
    #[serde(deserialize_with = "object")]
    pub account: NewAccount,
    /// The chain, also of a single restaurant.
    #[serde(deserialize_with = "object")]
    pub brand: NewBrandName,
    /// The first restaurant.
    #[serde(deserialize_with = "object")]
    pub branch: NewBranch,
    /// Where the pages are, as the browser names it. It is kept with the record of who set
    /// the house up.
    pub origin: Option<SiteOrigin>,
}

impl std::fmt::Debug for SetUpRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SetUpRequest")
            .field("brand", &self.brand)
            .field("branch", &self.branch)
            .finish_non_exhaustive()
    }
}

/// A person who shall be able to sign in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewAccount {
    pub name: Name,
    /// What they will sign in with.
    pub login: Login,
    pub password: NewPassword,
}

/// A chain that is new.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewBrandName {
    pub name: Name,
    /// In which its menu is written; English when left out.
    #[serde(default = "Language::english")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 35, example = "hi"))]
    pub language: Language,
}

/// A restaurant that is new.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewBranch {
    pub name: Name,
    /// Where it is; none when left out.
    pub address: Option<Address>,
    /// Of all its prices.
    pub currency: Currency,
    /// IANA name, by which its clocks go.
    #[serde(deserialize_with = "known")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 60))]
    pub time_zone: TimeZone,
    /// The hour at which its business day ends.
    #[cfg_attr(feature = "openapi", schema(value_type = u8, maximum = 23))]
    pub closing_hour: ClosingHour,
}

impl SetUpRequest {
    /// What is to be made, without the secrets.
    pub fn wish(&self) -> SetUp {
        SetUp {
            owner: self.account.name.clone(),
            login: self.account.login.clone(),
            brand: self.brand.name.clone(),
            language: self.brand.language.clone(),
            branch: self.branch.name.clone(),
            address: self.branch.address.clone().unwrap_or_default(),
            currency: self.branch.currency,
            time_zone: self.branch.time_zone.clone(),
            closing_hour: self.branch.closing_hour,
            origin: self.origin.clone(),
        }
    }
}

/// "This owner has forgotten the password, and there is no other owner."
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnerResetRequest {
    /// The operator's code, which whoever runs the stack has. It stays good.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub code: String,
    /// What the owner signs in with.
    pub login: Login,
}

impl std::fmt::Debug for OwnerResetRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OwnerResetRequest(..)")
    }
}

/// The owner's sign-in, and the first branch. The refresh token comes as a cookie that scripts
/// cannot read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetUpDone {
    /// For `Authorization: Bearer`.
    pub access_token: String,
    /// Seconds until it is over.
    pub expires_in: i64,
    /// The owner.
    pub staff: StaffView,
    pub branch: FirstBranch,
}

/// The branch that was made.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirstBranch {
    pub id: BranchId,
}

/// Whether the house is set up.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetUpState {
    /// Whether that is done; else the page `/set-up` does it.
    pub done: bool,
}
