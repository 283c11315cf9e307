//! A branch whose currency is not its brand's.

use super::*;

#[test]
fn in_another_currency_only_what_has_an_own_price_is_offered() {
    let menu = with_variants();
    let nothing = Overrides::default().applied(&menu, euros());
    assert_eq!((nothing.currency, nothing.categories.len()), (euros(), 0));
    let large = json!({"of": "variant", "item_id": "chai", "variant_id": "large"});
    let ours = Overrides::default().changed(
        &[
            own_in(euros(), item("dosa"), 190),
            own_in(euros(), of(large), 90),
            own_in(euros(), option("extras", "podi"), 30),
        ],
        &menu,
        euros(),
    );
    let at_branch = ours.unwrap().applied(&menu, euros());
    at_branch.check().unwrap();
    // A regular one costs nothing more in any currency; a large one has no price here.
    assert_eq!(price(&at_branch, "dosa", &["regular", "podi"]), Ok(220));
    assert!(price(&at_branch, "dosa", &["large"]).is_err());
    assert!(price(&at_branch, "dosa", &["regular", "ghee"]).is_err());
    let chai = at_branch.item(&"chai".parse().unwrap()).unwrap();
    let variants: Vec<_> = chai
        .variants
        .iter()
        .map(|v| (v.id.as_str(), v.price))
        .collect();
    assert_eq!((variants, chai.least_price()), (vec![("large", 90)], 90));
    assert_eq!(at_branch.item(&"tikka".parse().unwrap()), None);
}

#[test]
fn a_dish_is_not_offered_where_a_choice_that_must_be_made_has_too_few_prices() {
    let mut menu = menu();
    let size = menu
        .option_groups
        .iter_mut()
        .find(|g| g.id.as_str() == "size");
    size.unwrap().options.iter_mut().for_each(|o| o.price = 100);
    let dosa = [own_in(euros(), item("dosa"), 190)];
    let ours = Overrides::default().changed(&dosa, &menu, euros()).unwrap();
    let dosa = "dosa".parse().unwrap();
    assert_eq!(ours.applied(&menu, euros()).item(&dosa), None);
    let large = [own_in(euros(), option("size", "large"), 40)];
    let ours = ours.changed(&large, &menu, euros()).unwrap();
    let at_branch = ours.applied(&menu, euros());
    at_branch.check().unwrap();
    assert_eq!(price(&at_branch, "dosa", &["large"]), Ok(230));
}

#[test]
fn in_another_currency_what_costs_extra_in_a_combo_is_offered_once_it_has_a_price() {
    let menu = combo_menu();
    let all = [("dosa", 190), ("tikka", 450), ("water", 50), ("thali", 400)];
    let all = all.map(|(id, price)| own_in(euros(), item(id), price));
    let ours = Overrides::default().changed(&all, &menu, euros()).unwrap();
    let at_branch = ours.applied(&menu, euros());
    assert_eq!(thali(&at_branch, "dosa"), Ok(400));
    assert!(thali(&at_branch, "tikka").is_err());
    let extra = [own_in(euros(), surcharge("tikka"), 80)];
    let ours = ours.changed(&extra, &menu, euros()).unwrap();
    let at_branch = ours.applied(&menu, euros());
    at_branch.check().unwrap();
    assert_eq!(thali(&at_branch, "tikka"), Ok(480));
    // It is said of that part alone, and of nothing that is not in it.
    let again = ours.applied(&menu, menu.currency);
    assert_eq!(thali(&again, "dosa"), Ok(400));
}

