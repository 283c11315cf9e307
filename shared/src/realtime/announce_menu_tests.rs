//! Menu, draft and stock: who is told what of them.

use super::*;

#[test]
fn another_menu_is_told_to_the_owner_the_kitchen_and_each_party() {
    let said = menu_moved();
    let (menu, sold) = (("menu.changed", "menu"), ("stock.changed", "stock"));
    // The kitchen has its stations of the menu.
    let events = [
        (OWNER, menu),
        (KITCHEN, menu),
        (KITCHEN, sold),
        (FLOOR, sold),
    ];
    let events = events.map(|(topic, (kind, entity))| (topic, kind, entity, 5));
    check(&said, &events, &Audience::All);
    let event = new_menu().told(Topic::session(&party().id));
    let seen = (event.topic.as_str(), event.kind, event.entity.version);
    assert_eq!(seen, (SESSION, "menu.changed", 5));
    assert_eq!(event.data, Some(json!({"version": 2})));
    // What is sold out is no other menu, and a branch that opens has nobody to tell.
    assert_eq!(of(&keys::stock(&branch()), &stock()).menus, []);
    let new = item(&keys::stock(&branch()), &stock());
    assert_eq!(told(None, Some(new)).menus, []);
}

#[test]
fn another_price_of_the_branch_is_another_menu_to_each_party() {
    let said = stock_moved(|stock| Stock {
        overrides_version: 1,
        version: 2,
        ..stock.clone()
    });
    let [news] = said.menus.as_slice() else {
        panic!("{said:?}");
    };
    let event = news.told(Topic::session(&party().id));
    assert_eq!((event.kind, event.entity.version), ("menu.changed", 2));
    assert_eq!(event.data, Some(json!({"version": 1})));
    assert_eq!(said.events[0].kind, "menu.changed");
}

/// What follows when something else is to be had.
fn stock_moved(change: impl FnOnce(&Stock) -> Stock) -> Announcement {
    let key = keys::stock(&branch());
    let after = change(&stock());
    told(Some(item(&key, &stock())), Some(item(&key, &after)))
}

#[test]
fn what_guests_see_of_the_stock_is_told_to_each_party() {
    let dosa = "dosa".parse().unwrap();
    let said = stock_moved(|stock| stock.with(&dosa, Supply::SoldOut(None), now()));
    let events = said.events.iter();
    let events: Vec<_> = events
        .map(|e| (e.topic.as_str(), e.kind, e.data.is_some()))
        .collect();
    let expected = [(OWNER, false), (KITCHEN, true), (FLOOR, true)];
    assert_eq!(
        events,
        expected.map(|(topic, data)| (topic, "stock.changed", data))
    );
    let [news] = said.menus.as_slice() else {
        panic!("{said:?}");
    };
    let event = news.told(Topic::session(&party().id));
    let seen = (event.topic.as_str(), event.kind, event.entity.version);
    assert_eq!(seen, (SESSION, "stock.changed", 2));
    assert_eq!(event.data, None, "what they see of it is on the menu");
    let told = |change: &dyn Fn(&Stock) -> Stock| stock_moved(change).menus.len();
    let dosa = &dosa;
    let left = |left| move |stock: &Stock| stock.with(dosa, Supply::Left(left), now());
    assert_eq!(told(&left(3)), 1);
    assert_eq!(told(&left(30)), 0, "nobody is told of many");
    assert_eq!(
        told(&|stock| stock.with_ordering(Some(Pause::default()), now())),
        1
    );
    let reworked = |stock: &Stock| Stock {
        profile_version: 2,
        version: 2,
        ..stock.clone()
    };
    assert_eq!(told(&reworked), 1, "its opening hours are on the menu");
    assert!(new_menu().covers(news) && news.covers(news) && !news.covers(&new_menu()));
}

#[test]
fn an_edited_draft_is_told_to_those_who_edit_it_at_whichever_branch() {
    let key = keys::draft(&stock().brand_id);
    let said = of(&key, &draft());
    let seen: Vec<_> = said
        .events
        .iter()
        .map(|e| (e.topic.as_str(), e.kind))
        .collect();
    assert_eq!(seen, [("brand:lanes:menu", "draft.changed")]);
    assert_eq!(said.events[0].entity.id, "lanes");
    assert_eq!(said.events[0].data, None, "a menu is larger than a message");
}

#[test]
fn stock_is_told_to_kitchen_and_floor() {
    let said = of(&keys::stock(&branch()), &stock());
    check(
        &said,
        &[KITCHEN, FLOOR].map(|t| (t, "stock.changed", "stock", 1)),
        &Audience::All,
    );
}
