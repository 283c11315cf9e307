//! A branch that is new: how it works before anybody has said anything.

use crate::address::Address;
use crate::bill::tax::TaxProfile;
use crate::branch::Profile;
use crate::business_day::{ClosingHour, TimeZone};
use crate::id::{BranchId, BrandId};
use crate::money::Currency;
use crate::name::Name;
use crate::settings::Settings;
use crate::stock::Stock;

/// What somebody says of a branch that is to be. Each part is right by its type.
#[derive(Debug, Clone)]
pub struct NewBranch {
    pub name: Name,
    /// Where it is, if they say so.
    pub address: Address,
    /// Of all its prices.
    pub currency: Currency,
    /// By which its clocks go.
    pub time_zone: TimeZone,
    /// When its business day ends.
    pub closing_hour: ClosingHour,
}

/// Whose branch it becomes.
#[derive(Debug, Clone)]
pub struct ItsBrand {
    pub id: BrandId,
    pub name: String,
    /// The version of the menu that counts at its branches.
    pub menu_version: u64,
}

impl NewBranch {
    /// How the branch works and what is to be had there: the brand's whole menu.
    #[must_use]
    pub fn make(self, id: BranchId, brand: ItsBrand) -> (Profile, Stock) {
        let stock = Stock {
            brand_id: brand.id.clone(),
            menu_version: brand.menu_version,
            profile_version: 1,
            ordering_open: true,
            sold_out: std::collections::BTreeSet::new(),
            sold_out_until: [].into(),
            left: [].into(),
            pause: None,
            version: 1,
            taken: 0,
            overrides_version: 0,
            day_prices: [].into(),
        };
        let first = Settings::first(self.name, self.time_zone, self.closing_hour);
        let profile = Profile {
            id,
            brand_id: brand.id,
            first_brand_name: brand.name,
            name: first.name,
            address: self.address,
            upi_id: first.upi_id,
            currency: self.currency,
            time_zone: first.time_zone,
            closing_hour: first.closing_hour,
            urgent_minutes: first.urgent_minutes,
            critical_minutes: first.critical_minutes,
            auto_accept: first.auto_accept,
            pin_length: first.pin_length,
            limits: first.limits,
            table_list: first.table_list,
            opening_hours: first.opening_hours,
            // None until its manager says which.
            taxes: TaxProfile::default(),
            invoice: first.invoice,
            messages: first.messages,
            smallest_coin: first.smallest_coin,
            printers: Vec::new(),
            version: 1,
        };
        (profile, stock)
    }
}
