//! The invented restaurant of the one-machine stack and the tests.

use serde::Deserialize;

use salver_auth::{AuthError, password, secret, table_code};
use salver_domain::account::{Account, Membership, Person};
use salver_domain::address::Address;
use salver_domain::bill::coin::Coin;
use salver_domain::bill::tax::TaxProfile;
use salver_domain::branch::Profile;
use salver_domain::business_day::{ClosingHour, TimeZone};
use salver_domain::hours::OpeningHours;
use salver_domain::id::{BranchId, BrandId, SectionId, StaffId, TableId};
use salver_domain::invoice::InvoiceForm;
use salver_domain::language::Language;
use salver_domain::limits::OrderLimits;
use salver_domain::menu::{Category, Menu, OptionGroup, Station};
use salver_domain::message_settings::MessageSettings;
use salver_domain::money::Currency;
use salver_domain::price_list::PriceList;
use salver_domain::role::Role;
use salver_domain::stock::Stock;
use salver_domain::table::Table;
use salver_domain::transitions::TableStatus;
use salver_domain::upi::UpiId;

use crate::seed::Seed;

mod another;
#[cfg(feature = "testing")]
pub mod fixtures;
mod past;
mod past_till;
mod photos;
mod random;
pub mod seed;

#[cfg(test)]
mod data_tests;

pub use past::past;

const RESTAURANT: &str = include_str!("restaurant.json");
const MENU: &str = include_str!("menu.json");

/// What the kitchen of the demo has run out of, so that "sold out" can be seen.
const SOLD_OUT: usize = 2;

