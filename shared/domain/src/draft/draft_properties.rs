//! Whatever is done to a draft, it stays a menu whose parts fit together.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::fixtures::{menu, now};

fn edited() -> Edited {
    Edited {
        by: "ravi".parse().unwrap(),
        name: "Ravi".to_owned(),
        at: now(),
        branch: crate::fixtures::branch(),
    }
}

/// IDs of the fixtures' menu, and some that are new.
fn id_of(kind: &'static str) -> impl Strategy<Value = String> {
    let known: &[&str] = match kind {
        "category" => &["food", "drinks", "c1", "c2"],
        "item" => &["dosa", "tikka", "water", "i1", "i2", "i3"],
        "group" => &["size", "extras", "g1", "g2"],
        "variant" => &["v1", "v2", "v3"],
        "list" => &["l1", "l2", "base"],
        "option" => &["regular", "large", "cheese", "ghee", "podi", "o1", "o2"],
        _ => &["griddle", "tandoor", "s1"],
    };
    prop::sample::select(known).prop_map(str::to_owned)
}

/// Nothing, `null` for the first place, or an ID.
fn after(kind: &'static str) -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        Just(None),
        Just(Some(Value::Null)),
        id_of(kind).prop_map(|id| Some(json!(id))),
    ]
}

fn wording() -> impl Strategy<Value = Value> {
    let texts: &[&str] = &["", "Lassi", "Thali", "लस्सी"];
    let word = prop::sample::select(texts);
    prop_oneof![
        3 => word.clone().prop_map(|word| json!(word)),
        1 => (word.clone(), word).prop_map(|(en, hi)| json!({"en": en, "hi": hi})),
    ]
}

fn price() -> impl Strategy<Value = Value> {
    (0..5_i64).prop_map(|minor| json!({"minor": minor * 1000, "currency": "INR"}))
}

fn channels() -> impl Strategy<Value = Value> {
    let channels: &[&[&str]] = &[&[], &["dine_in"], &["delivery", "pickup"]];
    prop::sample::select(channels).prop_map(|channels| json!(channels))
}

fn times() -> impl Strategy<Value = Value> {
    prop::sample::select(&["", "17:00", "23:00"][..]).prop_map(|opens| match opens {
        "" => json!([]),
        opens => json!([{"day": "friday", "opens": opens, "closes": "19:30"}]),
    })
}

fn percent() -> impl Strategy<Value = Value> {
    let categories: &[Option<&[&str]>] =
        &[None, Some(&[]), Some(&["food"]), Some(&["c1", "drinks"])];
    let some = (-10_001..3_000_i32, prop::sample::select(categories));
    prop::option::of(some).prop_map(|some| match some {
        None => Value::Null,
        Some((basis_points, None)) => json!({"basis_points": basis_points, "round_to": 50}),
        Some((basis_points, Some(categories))) => {
            json!({"basis_points": basis_points, "round_to": 1, "categories": categories})
        }
    })
}

fn with_after(mut command: Value, after: Option<Value>) -> Value {
    if let Some(after) = after {
        command["after"] = after;
    }
    command
}