#[test]
fn in_another_currency_a_list_has_its_percent_and_the_day_s_prices_are_the_branch_s() {
    let mut menu = menu();
    let list = |more: Value| {
        let mut list = json!({"id": "happy", "name": "Happy hour", "channels": ["dine_in"]});
        let said = list.as_object_mut().unwrap();
        said.extend(more.as_object().unwrap().clone());
        serde_json::from_value(list).unwrap()
    };
    menu.price_lists = vec![
        list(json!({"prices": {"dosa": {"price": 5000}}})),
        list(json!({"id": "half", "percent": {"basis_points": -5000, "round_to": 100}})),
    ];
    let drink = menu.categories.last_mut().unwrap().items.first_mut();
    let drink = drink.unwrap();
    drink.priced = PriceKind::Market;
    let drink = drink.id.clone();
    // What staff price each day is nothing that a branch lacks.
    assert!(
        !prices(&menu)
            .iter()
            .any(|(of, _)| *of == item(drink.as_str()))
    );
    let ours = Overrides::default()
        .changed(&[own_in(euros(), item("dosa"), 421)], &menu, euros())
        .unwrap();
    let at_branch = ours.applied(&menu, euros());
    assert_eq!(at_branch.price_lists.len(), 1);
    let half = &at_branch.price_lists[0];
    let (category, dosa) = at_branch.found(&"dosa".parse().unwrap()).unwrap();
    assert_eq!(
        half.says((&category.id, &dosa.id), None, dosa.price),
        Some(211)
    );
    assert!(at_branch.item(&drink).is_some());
    // In the brand's own currency lists are as the brand has them, while the branch says nothing.
    assert_eq!(
        Overrides::default()
            .applied(&menu, menu.currency)
            .price_lists,
        menu.price_lists
    );
}

#[test]
fn abroad_a_percent_does_not_fall_on_what_the_brand_prices_by_itself() {
    let menu = happy_hour();
    let all: Vec<_> = prices(&menu).into_iter().map(|(of, _)| of).collect();
    let changes: Vec<_> = all
        .into_iter()
        .map(|of| own_in(euros(), of, 1_000))
        .collect();
    let ours = Overrides::default();
    let ours = ours.changed(&changes, &menu, euros()).unwrap();
    let at_branch = ours.applied(&menu, euros());
    at_branch.check().unwrap();
    // With the option, which costs an own price as well.
    assert_eq!(costs(&at_branch, "dosa", None), 2_000);
    assert_eq!(costs(&at_branch, "chai", Some("small")), 1_000);
    assert_eq!(costs(&at_branch, "tikka", None), 800);
    assert_eq!(costs(&at_branch, "water", None), 0);
}

#[test]
fn what_lacks_a_price_gets_one_and_what_has_one_keeps_it() {
    let menu = with_combo();
    let fill = |step| {
        Change::Fill(Exchange {
            factor: "0.01".to_owned().try_into().unwrap(),
            step,
        })
    };
    let (own, fives) = (
        own_in(euros(), item("dosa"), 190),
        fill(Money::new(5, euros())),
    );
    let filled = Overrides::default().changed(&[own, fives.clone()], &menu, euros());
    let filled = filled.unwrap();
    assert_eq!(filled.own(&item("dosa")), Some(190));
    assert_eq!(filled.own(&option("extras", "ghee")), Some(15));
    assert_eq!(filled.own(&surcharge("tikka")), Some(50));
    assert_eq!(filled.own(&surcharge("dosa")), None);
    // What costs nothing needs none.
    assert_eq!(filled.own(&option("size", "regular")), None);
    for (of, brand) in prices(&menu) {
        assert!(filled.counts(&of, brand, true).is_some(), "{of:?}");
    }
    let again = filled.changed(&[fives], &menu, euros()).unwrap();
    assert_eq!((filled.version, &again), (1, &filled));
    assert_eq!(filled.differences(&again), Vec::<String>::new());
    // Nothing lacks a price in the brand's own currency.
    let rupees = fill(Money::new(500, Currency::INR));
    let same = Overrides::default().changed(std::slice::from_ref(&rupees), &menu, Currency::INR);
    assert_eq!(same, Ok(Overrides::default()));
    let wrong = Overrides::default().changed(&[rupees], &menu, euros());
    let wrong = wrong.map_err(|refused| refused.why);
    assert!(matches!(
        wrong,
        Err(DomainError::Invalid { field: "step", .. })
    ));
}