/// Why the demo data could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A data file does not fit its types.
    #[error("the demo data cannot be read")]
    Data(#[from] serde_json::Error),
    /// No randomness, or hashing failed.
    #[error("the demo's secrets cannot be made")]
    Secret(#[from] AuthError),
    /// The menu, or an order of the past, breaks a rule.
    #[error("the demo data are not right")]
    Menu(#[from] salver_domain::DomainError),
    /// A code or an ID came out in another form.
    #[error("a table code or an ID could not be made")]
    Code(#[from] salver_domain::id::BadId),
    /// The branch's time zone is unknown, or its calendar has no such time.
    #[error("the demo's times cannot be made")]
    Time(#[from] jiff::Error),
    /// The data have none of something that the past needs.
    #[error("the demo has no {0}")]
    Empty(&'static str),
}

#[derive(Deserialize)]
struct Restaurant {
    brand: Brand,
    branch: Branch,
    stations: Vec<Station>,
    sections: Vec<Section>,
    staff: Vec<Worker>,
}

#[derive(Deserialize)]
struct Brand {
    id: BrandId,
    name: String,
}

#[derive(Deserialize)]
struct Branch {
    id: BranchId,
    name: String,
    address: Address,
    upi_id: UpiId,
    currency: Currency,
    time_zone: String,
    closing_hour: ClosingHour,
    urgent_minutes: u32,
    critical_minutes: u32,
    auto_accept: bool,
    pin_length: u8,
    table_list: bool,
}

#[derive(Deserialize)]
struct Section {
    id: SectionId,
    name: String,
    tables: Vec<Seats>,
}

#[derive(Deserialize)]
struct Seats {
    id: TableId,
    name: String,
    seats: u16,
}

#[derive(Deserialize)]
struct Worker {
    id: StaffId,
    name: String,
    login: String,
    role: Role,
}

#[derive(Deserialize)]
struct MenuFile {
    option_groups: Vec<OptionGroup>,
    categories: Vec<Category>,
    price_lists: Vec<PriceList>,
}

/// The demo branch; all of its staff have `password`. Table codes are new each time.
///
/// # Errors
/// When the data files are broken or there is no randomness.
pub fn seed(password: &str) -> Result<Seed, DemoError> {
    let restaurant: Restaurant = serde_json::from_str(RESTAURANT)?;
    let file: MenuFile = serde_json::from_str(MENU)?;
    let Restaurant {
        brand,
        branch,
        stations,
        sections,
        staff,
    } = restaurant;
    let mut menu = Menu {
        version: 1,
        language: Language::english(),
        currency: branch.currency,
        stations,
        option_groups: file.option_groups,
        categories: file.categories,
        price_lists: file.price_lists,
    };
    let photos = photos::hang(&mut menu)?;
    menu.check()?;
    // One hash for all: 18 of them would take half of the first start.
    let password_hash = password::hash(password)?;
    let branch_id = branch.id.clone();
    Ok(Seed {
        stock: stock(&brand.id, &menu),
        tables: tables(&branch_id, sections)?,
        people: staff
            .into_iter()
            .map(|worker| person(worker, &brand.id, &branch_id, &password_hash))
            .collect(),
        menu,
        profile: Profile {
            id: branch.id,
            brand_id: brand.id,
            first_brand_name: brand.name,
            name: branch.name,
            address: branch.address,
            upi_id: branch.upi_id,
            currency: branch.currency,
            time_zone: TimeZone::parse(&branch.time_zone)?,
            closing_hour: branch.closing_hour,
            urgent_minutes: branch.urgent_minutes,
            critical_minutes: branch.critical_minutes,
            auto_accept: branch.auto_accept,
            pin_length: branch.pin_length,
            limits: OrderLimits::default(),
            table_list: branch.table_list,
            opening_hours: OpeningHours::ALWAYS,
            taxes: TaxProfile::default(),
            invoice: InvoiceForm::default(),
            messages: MessageSettings::default(),
            smallest_coin: Coin::ONE,
            printers: Vec::new(),
            version: 1,
        },
        photos,
    })
}

/// Owners own the brand; all others work at the branch.
fn person(worker: Worker, brand: &BrandId, branch: &BranchId, password_hash: &str) -> Person {
    let whole_brand = worker.role == Role::Owner;
    let membership = Membership {
        account_id: worker.id.clone(),
        brand_id: brand.clone(),
        branch_id: (!whole_brand).then(|| branch.clone()),
        role: worker.role,
        ended: false,
        version: 1,
    };
    Person {
        account: Account {
            id: worker.id,
            name: worker.name,
            login: worker.login.to_lowercase(),
            password_hash: password_hash.to_owned(),
            session_version: 1,
            disabled: false,
            version: 1,
        },
        memberships: vec![membership],
    }
}

/// The last item of each of the last categories is sold out: far from what tests order.
fn stock(brand: &BrandId, menu: &Menu) -> Stock {
    let last = menu.categories.iter().rev().filter_map(|c| c.items.last());
    Stock {
        brand_id: brand.clone(),
        menu_version: menu.version,
        profile_version: 1,
        ordering_open: true,
        sold_out: last.take(SOLD_OUT).map(|item| item.id.clone()).collect(),
        sold_out_until: [].into(),
        left: [].into(),
        pause: None,
        version: 1,
        taken: 0,
        overrides_version: 0,
        day_prices: [].into(),
    }
}

fn tables(branch: &BranchId, sections: Vec<Section>) -> Result<Vec<Table>, DemoError> {
    let mut tables = Vec::new();
    for section in sections {
        for seats in section.tables {
            tables.push(Table {
                id: seats.id,
                branch_id: branch.clone(),
                name: seats.name,
                section_id: section.id.clone(),
                section: section.name.clone(),
                seats: seats.seats,
                position: u32::try_from(tables.len()).unwrap_or(u32::MAX),
                code: table_code::fresh()?,
                status: TableStatus::Free,
                session: None,
                asked_at: None,
                version: 1,
            });
        }
    }
    Ok(tables)
}

/// A fresh password that can be read out: four groups of four letters and digits.
///
/// # Errors
/// When the system has no randomness.
pub fn fresh_password() -> Result<String, AuthError> {
    let random = secret::random()?;
    let letters: String = random
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(12)
        .collect();
    Ok(letters.to_lowercase())
}
