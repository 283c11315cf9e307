//! A small restaurant for tests: three items, one table, whoever is needed.

#![expect(
    clippy::unwrap_used,
    reason = "only tests see this module, and a fixture that cannot be made is a failed test"
)]

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::account::{Access, Account, Membership};
use crate::bill::tax::TaxRules;
use crate::branch::Profile;
use crate::business_day::{ClosingHour, TimeZone};
use crate::cart::{AddedBy, Cart, FAMILY_CART, PutLine};
use crate::check::{Check, Mode, OpenTable};
use crate::combo::Pick;
use crate::guest::Guest;
use crate::id::BranchId;
use crate::limits::{OrderLimits, Terms};
use crate::menu::Menu;
use crate::moment::Moment;
use crate::money::{Currency, Money};
use crate::order::Order;
use crate::placing::{Naming, PlaceOrder, Placement, Situation, place};
use crate::price_list::Channel;
use crate::role::Role;
use crate::stock::Stock;
use crate::table::Table;
use crate::transitions::TableStatus;

/// The time at which everything in the fixtures happens.
pub fn now() -> Timestamp {
    "2026-11-20T13:30:00Z".parse().unwrap()
}

/// So many seconds after [`now`].
pub fn later(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

/// The branch `lane`.
pub fn branch() -> BranchId {
    "lane".parse().unwrap()
}

/// An amount in paise.
pub fn inr(minor: i64) -> Money {
    Money::new(minor, Currency::INR)
}

/// `dosa` (griddle, 8 minutes, 120.00; one size, up to two extras), `tikka` (tandoor, 15
/// minutes, 320.00) and `water` (no kitchen, 40.00).
pub fn menu() -> Menu {
    let menu: Menu = serde_json::from_value(json!({
        "version": 1, "currency": "INR",
        "stations": [{"id": "griddle", "name": "Griddle"}, {"id": "tandoor", "name": "Tandoor"}],
        "option_groups": [
            {"id": "size", "name": "Size", "min": 1, "max": 1, "options": [
                {"id": "regular", "name": "Regular", "price": 0},
                {"id": "large", "name": "Large", "price": 4000}]},
            {"id": "extras", "name": "Extras", "min": 0, "max": 2, "options": [
                {"id": "cheese", "name": "Cheese", "price": 3000},
                {"id": "ghee", "name": "Ghee", "price": 1500},
                {"id": "podi", "name": "Podi", "price": 1000}]},
        ],
        "categories": [
            {"id": "food", "name": "Food", "items": [
                {"id": "dosa", "name": "Masala Dosa", "price": 12000, "diet": "veg", "allergens": [],
                 "station": "griddle", "prep_minutes": 8, "option_groups": ["size", "extras"]},
                {"id": "tikka", "name": "Paneer Tikka", "price": 32000, "diet": "veg",
                 "allergens": ["milk"], "station": "tandoor", "prep_minutes": 15,
                 "option_groups": []}]},
            {"id": "drinks", "name": "Drinks", "items": [
                {"id": "water", "name": "Water", "price": 4000, "diet": "vegan", "allergens": [],
                 "station": null, "prep_minutes": 0, "option_groups": []}]},
        ],
    }))
    .unwrap();
    menu.check().unwrap();
    menu
}

/// [`menu`] with the combo `thali` (300.00): a `main`, which is `dosa` or, for 50.00 more,
/// `tikka`, and a `drink`, which is `water`.
pub fn combo_menu() -> Menu {
    let mut menu = menu();
    let thali = json!({"id": "thali", "name": "Thali for One", "price": 30_000, "diet": "veg",
        "allergens": [], "station": null, "prep_minutes": 0, "option_groups": [],
        "parts": [
            {"id": "main", "name": "Main", "choices": [
                {"item": "dosa"}, {"item": "tikka", "surcharge": 5_000}]},
            {"id": "drink", "name": "Drink", "choices": [{"item": "water"}]}]});
    let food = menu.categories.first_mut().unwrap();
    food.items.push(serde_json::from_value(thali).unwrap());
    menu.check().unwrap();
    menu
}

/// `item` with `options`, picked for a part of a combo.
pub fn pick(part: &str, item: &str, options: &[&str]) -> Pick {
    Pick {
        part: part.parse().unwrap(),
        item: item.parse().unwrap(),
        variant: None,
        options: options.iter().map(|o| o.parse().unwrap()).collect(),
    }
}

/// "Line `id` shall be `quantity` of `thali` with these parts."
pub fn thali(id: &str, quantity: u32, parts: &[Pick]) -> PutLine {
    PutLine {
        parts: parts.to_vec(),
        ..line(id, "thali", quantity, &[])
    }
}

/// Everything is to be had.
pub fn stock() -> Stock {
    Stock {
        brand_id: "lanes".parse().unwrap(),
        menu_version: 1,
        profile_version: 1,
        ordering_open: true,
        sold_out: [].into(),
        sold_out_until: [].into(),
        left: [].into(),
        pause: None,
        version: 1,
        taken: 0,
        overrides_version: 0,
        day_prices: [].into(),
    }
}

/// How the branch works; a person accepts its orders.
pub fn profile() -> Profile {
    Profile {
        id: branch(),
        brand_id: "lanes".parse().unwrap(),
        first_brand_name: "Lanes".to_owned(),
        name: "The Lane".to_owned(),
        address: crate::address::Address::default(),
        upi_id: crate::upi::UpiId::default(),
        currency: Currency::INR,
        time_zone: TimeZone::parse("Asia/Kolkata").unwrap(),
        closing_hour: ClosingHour::new(4).unwrap(),
        urgent_minutes: 10,
        critical_minutes: 15,
        auto_accept: false,
        pin_length: 4,
        limits: OrderLimits::default(),
        table_list: false,
        opening_hours: crate::hours::OpeningHours::ALWAYS,
        taxes: crate::bill::tax::TaxProfile::default(),
        invoice: crate::invoice::InvoiceForm::default(),
        messages: crate::message_settings::MessageSettings::default(),
        smallest_coin: crate::bill::coin::Coin::ONE,
        printers: Vec::new(),
        version: 1,
    }
}

/// CGST and SGST of 2.5 % each on top of the prices, and bills of whole rupees.
pub fn gst() -> TaxRules {
    let rules = serde_json::from_value(json!({
        "pricing": "exclusive",
        "classes": {"standard": [
            {"name": "CGST", "rate_bp": 250}, {"name": "SGST", "rate_bp": 250}]},
        "service_charge_taxed": true,
        "round_to": 100,
    }));
    rules.unwrap()
}

/// Ordered at a table of [`profile`]'s branch, [`now`].
pub fn moment(stock: &Stock) -> Moment<'_> {
    profile().moment(Channel::DineIn, stock, now())
}

