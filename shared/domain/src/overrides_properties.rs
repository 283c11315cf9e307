//! Whatever a branch says.

use proptest::prelude::*;

use super::*;

fn change() -> impl Strategy<Value = Change> {
    let all = prices(&with_combo());
    let count = all.len();
    prop_oneof![
        4 => (0..count, prop::option::of(0..90_000_i64)).prop_map(move |(at, own)| {
            let own = own.map(|minor| Money::new(minor, Currency::INR));
            Change::Price { of: all[at].0.clone(), own }
        }),
        1 => (prop::sample::select(vec!["dosa", "tikka", "water", "chai", "thali"]), any::<bool>())
            .prop_map(|(id, hidden)| Change::Item { id: id.parse().unwrap(), hidden }),
        1 => (prop::sample::select(vec!["food", "drinks"]), any::<bool>())
            .prop_map(|(id, hidden)| Change::Category { id: id.parse().unwrap(), hidden }),
    ]
}

proptest! {
    #[test]
    fn whatever_is_said_the_branchs_menu_is_sound_and_each_price_is_an_own_one_or_the_brands(
        changes in prop::collection::vec(change(), 0..24),
        is_foreign in any::<bool>(),
    ) {
        let menu = with_combo();
        let ours = Overrides::default().changed(&changes, &menu, Currency::INR).unwrap();
        let currency = if is_foreign { euros() } else { menu.currency };
        let at_branch = ours.applied(&menu, currency);
        prop_assert_eq!(at_branch.currency, currency);
        prop_assert_eq!(at_branch.version, menu.version);
        at_branch.check().unwrap();
        for category in &at_branch.categories {
            prop_assert!(!ours.hides_category(&category.id));
            for item in &category.items {
                prop_assert!(!ours.hides(&item.id));
                for (of, price) in item_prices(item) {
                    let brand = brands_price(&menu, &of).unwrap();
                    prop_assert_eq!(ours.counts(&of, brand, is_foreign), Some(price));
                }
                for group in at_branch.groups_of(item) {
                    for option in &group.options {
                        let (group_id, option_id) = (group.id.clone(), option.id.clone());
                        let of_item = PriceOf::OptionOfItem {
                            item_id: item.id.clone(),
                            group_id: group_id.clone(),
                            option_id: option_id.clone(),
                        };
                        let of = match brands_price(&menu, &of_item) {
                            Some(_) => of_item,
                            None => PriceOf::Option { group_id, option_id },
                        };
                        let brand = brands_price(&menu, &of).unwrap();
                        prop_assert_eq!(ours.counts(&of, brand, is_foreign), Some(option.price));
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_said_is_stored_and_read_as_it_was(
        changes in prop::collection::vec(change(), 0..24),
    ) {
        let ours = Overrides::default().changed(&changes, &with_combo(), Currency::INR).unwrap();
        let stored = serde_json::to_string(&ours).unwrap();
        prop_assert_eq!(serde_json::from_str::<Overrides>(&stored).unwrap(), ours);
    }
}
