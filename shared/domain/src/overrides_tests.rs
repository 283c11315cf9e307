//! What a branch says otherwise, and the menu that comes of it.

use serde_json::{Value, json};

use super::*;
use crate::cart::Cart;
use crate::fixtures::{adder, cart, combo_menu, line, menu, moment, pick, stock};
use crate::money::Money;
use crate::price_of::{item_prices, prices};
use crate::priced::PriceKind;

#[path = "overrides_abroad_tests.rs"]
mod abroad;
#[path = "overrides_properties.rs"]
mod properties;

fn of(value: Value) -> PriceOf {
    serde_json::from_value(value).unwrap()
}

fn item(id: &str) -> PriceOf {
    of(json!({"of": "item", "item_id": id}))
}

fn option(group: &str, option: &str) -> PriceOf {
    of(json!({"of": "option", "group_id": group, "option_id": option}))
}

fn own(of: PriceOf, minor: i64) -> Change {
    own_in(Currency::INR, of, minor)
}

fn own_in(currency: Currency, of: PriceOf, minor: i64) -> Change {
    let own = Some(Money::new(minor, currency));
    Change::Price { of, own }
}

fn hide(id: &str) -> Change {
    let id = id.parse().unwrap();
    Change::Item { id, hidden: true }
}

fn said(changes: &[Change]) -> Overrides {
    Overrides::default()
        .changed(changes, &menu(), Currency::INR)
        .unwrap()
}

fn euros() -> Currency {
    Currency::try_from("EUR".to_owned()).unwrap()
}

/// The fixtures' menu with a dish in two sizes, which prices ghee by itself.
fn with_variants() -> Menu {
    let mut menu = menu();
    let item = json!({
        "id": "chai", "name": "Chai", "price": 2000, "diet": "veg", "allergens": [], "station": null,
        "prep_minutes": 2,
        "variants": [
            {"id": "small", "name": "Small", "price": 2000},
            {"id": "large", "name": "Large", "price": 3000}],
        "option_groups": [{"group": "extras", "prices": {"ghee": 2500}}]});
    let drinks = menu.categories.last_mut().unwrap();
    drinks.items.push(serde_json::from_value(item).unwrap());
    menu.check().unwrap();
    menu
}

/// The same with the fixtures' combo, in which the large chai costs extra.
fn with_combo() -> Menu {
    let mut menu = with_variants();
    let mut thali = combo_menu()
        .item(&"thali".parse().unwrap())
        .unwrap()
        .clone();
    let chai = json!({"item": "chai", "variant": "large", "surcharge": 1_500});
    thali.parts[1]
        .choices
        .push(serde_json::from_value(chai).unwrap());
    menu.categories[0].items.push(thali);
    menu.check().unwrap();
    menu
}

fn price(menu: &Menu, id: &str, options: &[&str]) -> Result<i64, DomainError> {
    let options: Vec<_> = options.iter().map(|id| id.parse().unwrap()).collect();
    let priced = menu.price(&id.parse().unwrap(), None, &options, &moment(&stock()))?;
    Ok(priced.unit_price.minor)
}

#[test]
fn an_own_price_counts_until_it_is_taken_back_then_the_brands_does() {
    let ours = said(&[
        own(item("dosa"), 15_000),
        own(option("extras", "ghee"), 500),
    ]);
    let mut brands = menu();
    let at_branch = ours.applied(&brands, Currency::INR);
    assert_eq!(price(&at_branch, "dosa", &["regular", "ghee"]), Ok(15_500));
    // The brand asks more, and the branch goes on as it said.
    brands.categories[0].items[0].price = 18_000;
    let at_branch = ours.applied(&brands, Currency::INR);
    assert_eq!(price(&at_branch, "dosa", &["regular"]), Ok(15_000));
    let back = Change::Price {
        of: item("dosa"),
        own: None,
    };
    let back = ours.changed(&[back], &brands, Currency::INR).unwrap();
    assert_eq!((ours.version, back.version), (1, 2));
    let at_branch = back.applied(&brands, Currency::INR);
    assert_eq!(price(&at_branch, "dosa", &["regular", "ghee"]), Ok(18_500));
}

#[test]
fn what_is_said_twice_is_done_once_and_all_of_it_or_nothing() {
    let ours = said(&[own(item("dosa"), 15_000), hide("water")]);
    let again = ours
        .changed(&[hide("water")], &menu(), Currency::INR)
        .unwrap();
    assert_eq!(again, ours);
    for (wrong, error) in [
        (own(item("soup"), 1), DomainError::NotFound("price")),
        (
            own(option("size", "ghee"), 1),
            DomainError::NotFound("price"),
        ),
        (hide("soup"), DomainError::NotFound("item")),
    ] {
        let refused = ours.changed(&[hide("dosa"), wrong], &menu(), Currency::INR);
        let change = Some(1);
        assert_eq!(refused, Err(ChangeRefused { change, why: error }));
    }
    let foreign = own_in(euros(), item("dosa"), 190);
    let refused = ours.changed(&[foreign], &menu(), Currency::INR);
    let refused = refused.map_err(|refused| refused.why);
    assert!(matches!(
        refused,
        Err(DomainError::Invalid { field: "price", .. })
    ));
    for price in [-1, crate::money::MAX_MINOR + 1] {
        let refused = ours.changed(&[own(item("dosa"), price)], &menu(), Currency::INR);
        let refused = refused.map_err(|refused| refused.why);
        assert!(matches!(
            refused,
            Err(DomainError::Invalid { field: "price", .. })
        ));
    }
}