fn command() -> impl Strategy<Value = Command> {
    let of_categories = prop_oneof![
        (id_of("category"), wording(), wording(), after("category")).prop_map(
            |(id, name, text, after)| {
                let command =
                    json!({"do": "add_category", "id": id, "name": name, "description": text});
                with_after(command, after)
            }
        ),
        (id_of("category"), wording(), wording()).prop_map(|(id, name, text)| json!({
            "do": "edit_category", "id": id, "set": {"name": name, "description": text}})),
        (id_of("category"), after("category"))
            .prop_map(|(id, after)| with_after(json!({"do": "move_category", "id": id}), after)),
        (
            id_of("category"),
            prop::collection::vec(id_of("item"), 0..6)
        )
            .prop_map(|(id, items)| json!({"do": "remove_category", "id": id, "items": items})),
    ];
    let station = || prop::option::of(id_of("station"));
    let of_items = prop_oneof![
        (
            (id_of("item"), id_of("category"), after("item")),
            wording(),
            price(),
            station(),
            prop::collection::vec(id_of("group"), 0..2)
        )
            .prop_map(
                |((id, category, after), name, price, station, groups)| with_after(
                    json!({"do": "add_item", "id": id, "category": category, "name": name,
                    "price": price, "diet": "veg", "allergens": ["milk", "milk"],
                    "station": station, "prep_minutes": 5, "kitchen_note": "Hot", "photo": "00ff", "option_groups": groups}),
                    after
                )
            ),
        (id_of("item"), wording(), price(), station(), 0..700_u16).prop_map(
            |(id, name, price, station, minutes)| json!({"do": "edit_item", "id": id,
                "set": {"name": name, "price": price, "station": station, "prep_minutes": minutes,
                    "kitchen_note": (["", "Hot", "Cold"][usize::from(minutes % 3)]),
                    "photo": ([None, Some("00ff"), Some("11ee")][usize::from(minutes % 3)])}})
        ),
        (id_of("item"), wording(), price()).prop_map(|(id, text, price)| json!({
            "do": "edit_item", "id": id, "set": {"description": text, "diet": "egg"},
            "expected": {"price": price}})),
        (id_of("item"), id_of("category"), after("item")).prop_map(|(id, category, after)| {
            with_after(
                json!({"do": "move_item", "id": id, "category": category}),
                after,
            )
        }),
        id_of("item").prop_map(|id| json!({"do": "remove_item", "id": id})),
        (id_of("item"), id_of("group"), after("group")).prop_map(
            |(item, group, after)| with_after(
                json!({"do": "attach_group", "item": item, "group": group}),
                after
            )
        ),
        (id_of("item"), id_of("group")).prop_map(|(item, group)| json!({
            "do": "detach_group", "item": item, "group": group})),
    ];
    let item_in = || prop::sample::select(&["dosa", "tikka", "i1"][..]);
    let of_variants =
        prop_oneof![
        (item_in(), id_of("variant"), after("variant"), wording(), price()).prop_map(
            |(item, id, after, name, price)| with_after(
                json!({"do": "add_variant", "item": item, "id": id, "name": name, "price": price}),
                after
            )
        ),
        (item_in(), id_of("variant"), wording(), price()).prop_map(|(item, id, name, price)| json!({
            "do": "edit_variant", "item": item, "id": id, "set": {"name": name, "price": price}})),
        (item_in(), id_of("variant"), after("variant")).prop_map(|(item, id, after)| with_after(
            json!({"do": "move_variant", "item": item, "id": id}),
            after
        )),
        (item_in(), id_of("variant")).prop_map(|(item, id)| json!({
            "do": "remove_variant", "item": item, "id": id})),
    ];
    let choice = || {
        (
            prop::sample::select(&["dosa", "tikka", "water", "i1"][..]),
            prop::option::weighted(0.3, id_of("variant")),
            prop::option::of(price()),
        )
    };
    let part = || {
        (
            0..3_u8,
            wording(),
            1..4_u8,
            prop::collection::vec(choice(), 0..4),
        )
    };
    let of_combos =
        (id_of("item"), prop::collection::vec(part(), 0..3)).prop_map(|(item, parts)| {
            let parts = parts.into_iter().map(|(id, name, count, choices)| {
                let choices = choices.into_iter().map(|(item, variant, surcharge)| {
                json!({"item": item, "variant": variant, "surcharge": surcharge})
            });
                let choices: Vec<_> = choices.collect();
                json!({"id": format!("p{id}"), "name": name, "count": count, "choices": choices})
            });
            let parts: Vec<_> = parts.collect();
            json!({"do": "set_combo", "item": item, "set": {"parts": parts}})
        });
    let count = || prop::option::of(0..4_u8);
    let of_overrides = prop_oneof![
        (item_in(), id_of("group"), count(), count(), count()).prop_map(
            |(item, group, min, max, free)| json!({"do": "override_group", "item": item,
                "group": group, "set": {"min": min, "max": max, "free": free}})
        ),
        (
            item_in(),
            id_of("group"),
            id_of("option"),
            prop::option::of(price()),
            any::<bool>()
        )
            .prop_map(|(item, group, option, price, offered)| json!({
                "do": "override_option", "item": item, "group": group, "option": option,
                "set": {"price": price, "offered": offered}})),
    ];
    let of_groups =
        prop_oneof![
        (id_of("group"), wording(), 0..3_u8, 0..3_u8).prop_map(|(id, name, min, max)| json!({
            "do": "add_group", "id": id, "name": name, "min": min, "max": max})),
        (id_of("group"), wording(), 0..70_u8, 0..3_u8).prop_map(|(id, name, min, max)| json!({
            "do": "edit_group", "id": id,
            "set": {"name": name, "min": min, "max": max, "free": (min % 4)}})),
        id_of("group").prop_map(|id| json!({"do": "remove_group", "id": id})),
        (id_of("group"), id_of("option"), after("option"), wording(), price()).prop_map(
            |(group, id, after, name, price)| with_after(
                json!({"do": "add_option", "group": group, "id": id, "name": name, "price": price}),
                after)),
        (id_of("group"), id_of("option"), wording(), price()).prop_map(|(group, id, name, price)|
            json!({"do": "edit_option", "group": group, "id": id,
                "set": {"name": name, "price": price}})),
        (id_of("group"), id_of("option"), after("option")).prop_map(|(group, id, after)| with_after(
            json!({"do": "move_option", "group": group, "id": id}), after)),
        (id_of("group"), id_of("option")).prop_map(|(group, id)| json!({
            "do": "remove_option", "group": group, "id": id})),
    ];
    let of_stations = prop_oneof![
        (id_of("station"), after("station")).prop_map(|(id, after)| with_after(
            json!({"do": "add_station", "id": id, "name": "Pass"}),
            after
        )),
        id_of("station").prop_map(
            |id| json!({"do": "edit_station", "id": id, "set": {"name": "Pit"},
            "expected": {"name": "Griddle"}})
        ),
        (id_of("station"), after("station"))
            .prop_map(|(id, after)| with_after(json!({"do": "move_station", "id": id}), after)),
        id_of("station").prop_map(|id| json!({"do": "remove_station", "id": id})),
    ];
    let in_list = || (id_of("list"), item_in(), prop::option::of(id_of("variant")));
    let of_lists = prop_oneof![
        (id_of("list"), wording(), channels(), times(), percent(), after("list")).prop_map(
            |(id, name, channels, times, percent, after)| with_after(
                json!({"do": "add_price_list", "id": id, "name": name, "channels": channels,
                    "times": times, "percent": percent}),
                after
            )
        ),
        (id_of("list"), channels(), times(), percent()).prop_map(|(id, channels, times, percent)| json!({
            "do": "edit_price_list", "id": id,
            "set": {"channels": channels, "times": times, "percent": percent}})),
        (id_of("list"), after("list"))
            .prop_map(|(id, after)| with_after(json!({"do": "move_price_list", "id": id}), after)),
        id_of("list").prop_map(|id| json!({"do": "remove_price_list", "id": id})),
        (in_list(), prop::option::of(price())).prop_map(|((list, item, variant), price)| json!({
            "do": "set_list_price", "list": list, "item": item, "variant": variant,
            "set": {"price": price}})),
        (id_of("item"), times(), prop::sample::select(&["fixed", "market", "per_100g"][..])).prop_map(
            |(id, times, priced)| json!({"do": "edit_item", "id": id, "set": {"times": times, "priced": priced}})
        ),
        (id_of("category"), times())
            .prop_map(|(id, times)| json!({"do": "edit_category", "id": id, "set": {"times": times}})),
    ];
    let all = prop_oneof![
        4 => of_categories,
        8 => of_items,
        4 => of_variants,
        4 => of_combos,
        8 => of_overrides,
        6 => of_groups,
        2 => of_stations,
        8 => of_lists,
    ];
    all.prop_map(|command| serde_json::from_value(command).unwrap())
}

