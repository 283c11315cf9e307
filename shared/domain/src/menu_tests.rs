//! Option rules: what can be chosen, what it costs, and which menus can be published.

use proptest::prelude::*;

use super::*;
use crate::fixtures::{inr, menu, moment, stock};

fn price(menu: &Menu, item: &str, options: &[&str]) -> Result<i64, DomainError> {
    let options: Vec<OptionId> = options.iter().map(|o| o.parse().unwrap()).collect();
    menu.price(&item.parse().unwrap(), None, &options, &moment(&stock()))
        .map(|p| p.unit_price.minor)
}

#[test]
fn choices_are_checked_and_priced() {
    let check = |item, options: &[&str], expected: Option<i64>| {
        assert_eq!(
            price(&menu(), item, options).ok(),
            expected,
            "{item} {options:?}"
        );
    };
    check("dosa", &["regular"], Some(12_000));
    check("dosa", &["ghee", "large", "cheese"], Some(20_500));
    check("dosa", &[], None);
    check("dosa", &["regular", "large"], None);
    check("dosa", &["regular", "cheese", "ghee", "podi"], None);
    check("dosa", &["regular", "ghee", "ghee"], None);
    check("dosa", &["regular", "extra-love"], None);
    check("water", &[], Some(4_000));
    check("water", &["large"], None);
    check("nothing", &[], None);
}