#[test]
fn what_the_brand_deletes_leaves_it_harmless_and_what_comes_back_has_it_again() {
    let ours = said(&[own(item("dosa"), 15_000), hide("tikka")]);
    let mut without = menu();
    without.categories[0].items.clear();
    let at_branch = ours.applied(&without, Currency::INR);
    assert_eq!(at_branch, without);
    let rolled_back = ours.applied(&menu(), Currency::INR);
    assert_eq!(price(&rolled_back, "dosa", &["regular"]), Ok(15_000));
    assert_eq!(rolled_back.item(&"tikka".parse().unwrap()), None);
    // It can be taken back although nobody sees the dish.
    let shown = Change::Item {
        id: "tikka".parse().unwrap(),
        hidden: false,
    };
    assert!(
        !ours
            .changed(&[shown], &without, Currency::INR)
            .unwrap()
            .hides(&"tikka".parse().unwrap())
    );
}

#[test]
fn what_is_hidden_is_not_there_nor_is_a_category_of_which_nothing_is_left() {
    let at_branch = said(&[hide("water")]).applied(&menu(), Currency::INR);
    let categories: Vec<_> = at_branch.categories.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(categories, ["food"]);
    let food = Change::Category {
        id: "food".parse().unwrap(),
        hidden: true,
    };
    let at_branch = said(&[food]).applied(&menu(), Currency::INR);
    let categories: Vec<_> = at_branch.categories.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(categories, ["drinks"]);
    // An order that names it is told that it is gone.
    let ours = said(&[hide("dosa")]).applied(&menu(), Currency::INR);
    let cart = cart(&[line("a", "dosa", 1, &["regular"])]);
    let gone = cart.repriced(&ours, &moment(&stock()));
    assert!(matches!(gone, Err(DomainError::ItemGone(_))), "{gone:?}");
}

#[test]
fn an_option_that_an_item_prices_by_itself_has_an_own_price_of_its_own() {
    let menu = with_variants();
    let ghee = json!({
        "of": "option_of_item", "item_id": "chai", "group_id": "extras", "option_id": "ghee"});
    let ours = [own(option("extras", "ghee"), 700), own(of(ghee), 900)];
    let ours = Overrides::default()
        .changed(&ours, &menu, Currency::INR)
        .unwrap();
    let at_branch = ours.applied(&menu, Currency::INR);
    assert_eq!(price(&at_branch, "dosa", &["regular", "ghee"]), Ok(12_700));
    let (chai, small) = ("chai".parse().unwrap(), "small".parse().unwrap());
    let priced = at_branch.price(
        &chai,
        Some(&small),
        &["ghee".parse().unwrap()],
        &moment(&stock()),
    );
    assert_eq!(priced.unwrap().unit_price.minor, 2_900);
}

/// What one `thali` costs at a branch with such a main dish.
fn thali(menu: &Menu, main: &str) -> Result<i64, DomainError> {
    let picks = [pick("main", main, &[]), pick("drink", "water", &[])];
    let picks = picks.map(|pick| match pick.item.as_str() {
        "dosa" => crate::combo::Pick {
            options: vec!["regular".parse().unwrap()],
            ..pick
        },
        _ => pick,
    });
    let (thali, stock) = ("thali".parse().unwrap(), stock());
    let bad = &DomainError::from;
    let chosen = crate::combo_price::Chosen {
        item: &thali,
        variant: None,
        options: &[],
        picks: &picks,
        weight: None,
    };
    let priced = menu.price_whole_or(chosen, &moment(&stock), bad)?;
    Ok(priced.dish.unit_price.minor)
}

fn surcharge(choice: &str) -> PriceOf {
    of(json!({"of": "surcharge", "item_id": "thali", "part_id": "main", "choice_id": choice}))
}

#[test]
fn what_a_choice_of_a_combo_adds_has_an_own_price_too() {
    let menu = combo_menu();
    let ours = Overrides::default();
    let changes = [own(surcharge("tikka"), 7_000), own(surcharge("dosa"), 500)];
    let ours = ours.changed(&changes, &menu, menu.currency).unwrap();
    let at_branch = ours.applied(&menu, menu.currency);
    at_branch.check().unwrap();
    assert_eq!(thali(&at_branch, "tikka"), Ok(37_000));
    assert_eq!(thali(&at_branch, "dosa"), Ok(30_500));
    let wrong = own(surcharge("water"), 1);
    let wrong = ours.changed(&[wrong], &menu, menu.currency);
    let change = Some(0);
    let why = DomainError::NotFound("price");
    assert_eq!(wrong, Err(ChangeRefused { change, why }));
    let told = Overrides::default().differences(&ours);
    assert_eq!(told[1], "thali/main/tikka the brand's -> 7000");
}