/// An edit, and which field of which thing it sets.
fn edit() -> impl Strategy<Value = (Command, String)> {
    let field = prop_oneof![
        (id_of("item"), wording()).prop_map(|(id, name)| ("item", id, "name", name)),
        (id_of("item"), wording()).prop_map(|(id, text)| ("item", id, "description", text)),
        (id_of("item"), price()).prop_map(|(id, price)| ("item", id, "price", price)),
        (id_of("category"), wording()).prop_map(|(id, name)| ("category", id, "name", name)),
        (id_of("group"), 0..9_u8).prop_map(|(id, min)| ("group", id, "min", json!(min))),
    ];
    field.prop_map(|(thing, id, field, value)| {
        let command = json!({"do": format!("edit_{thing}"), "id": id, "set": {field: value}});
        let which = format!("{thing} {id} {field}");
        (serde_json::from_value(command).unwrap(), which)
    })
}

/// The draft after each of the commands that can be done.
fn after_all(commands: &[Command]) -> Draft {
    let published = menu();
    let draft = Draft::of(&published);
    commands.iter().fold(draft, |draft, command| {
        let done = draft.apply(std::slice::from_ref(command), &published, edited());
        done.unwrap_or(draft)
    })
}

/// In which order the groups are kept is nobody's business.
fn ordered(mut menu: Menu) -> Menu {
    menu.option_groups
        .sort_by(|one, other| one.id.cmp(&other.id));
    menu
}