#[test]
fn chosen_options_come_in_the_order_of_the_menu() {
    let menu = menu();
    let chosen: Vec<OptionId> = ["podi", "large", "cheese"]
        .map(|o| o.parse().unwrap())
        .into();
    let priced = menu
        .price(&"dosa".parse().unwrap(), None, &chosen, &moment(&stock()))
        .unwrap();
    let seen: Vec<_> = priced
        .options
        .iter()
        .map(|o| (o.group_id.as_str(), o.id.as_str(), o.price))
        .collect();
    let expected = [
        ("size", "large", inr(4_000)),
        ("extras", "cheese", inr(3_000)),
        ("extras", "podi", inr(1_000)),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn menus_that_cannot_be_sold_are_not_published() {
    let check = |what: &str, break_it: &dyn Fn(&mut Menu)| {
        let mut menu = menu();
        break_it(&mut menu);
        let error = menu.check().unwrap_err().to_string();
        assert!(error.contains(what), "{error}");
    };
    check("size stands twice", &|m| {
        m.option_groups.push(m.option_groups[0].clone())
    });
    check("size cannot be fulfilled", &|m| m.option_groups[0].min = 2);
    check("extras cannot be fulfilled", &|m| {
        m.option_groups[1].max = 0
    });
    for wrong in [-1, i64::MIN, MAX_MINOR + 1, i64::MAX] {
        check("size has a price out of range", &|m| {
            m.option_groups[0].options[0].price = wrong
        });
        check("water has a price out of range", &|m| {
            m.categories[1].items[0].price = wrong
        });
    }
    check("dosa stands twice", &|m| {
        let again = m.categories[0].items[0].clone();
        m.categories[1].items.push(again);
    });
    check("dosa names a group that is not there", &|m| {
        m.option_groups.remove(0);
    });
    check("dosa offers one option ID twice", &|m| {
        m.option_groups[1].options[0].id = "large".parse().unwrap();
    });
    check("unknown station", &|m| {
        m.stations.remove(0);
    });
    check("food has no name", &|m| {
        m.categories[0].name = "".into();
    });
    check("water has no name, or an empty text", &|m| {
        m.categories[1].items[0].description = Some(" ".into());
    });
    check("cheese has no name", &|m| {
        m.option_groups[1].options[0].name = Text::Translated([].into());
    });
    menu().check().unwrap();
}

#[test]
fn texts_come_in_the_menus_own_language_when_nobody_asks_for_another() {
    let mut menu = menu();
    menu.language = "hi".to_owned().try_into().unwrap();
    let several = serde_json::json!({"en": "Water", "hi": "पानी"});
    menu.categories[1].items[0].name = serde_json::from_value(several).unwrap();
    menu.check().unwrap();
    let priced = menu
        .price(&"water".parse().unwrap(), None, &[], &moment(&stock()))
        .unwrap();
    assert_eq!(priced.name, "पानी");
    // A menu of before says neither its language nor how its items are taxed.
    let stored = serde_json::to_value(crate::fixtures::menu()).unwrap();
    let read: Menu = serde_json::from_value(stored).unwrap();
    assert_eq!(read.language, Language::english());
    assert_eq!(read.categories[0].items[0].tax_class, TaxClass::standard());
}

/// A menu of one item `x` with groups `g0`, `g1` ... whose options are `g0-0`, `g0-1` ...
fn any_menu() -> impl Strategy<Value = Menu> {
    let group = prop::collection::vec(0..=9_000_i64, 1..5).prop_flat_map(|prices| {
        let most = u8::try_from(prices.len()).unwrap();
        (Just(prices), 0..=most, 1..=most)
    });
    (0..=50_000_i64, prop::collection::vec(group, 0..4)).prop_map(|(price, groups)| {
        let mut menu = menu();
        menu.option_groups = groups
            .into_iter()
            .enumerate()
            .map(|(g, (prices, a, b))| OptionGroup {
                id: format!("g{g}").parse().unwrap(),
                name: Text::Plain(format!("Group {g}")),
                min: a.min(b),
                max: b,
                free: 0,
                options: prices
                    .into_iter()
                    .enumerate()
                    .map(|(o, price)| MenuOption {
                        id: format!("g{g}-{o}").parse().unwrap(),
                        name: Text::Plain(format!("Option {o}")),
                        price,
                    })
                    .collect(),
            })
            .collect();
        let item = Item {
            id: "x".parse().unwrap(),
            price,
            option_groups: menu
                .option_groups
                .iter()
                .map(|g| g.id.clone().into())
                .collect(),
            ..menu.categories[1].items[0].clone()
        };
        menu.categories.truncate(1);
        menu.categories[0].items = vec![item];
        menu.check().unwrap();
        menu
    })
}

/// What a row of the table of free choices says; the guest's page is tested with the same.
#[derive(serde::Deserialize)]
struct FreeCase {
    says: String,
    base: i64,
    groups: Vec<FreeGroup>,
    chosen: Vec<OptionId>,
    /// What each chosen option costs, in the menu's order.
    options: Vec<i64>,
    unit: i64,
}

#[derive(serde::Deserialize)]
struct FreeGroup {
    id: GroupId,
    max: u8,
    free: u8,
    prices: Vec<i64>,
}

#[test]
fn so_many_of_a_group_are_free() {
    let cases: Vec<FreeCase> = serde_json::from_str(include_str!("free-choices.json")).unwrap();
    for case in cases {
        let mut menu = menu();
        let groups = case.groups.into_iter().map(|group| OptionGroup {
            name: Text::from("Group"),
            min: 0,
            max: group.max,
            free: group.free,
            options: (0..)
                .zip(group.prices)
                .map(|(at, price)| MenuOption {
                    id: format!("{}-{at}", group.id).parse().unwrap(),
                    name: Text::from("Option"),
                    price,
                })
                .collect(),
            id: group.id,
        });
        menu.option_groups = groups.collect();
        menu.categories.truncate(1);
        let offered = menu
            .option_groups
            .iter()
            .map(|g| g.id.clone().into())
            .collect();
        let item = &mut menu.categories[0].items[0];
        (item.price, item.option_groups) = (case.base, offered);
        let id = item.id.clone();
        menu.categories[0].items.truncate(1);
        menu.check().unwrap();
        let priced = menu
            .price(&id, None, &case.chosen, &moment(&stock()))
            .unwrap();
        let options: Vec<_> = priced.options.iter().map(|o| o.price.minor).collect();
        assert_eq!(options, case.options, "{}", case.says);
        assert_eq!(priced.unit_price.minor, case.unit, "{}", case.says);
    }
}

proptest! {
    /// Any choice, also of options that are not there and in any order: it passes exactly
    /// when each group is within its bounds, and costs the base and its options.
    #[test]
    fn a_choice_passes_exactly_within_the_rules(
        menu in any_menu(),
        picks in prop::collection::vec((0..5_usize, 0..5_usize), 0..8),
    ) {
        let chosen: Vec<OptionId> =
            picks.iter().map(|(g, o)| format!("g{g}-{o}").parse().unwrap()).collect();
        let count = |group: &OptionGroup| {
            group.options.iter().filter(|o| chosen.contains(&o.id)).count()
        };
        let doubles = chosen.iter().collect::<BTreeSet<_>>().len() != chosen.len();
        let offered = |id: &OptionId| {
            menu.option_groups.iter().flat_map(|g| &g.options).find(|o| &o.id == id)
        };
        let within = menu
            .option_groups
            .iter()
            .all(|g| (usize::from(g.min)..=usize::from(g.max)).contains(&count(g)));
        let allowed = !doubles && within && chosen.iter().all(|id| offered(id).is_some());
        match menu.price(&"x".parse().unwrap(), None, &chosen, &moment(&stock())) {
            Ok(priced) => {
                prop_assert!(allowed);
                let extra: i64 = chosen.iter().filter_map(offered).map(|o| o.price).sum();
                prop_assert_eq!(priced.unit_price.minor, priced.item.price + extra);
                prop_assert_eq!(priced.options.len(), chosen.len());
            }
            Err(error) => {
                prop_assert!(!allowed, "{error}");
                let is_options = matches!(error, DomainError::Invalid { field: "options", .. });
                prop_assert!(is_options);
            }
        }
    }

    /// Every menu that may be published can be ordered from.
    #[test]
    fn every_published_item_can_be_chosen(menu in any_menu()) {
        let least: Vec<OptionId> = menu
            .option_groups
            .iter()
            .flat_map(|g| g.options.iter().take(usize::from(g.min)).map(|o| o.id.clone()))
            .collect();
        prop_assert!(menu.price(&"x".parse().unwrap(), None, &least, &moment(&stock())).is_ok());
    }
}