/// Happy hour: 20 % off, but dosas and a large chai for what the brand says, and water for nothing.
fn happy_hour() -> Menu {
    let mut menu = with_variants();
    let list = json!({"id": "happy", "name": "Happy hour", "channels": ["dine_in"],
        "percent": {"basis_points": -2000, "round_to": 100},
        "prices": {"dosa": {"price": 9_900}, "water": {"price": 0},
            "chai": {"variants": {"small": 1_500, "large": 2_500}}}});
    menu.price_lists = vec![serde_json::from_value(list).unwrap()];
    menu.check().unwrap();
    menu
}

fn costs(menu: &Menu, id: &str, variant: Option<&str>) -> i64 {
    let variant = variant.map(|id| id.parse().unwrap());
    let of = menu.item(&id.parse().unwrap()).unwrap();
    let options: &[&str] = if of.id.as_str() == "dosa" {
        &["regular"]
    } else {
        &[]
    };
    let options: Vec<_> = options.iter().map(|id| id.parse().unwrap()).collect();
    let stock = stock();
    let priced = menu.price(&of.id, variant.as_ref(), &options, &moment(&stock));
    priced.unwrap().unit_price.minor
}

fn chai(variant: &str) -> PriceOf {
    of(json!({"of": "variant", "item_id": "chai", "variant_id": variant}))
}

#[test]
fn what_a_branch_says_of_a_price_no_list_of_the_brand_takes_back() {
    let menu = happy_hour();
    let changes = [own(item("dosa"), 20_000), own(chai("large"), 4_000)];
    let ours = Overrides::default();
    let ours = ours.changed(&changes, &menu, menu.currency).unwrap();
    let at_branch = ours.applied(&menu, menu.currency);
    at_branch.check().unwrap();
    // The percent falls on the own price; where the branch says nothing, the list does.
    assert_eq!(costs(&at_branch, "dosa", None), 16_000);
    assert_eq!(costs(&at_branch, "chai", Some("large")), 3_200);
    assert_eq!(costs(&at_branch, "chai", Some("small")), 1_500);
    assert_eq!(costs(&at_branch, "water", None), 0);
    // A list that says nothing more is none.
    let mut menu = menu;
    menu.price_lists[0].percent = None;
    menu.price_lists[0]
        .prices
        .retain(|id, _| id.as_str() == "dosa");
    let at_branch = ours.applied(&menu, menu.currency);
    assert_eq!(at_branch.price_lists, []);
    assert_eq!(costs(&at_branch, "dosa", None), 20_000);
}

#[test]
fn a_cart_from_before_is_repriced() {
    let before: Cart = cart(&[line("a", "dosa", 2, &["regular"])]);
    let ours = said(&[own(item("dosa"), 15_000)]).applied(&menu(), Currency::INR);
    let after = before.repriced(&ours, &moment(&stock())).unwrap();
    assert_eq!(after.total, Money::new(30_000, Currency::INR));
    assert_eq!(after.lines[0].added_by, adder());
}

#[test]
fn a_branch_that_says_nothing_sells_the_brands_menu() {
    let menu = with_variants();
    assert_eq!(Overrides::default().applied(&menu, Currency::INR), menu);
}

#[test]
fn a_branch_says_no_more_than_can_be_kept() {
    let mut menu = menu();
    let plain = menu.categories[1].items[0].clone();
    let long = |n: usize| format!("{n:0>120}");
    menu.categories[1].items = (0..4_000)
        .map(|n| crate::menu::Item {
            id: long(n).parse().unwrap(),
            ..plain.clone()
        })
        .collect();
    let all: Vec<_> = (0..4_000).map(|n| own(item(&long(n)), 100)).collect();
    let most = Overrides::default().changed(&all[..3_300], &menu, Currency::INR);
    assert!(most.is_ok());
    let more = Overrides::default().changed(&all, &menu, Currency::INR);
    let more = more.map_err(|refused| refused.why);
    assert!(matches!(
        more,
        Err(DomainError::Invalid {
            field: "changes",
            ..
        })
    ));
}

#[test]
fn what_became_otherwise_is_told_in_words() {
    let ours = said(&[own(item("dosa"), 15_000), hide("water")]);
    let told = Overrides::default().differences(&ours);
    assert_eq!(told, ["dosa the brand's -> 15000", "water hidden"]);
    let back = ours.differences(&Overrides::default());
    assert_eq!(back, ["dosa 15000 -> the brand's", "water shown"]);
}