proptest! {
    #[test]
    fn a_draft_stays_sound_and_what_does_not_block_can_be_published(
        commands in prop::collection::vec(command(), 0..40)
    ) {
        let draft = after_all(&commands);
        let mut names = std::collections::BTreeSet::new();
        let items = draft.menu.categories.iter().flat_map(|c| &c.items);
        for item in items {
            prop_assert!(names.insert(&item.id), "{} stands twice", item.id);
            prop_assert_eq!(draft.menu.groups_of(item).count(), item.option_groups.len());
            let mut variants = std::collections::BTreeSet::new();
            prop_assert!(item.variants.iter().all(|v| variants.insert(&v.id)));
            let sold = item.parts.iter().flat_map(|p| &p.choices);
            prop_assert!(sold.into_iter().all(|choice| draft.menu.dishes().sells(choice)));
            for offer in &item.option_groups {
                let mut groups = draft.menu.option_groups.iter();
                let group = groups.find(|g| g.id == offer.group).unwrap();
                let holds = |id: &_| group.options.iter().any(|o| o.id == *id);
                prop_assert!(offer.options().all(holds), "{offer:?}");
            }
            let stations = &draft.menu.stations;
            let is_known = |id| stations.iter().any(|s| &s.id == id);
            prop_assert!(item.station.as_ref().is_none_or(is_known));
        }
        for list in &draft.menu.price_lists {
            let mut known = list.clone();
            known.keep_known(&draft.menu);
            prop_assert_eq!(&known, list);
        }
        let blocks = problems(&draft.menu, MenuRules::default()).iter().any(|p| p.code.blocks());
        prop_assert_eq!(draft.publish(MenuRules::default(), edited()).is_err(), blocks);
prop_assert!(blocks || draft.menu.check().is_ok(), "{:?}", draft.menu.check());
    }

    #[test]
    fn the_same_commands_make_the_same_draft(
        commands in prop::collection::vec(command(), 0..20)
    ) {
        prop_assert_eq!(after_all(&commands), after_all(&commands));
    }

    #[test]
    fn what_differs_makes_the_one_menu_of_the_other(
        commands in prop::collection::vec(command(), 0..40)
    ) {
        let published = menu();
        let draft = after_all(&commands);
        let differences = changes(&published, &draft.menu).unwrap();
        let commands: Vec<_> = differences.into_iter().map(|change| change.command).collect();
        let again = Draft::of(&published).apply(&commands, &published, edited());
        prop_assert_eq!(ordered(again.unwrap().menu), ordered(draft.menu));
    }

    #[test]
    fn commands_on_different_things_can_come_in_any_order(
        (one, other) in (edit(), edit()), before in prop::collection::vec(command(), 0..10)
    ) {
        let published = menu();
        let draft = after_all(&before);
        prop_assume!(one.1 != other.1);
        let (one, other) = (one.0, other.0);
        let both = |commands: [&Command; 2]| {
            let commands = commands.map(Clone::clone);
            draft.apply(&commands, &published, edited()).map(|draft| draft.menu).ok()
        };
        prop_assert_eq!(both([&one, &other]), both([&other, &one]));
    }

    #[test]
    fn a_command_is_what_it_was_after_it_went_over_the_wire(command in command()) {
        let text = serde_json::to_string(&command).unwrap();
        prop_assert_eq!(serde_json::from_str::<Command>(&text).unwrap(), command);
    }
}