/// What a party that sits down now depends on.
pub fn terms() -> Terms {
    profile().terms()
}

/// The free table `t<number>` with the code `CODE<number>`.
pub fn table(number: u32) -> Table {
    Table {
        id: format!("t{number}").parse().unwrap(),
        branch_id: branch(),
        name: format!("T{number}"),
        section_id: "hall".parse().unwrap(),
        section: "Hall".to_owned(),
        seats: 4,
        position: number,
        code: format!("CODE{number}").parse().unwrap(),
        status: TableStatus::Free,
        session: None,
        asked_at: None,
        version: 1,
    }
}

/// A waiter of the branch `lane`, see [`membership`].
pub fn waiter() -> Account {
    Account {
        id: "asha".parse().unwrap(),
        name: "Asha".to_owned(),
        login: "asha@lane.example".to_owned(),
        password_hash: "$argon2id$".to_owned(),
        session_version: 1,
        disabled: false,
        version: 1,
    }
}

/// What makes them a waiter.
pub fn membership() -> Membership {
    Membership {
        account_id: waiter().id,
        brand_id: profile().brand_id,
        branch_id: Some(branch()),
        role: Role::Waiter,
        ended: false,
        version: 1,
    }
}

/// What they are while the branch is open.
pub fn access() -> Access {
    membership().access(&branch()).unwrap()
}

/// A party at table `number`, and the table that it took.
pub fn seated(number: u32, mode: Mode) -> (Table, Check) {
    let id = format!("lane_check{number}").parse().unwrap();
    let table = table(number).occupy(id).unwrap();
    let open = OpenTable {
        mode,
        party_size: Some(2),
        waiter_id: None,
    };
    let id = table.session.clone().unwrap();
    let check = Check::open(id, &table, Currency::INR, terms(), &open, now()).unwrap();
    (table, check)
}

/// A party that shares a cart, at table 1.
pub fn check() -> Check {
    seated(1, Mode::Family).1
}

/// The guest `g<number>` of a party, new.
pub fn guest(check: &Check, number: u32) -> Guest {
    let guest = Guest {
        id: format!("g{number}").parse().unwrap(),
        check_id: check.id.clone(),
        branch_id: check.branch_id.clone(),
        name: None,
        look_alike: false,
        phone: None,
        token_hash: String::new(),
        joined_at: now(),
        number,
        token_expires_at: None,
        forgotten_at: 0,
        version: 1,
    };
    guest.with_token("a token's hash".to_owned(), now())
}

/// The guest `g1` as the one who puts lines.
pub fn adder() -> AddedBy {
    guest(&check(), 1).as_adder()
}

/// "Line `id` shall be `quantity` of `item` with `options`."
pub fn line(id: &str, item: &str, quantity: u32, options: &[&str]) -> PutLine {
    PutLine {
        id: id.parse().unwrap(),
        item_id: item.parse().unwrap(),
        variant_id: None,
        quantity,
        options: options.iter().map(|o| o.parse().unwrap()).collect(),
        note: None,
        allergy: None,
        parts: Vec::new(),
        weight: None,
    }
}

/// The family's cart with these lines.
pub fn cart(lines: &[PutLine]) -> Cart {
    let empty = Cart::empty(FAMILY_CART, Currency::INR);
    lines.iter().fold(empty, |cart, put| {
        cart.put(&menu(), &moment(&stock()), put, &adder()).unwrap()
    })
}

/// What `PlaceOrder` says of a cart that nobody changed.
pub fn order_for(cart: &Cart) -> PlaceOrder {
    PlaceOrder {
        cart_id: None,
        cart_version: cart.version,
        expected_total: Some(cart.total),
        expected_to_pay: None,
        payment_method: None,
        note: None,
    }
}

/// The order `<check>_order<number>` of a cart, as guest `g1` places it.
pub fn order(check: &Check, cart: &Cart, number: u32) -> Order {
    placement(check, cart, number).order
}

/// That order with the check that it is on.
pub fn placement(check: &Check, cart: &Cart, number: u32) -> Placement {
    let at = Situation {
        check,
        guest: &guest(check, 1),
        cart,
        menu: &menu(),
        stock: &stock(),
        profile: &profile(),
    };
    let naming = Naming {
        id: format!("{}_order{number}", check.id).parse().unwrap(),
        request_hash: Some("0123456789abcdef".to_owned()),
        number,
        business_day: "2026-11-20".parse().unwrap(),
    };
    place(at, &order_for(cart), naming, now()).unwrap()
}
