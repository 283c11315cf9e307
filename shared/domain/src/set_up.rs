//! The first minute: the first brand with its branch and its owner, made once.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::account::{Access, Account, Membership, Person};
use crate::address::Address;
use crate::branch::Profile;
use crate::business_day::{ClosingHour, TimeZone};
use crate::credentials::Login;
use crate::draft::MenuRules;
use crate::id::{BranchId, BrandId, StaffId};
use crate::language::Language;
use crate::looks::{Brand, Looks};
use crate::menu::Menu;
use crate::money::Currency;
use crate::name::Name;
use crate::new_branch::{ItsBrand, NewBranch};
use crate::role::Role;
use crate::site::Site;
use crate::site_origin::SiteOrigin;
use crate::stock::Stock;

/// What the first owner says of themselves and their restaurant. Each part is right by its type.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// How the owner is called.
    pub owner: Name,
    /// What they sign in with.
    pub login: Login,
    pub brand: Name,
    /// Of the menu.
    pub language: Language,
    pub branch: Name,
    /// Where that is, if the owner says so.
    pub address: Address,
    /// Of all its prices.
    pub currency: Currency,
    /// By which its clocks go.
    pub time_zone: TimeZone,
    /// When its business day ends.
    pub closing_hour: ClosingHour,
    /// Where its pages are, if the owner confirmed that.
    pub origin: Option<SiteOrigin>,
}

/// The IDs of what is made.
#[derive(Debug, Clone)]
pub struct NewIds {
    pub brand: BrandId,
    pub branch: BranchId,
    /// Of the owner's account.
    pub owner: StaffId,
}

/// That the house is set up, and by whom: there is one of it, and it never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    pub brand_id: BrandId,
    /// The first branch.
    pub branch_id: BranchId,
    /// The first owner's account.
    pub account_id: StaffId,
    /// Where the pages were when it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<SiteOrigin>,
    /// When.
    pub at: Timestamp,
}

/// A brand with its first branch and its owner: all that a first sign-in needs.
#[derive(Debug, Clone, PartialEq)]
pub struct NewBrand {
    pub claim: Claim,
    /// The owner, of the whole brand.
    pub owner: Person,
    /// The chain, with the address that was confirmed.
    pub brand: Brand,
    /// How the branch works.
    pub profile: Profile,
    /// The first version, which is empty.
    pub menu: Menu,
    /// What is to be had.
    pub stock: Stock,
}

impl SetUp {
    /// All that is made of it.
    #[must_use]
    pub fn make(self, ids: NewIds, password_hash: String, now: Timestamp) -> NewBrand {
        let membership = Membership {
            account_id: ids.owner.clone(),
            brand_id: ids.brand.clone(),
            branch_id: None,
            role: Role::Owner,
            ended: false,
            version: 1,
        };
        let its_brand = ItsBrand {
            id: ids.brand.clone(),
            name: self.brand.into(),
            menu_version: 1,
        };
        let branch = NewBranch {
            name: self.branch,
            address: self.address,
            currency: self.currency,
            time_zone: self.time_zone,
            closing_hour: self.closing_hour,
        };
        let (profile, stock) = branch.make(ids.branch.clone(), its_brand);
        let site = self.origin.clone().map(|origin| Site::first(origin, now));
        let brand = Brand {
            id: ids.brand.clone(),
            name: profile.first_brand_name.clone(),
            name_version: 0,
            looks: Looks::default(),
            looks_version: 0,
            menu_rules: MenuRules::default(),
            site_version: u64::from(site.is_some()),
            site,
            version: 1,
        };
        let account = Account {
            id: ids.owner.clone(),
            name: self.owner.into(),
            login: self.login.into(),
            password_hash,
            session_version: 1,
            disabled: false,
            version: 1,
        };
        NewBrand {
            claim: Claim {
                brand_id: ids.brand,
                branch_id: ids.branch,
                account_id: ids.owner,
                origin: self.origin,
                at: now,
            },
            owner: Person {
                account,
                memberships: vec![membership],
            },
            brand,
            menu: Menu {
                version: 1,
                language: self.language,
                currency: self.currency,
                stations: Vec::new(),
                option_groups: Vec::new(),
                categories: Vec::new(),
                price_lists: Vec::new(),
            },
            stock,
            profile,
        }
    }
}

impl NewBrand {
    /// What the owner is at the branch.
    #[must_use]
    pub fn access(&self) -> Access {
        Access {
            brand: self.claim.brand_id.clone(),
            branch: self.claim.branch_id.clone(),
            role: Role::Owner,
            whole_brand: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    fn address() -> Address {
        Address::try_from("12 Lake Road".to_owned()).unwrap()
    }

    fn made() -> NewBrand {
        let name = |text: &str| Name::try_from(text.to_owned()).unwrap();
        let wish = SetUp {
            owner: name("Vera"),
            login: Login::try_from("vera@lane.example".to_owned()).unwrap(),
            brand: name("The Lanes"),
            language: "hi".to_owned().try_into().unwrap(),
            branch: name("Lake Road"),
            address: address(),
            currency: Currency::INR,
            time_zone: TimeZone::parse("asia/kolkata").unwrap(),
            closing_hour: ClosingHour::new(4).unwrap(),
            origin: None,
        };
        let ids = NewIds {
            brand: "b1".parse().unwrap(),
            branch: "r1".parse().unwrap(),
            owner: "a1".parse().unwrap(),
        };
        wish.make(ids, "hash".to_owned(), Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn what_is_made_names_one_another() {
        let made = made();
        let access = made.access();
        let memberships = &made.owner.memberships;
        assert_eq!(memberships.len(), 1);
        assert!(memberships[0].gives(&access));
        assert_eq!(made.owner.account.id, memberships[0].account_id);
        assert_eq!(
            (&made.profile.id, &made.profile.brand_id),
            (&access.branch, &access.brand)
        );
        assert_eq!(
            (&made.stock.brand_id, made.stock.menu_version),
            (&access.brand, made.menu.version)
        );
        assert_eq!(made.stock.profile_version, made.profile.version);
        assert_eq!(made.menu.currency, made.profile.currency);
        assert_eq!(made.menu.language.tag(), "hi");
        assert_eq!(made.profile.time_zone.name(), "Asia/Kolkata");
        assert_eq!(
            (&made.brand.id, &made.brand.name),
            (&made.profile.brand_id, &made.profile.first_brand_name)
        );
        assert_eq!((made.brand.site, made.brand.site_version), (None, 0));
        made.menu.check().unwrap();
    }

    #[test]
    fn the_branch_is_as_it_was_wished_and_else_as_a_new_one() {
        let first = Settings::first(
            Name::try_from("Lake Road".to_owned()).unwrap(),
            TimeZone::parse("Asia/Kolkata").unwrap(),
            ClosingHour::new(4).unwrap(),
        );
        let first = Settings {
            address: address(),
            ..first
        };
        assert_eq!(made().profile.settings(), first);
    }
}
