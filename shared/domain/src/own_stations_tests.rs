//! The places of a branch's kitchen, and which of them its dishes go to.

use proptest::prelude::*;

use super::*;
use crate::fixtures::{combo_menu, menu};
use crate::money::Currency;
use crate::overrides::{Change, Overrides};

fn id(text: &str) -> StationId {
    text.parse().unwrap()
}

fn add(station: &str, name: &str) -> StationChange {
    let name = MenuName::try_from(name.to_owned()).unwrap();
    let id = id(station);
    StationChange::Add { id, name }
}

fn rename(station: &str, name: &str) -> StationChange {
    let name = MenuName::try_from(name.to_owned()).unwrap();
    let id = id(station);
    StationChange::Rename { id, name }
}

fn remove(station: &str) -> StationChange {
    StationChange::Remove { id: id(station) }
}

/// Behind that one, or before all.
fn shifted(station: &str, after: Option<&str>) -> StationChange {
    let after = After::from(after.map(id));
    let id = id(station);
    StationChange::Move { id, after }
}

fn made_at(station: &str, at: Option<&str>) -> StationChange {
    let at = at.map(id);
    let id = id(station);
    StationChange::MadeAt { id, at }
}

fn dish(item: &str, at: Option<&str>) -> StationChange {
    let id = item.parse().unwrap();
    let at = at.map(self::id);
    StationChange::Item { id, at }
}

fn said(menu: &Menu, ours: &Overrides, changes: &[StationChange]) -> Overrides {
    try_say(menu, ours, changes).unwrap()
}

fn try_say(
    menu: &Menu,
    ours: &Overrides,
    changes: &[StationChange],
) -> Result<Overrides, DomainError> {
    let changes: Vec<_> = changes.iter().cloned().map(Change::Station).collect();
    let said = ours.changed(&changes, menu, Currency::INR);
    said.map_err(|refused| refused.why)
}

fn none() -> Overrides {
    Overrides::default()
}

/// The names of the stations that the branch has.
fn stations(menu: &Menu, ours: &Overrides) -> Vec<String> {
    let here = ours.applied(menu, Currency::INR);
    here.check().unwrap();
    here.stations
        .into_iter()
        .map(|station| station.name)
        .collect()
}

/// The name of the station where an item is made at the branch.
fn made(menu: &Menu, ours: &Overrides, item: &str) -> Option<String> {
    let here = ours.applied(menu, Currency::INR);
    let station = here.item(&item.parse().unwrap()).unwrap().station.clone()?;
    Some(find(&here.stations, &station).unwrap().name.clone())
}

fn name(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// The menu without one of its stations, as the draft leaves it.
fn without(station: &str) -> Menu {
    let mut menu = menu();
    menu.stations.retain(|one| one.id.as_str() != station);
    for item in menu.categories.iter_mut().flat_map(|c| &mut c.items) {
        item.station = item.station.take().filter(|at| at.as_str() != station);
    }
    menu.check().unwrap();
    menu
}

#[test]
fn a_small_branch_makes_all_at_one_place_of_its_own() {
    let menu = menu();
    let changes = [
        add("main", "Kitchen"),
        made_at("griddle", Some("main")),
        made_at("tandoor", Some("main")),
    ];
    let ours = said(&menu, &none(), &changes);
    assert_eq!(stations(&menu, &ours), ["Kitchen"]);
    for item in ["dosa", "tikka"] {
        assert_eq!(made(&menu, &ours, item), name("Kitchen"), "{item}");
    }
    // What needs no kitchen needs none here.
    assert_eq!(made(&menu, &ours, "water"), None);
    // Asked for again it is so already.
    assert_eq!(said(&menu, &ours, &changes), ours);
    // One back, then the place is taken away: the brand's stations are back.
    let ours = said(&menu, &ours, &[made_at("tandoor", None)]);
    assert_eq!(stations(&menu, &ours), ["Tandoor", "Kitchen"]);
    let ours = said(&menu, &ours, &[remove("main"), remove("main")]);
    assert_eq!(ours.applied(&menu, Currency::INR), menu);
    assert!(ours.is_empty());
}

#[test]
fn a_large_branch_has_another_place_for_single_dishes() {
    let menu = menu();
    let changes = [
        add("grill", "Second grill"),
        dish("tikka", Some("grill")),
        dish("water", Some("griddle")),
    ];
    let ours = said(&menu, &none(), &changes);
    assert_eq!(
        stations(&menu, &ours),
        ["Griddle", "Tandoor", "Second grill"]
    );
    assert_eq!(made(&menu, &ours, "tikka"), name("Second grill"));
    assert_eq!(made(&menu, &ours, "dosa"), name("Griddle"));
    assert_eq!(made(&menu, &ours, "water"), name("Griddle"));
    let ours = said(
        &menu,
        &ours,
        &[rename("grill", "Grill 2"), dish("water", None)],
    );
    assert_eq!(made(&menu, &ours, "tikka"), name("Grill 2"));
    assert_eq!(made(&menu, &ours, "water"), None);
    let ours = said(&menu, &ours, &[remove("grill")]);
    assert_eq!(made(&menu, &ours, "tikka"), name("Tandoor"));
}

#[test]
fn own_stations_are_put_in_order_behind_the_brand_s() {
    let menu = menu();
    let three = [add("one", "Main"), add("two", "Back"), add("three", "Bar")];
    let ours = said(&menu, &none(), &three);
    let check = |ours: &Overrides, change: StationChange, wanted: [&str; 3]| {
        let next = said(&menu, ours, std::slice::from_ref(&change));
        assert_eq!(stations(&menu, &next)[2..], wanted, "{change:?}");
        // Said twice it is done once.
        assert_eq!(said(&menu, &next, &[change]), next);
        next
    };
    let last = StationChange::Move {
        id: id("one"),
        after: After::All,
    };
    check(&ours, shifted("three", None), ["Bar", "Main", "Back"]);
    check(&ours, shifted("one", Some("two")), ["Back", "Main", "Bar"]);
    check(&ours, last, ["Back", "Bar", "Main"]);
    // Behind itself, and behind one that is gone or never was among them.
    let same = check(&ours, shifted("two", Some("two")), ["Main", "Back", "Bar"]);
    assert_eq!(same.version, ours.version);
    check(&ours, shifted("one", Some("gone")), ["Back", "Bar", "Main"]);
    check(
        &ours,
        shifted("one", Some("tandoor")),
        ["Back", "Bar", "Main"],
    );
    // The brand's have their order from the brand.
    let refused = try_say(&menu, &ours, &[shifted("tandoor", None)]);
    assert!(matches!(refused, Err(DomainError::NotFound("station"))));
    let moved = check(&ours, shifted("three", None), ["Bar", "Main", "Back"]);
    assert_eq!(
        ours.differences(&moved),
        ["stations in the order Bar, Main, Back"]
    );
    // One that is added or goes moves no other.
    let fewer = said(&menu, &ours, &[remove("one"), add("four", "Pass")]);
    assert_eq!(
        ours.differences(&fewer),
        ["station Main removed", "station Pass added"]
    );
}

#[test]
fn what_goes_to_a_station_that_is_made_elsewhere_goes_there_too() {
    let menu = menu();
    let ours = said(&menu, &none(), &[dish("water", Some("tandoor"))]);
    let ours = said(&menu, &ours, &[made_at("tandoor", Some("griddle"))]);
    assert_eq!(made(&menu, &ours, "water"), name("Griddle"));
    let ours = said(
        &menu,
        &ours,
        &[add("main", "Kitchen"), made_at("griddle", Some("main"))],
    );
    for item in ["dosa", "tikka", "water"] {
        assert_eq!(made(&menu, &ours, item), name("Kitchen"), "{item}");
    }
    assert_eq!(stations(&menu, &ours), ["Kitchen"]);
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let menu = combo_menu();
    let ours = said(&menu, &none(), &[add("main", "Kitchen")]);
    let moved = said(&menu, &ours, &[made_at("tandoor", Some("main"))]);
    let field = |ours: &Overrides, change: StationChange| match try_say(&menu, ours, &[change]) {
        Err(DomainError::Invalid { field, .. } | DomainError::NotFound(field)) => field,
        other => panic!("{other:?}"),
    };
    // Names, the brand's among them, also of stations that are made elsewhere here.
    for bad in ["", "kitchen", "K1tchen", "Griddle", "tand0or"] {
        assert_eq!(field(&moved, add("other", bad)), "name", "{bad}");
    }
    assert_eq!(field(&moved, rename("main", "TANDOOR")), "name");
    assert!(try_say(&menu, &moved, &[rename("main", "KITCHEN")]).is_ok());
    // IDs.
    for taken in ["main", "griddle"] {
        assert_eq!(field(&ours, add(taken, "Other")), "id");
    }
    // What is not there, or no station here.
    assert_eq!(field(&ours, rename("griddle", "Other")), "station");
    assert_eq!(field(&ours, made_at("oven", Some("main"))), "station");
    assert_eq!(field(&ours, made_at("main", Some("griddle"))), "station");
    assert_eq!(field(&ours, made_at("griddle", Some("oven"))), "station");
    assert_eq!(
        field(&moved, made_at("griddle", Some("tandoor"))),
        "station"
    );
    assert_eq!(field(&ours, made_at("griddle", Some("griddle"))), "station");
    assert_eq!(field(&moved, dish("dosa", Some("tandoor"))), "station");
    assert_eq!(field(&ours, dish("soup", Some("main"))), "item");
    assert_eq!(field(&ours, dish("thali", Some("main"))), "id");
    // Too many.
    let many = (0..MAX_OWN_STATIONS).map(|n| add(&format!("s{n}"), &format!("Place {n} x")));
    let many: Vec<_> = many.collect();
    let full = said(&menu, &none(), &many);
    assert_eq!(field(&full, add("more", "One more")), "name");
}

#[test]
fn what_the_brand_takes_away_leaves_nothing_in_the_air_and_has_it_again() {
    let menu = menu();
    let changes = [
        add("main", "Kitchen"),
        made_at("tandoor", Some("main")),
        made_at("griddle", Some("main")),
        dish("water", Some("main")),
    ];
    let ours = said(&menu, &none(), &changes);
    let less = without("tandoor");
    assert_eq!(stations(&less, &ours), ["Kitchen"]);
    assert_eq!(made(&less, &ours, "tikka"), None);
    assert_eq!(made(&less, &ours, "water"), name("Kitchen"));
    // The station at which something is made is gone: it says nothing until it is back.
    let ours = said(
        &menu,
        &none(),
        &[
            made_at("griddle", Some("tandoor")),
            dish("water", Some("tandoor")),
        ],
    );
    assert_eq!(made(&menu, &ours, "dosa"), name("Tandoor"));
    assert_eq!(stations(&less, &ours), ["Griddle"]);
    assert_eq!(made(&less, &ours, "dosa"), name("Griddle"));
    assert_eq!(made(&less, &ours, "water"), None);
    assert_eq!(made(&menu, &ours, "water"), name("Tandoor"));
    // It can be taken back although nobody sees the station.
    let back = said(
        &less,
        &ours,
        &[made_at("griddle", None), dish("water", None)],
    );
    assert!(back.is_empty());
}

#[test]
fn no_circle_comes_of_what_was_said_while_a_station_was_away() {
    let mut menu = menu();
    menu.stations.push(Station {
        id: id("fry"),
        name: "Fryer".to_owned(),
    });
    let ours = said(
        &menu,
        &none(),
        &[
            made_at("tandoor", Some("fry")),
            made_at("fry", Some("griddle")),
        ],
    );
    let mut less = menu.clone();
    less.stations.retain(|station| station.id != id("fry"));
    // On this menu it could be said; on the one before it all would be made nowhere.
    let refused = try_say(&less, &ours, &[made_at("griddle", Some("tandoor"))]);
    assert!(matches!(
        refused,
        Err(DomainError::Invalid {
            field: "station",
            ..
        })
    ));
    assert_eq!(stations(&menu, &ours), ["Griddle"]);
}

#[test]
fn a_station_of_the_brand_s_with_the_id_of_an_own_one_is_the_brand_s() {
    let menu = menu();
    let ours = said(&without("tandoor"), &none(), &[add("tandoor", "Clay oven")]);
    assert_eq!(stations(&menu, &ours), ["Griddle", "Tandoor"]);
    let ours = said(
        &menu,
        &ours,
        &[dish("water", Some("tandoor")), remove("tandoor")],
    );
    assert_eq!(made(&menu, &ours, "water"), name("Tandoor"));
}

#[test]
fn what_became_otherwise_is_told_in_words() {
    let menu = menu();
    let changes = [
        add("main", "Kitchen"),
        made_at("tandoor", Some("main")),
        dish("dosa", Some("main")),
    ];
    let ours = said(&menu, &none(), &changes);
    let told = none().differences(&ours);
    assert_eq!(
        told,
        [
            "station Kitchen added",
            "tandoor made at Kitchen",
            "dosa made at Kitchen"
        ]
    );
    let named = said(&menu, &ours, &[rename("main", "Back kitchen")]);
    assert_eq!(
        ours.differences(&named),
        ["station Kitchen -> Back kitchen"]
    );
    let told = named.differences(&none());
    let brands = "made where the brand says";
    let wanted = [
        "station Back kitchen removed".to_owned(),
        format!("tandoor {brands}"),
        format!("dosa {brands}"),
    ];
    assert_eq!(told, wanted);
}

/// Some stations of the brand's and of the branch's, and one of neither.
const STATIONS: [&str; 6] = ["griddle", "tandoor", "fry", "main", "back", "none"];

fn a_station() -> impl Strategy<Value = &'static str> {
    prop::sample::select(STATIONS.to_vec())
}

fn a_change() -> impl Strategy<Value = StationChange> {
    let names = prop::sample::select(vec!["Kitchen", "Back", "Tandoor", "Grill", "gri11"]);
    let at = || prop::option::weighted(0.8, a_station());
    let item = prop::sample::select(vec!["dosa", "tikka", "water", "thali", "soup"]);
    prop_oneof![
        2 => (a_station(), names.clone()).prop_map(|(id, name)| add(id, name)),
        1 => (a_station(), names).prop_map(|(id, name)| rename(id, name)),
        1 => a_station().prop_map(remove),
        1 => (a_station(), at()).prop_map(|(id, after)| shifted(id, after)),
        3 => (a_station(), at()).prop_map(|(id, to)| made_at(id, to)),
        3 => (item, at()).prop_map(|(item, to)| dish(item, to)),
    ]
}

/// The menu with some of the stations that the brand has at times.
fn a_menu() -> impl Strategy<Value = Menu> {
    (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(griddle, tandoor, fry)| {
        let mut menu = combo_menu();
        menu.stations.push(Station {
            id: id("fry"),
            name: "Fryer".to_owned(),
        });
        let gone = [("griddle", griddle), ("tandoor", tandoor), ("fry", fry)];
        for (gone, is_there) in gone {
            if is_there {
                continue;
            }
            menu.stations.retain(|station| station.id != id(gone));
            for item in menu.categories.iter_mut().flat_map(|c| &mut c.items) {
                item.station = item.station.take().filter(|at| *at != id(gone));
            }
        }
        menu
    })
}

proptest! {
    /// Whatever is said, on whichever menus of a brand that comes and goes: each dish is made at a
    /// station that the branch's board shows, and what is made nowhere is so only where the brand
    /// says it.
    #[test]
    fn a_dish_is_always_made_at_a_station_that_is_there(
        steps in prop::collection::vec((a_menu(), a_change()), 0..40),
        menu in a_menu(),
    ) {
        let mut ours = none();
        for (menu, change) in steps {
            ours = try_say(&menu, &ours, &[change]).unwrap_or(ours);
        }
        let here = ours.applied(&menu, Currency::INR);
        here.check().unwrap();
        for item in here.categories.iter().flat_map(|c| &c.items) {
            let brands = menu.item(&item.id).unwrap();
            prop_assert!(item.station.is_some() || brands.station.is_none());
            if item.is_combo() {
                prop_assert_eq!(&item.station, &brands.station);
            }
        }
        for station in &here.stations {
            let count = here.stations.iter().filter(|one| one.id == station.id).count();
            prop_assert_eq!(count, 1);
            prop_assert!(ours.stations().made_at(&menu, &station.id).is_none());
        }
        // What is said is stored and read as it was.
        let stored = serde_json::to_string(&ours).unwrap();
        prop_assert_eq!(serde_json::from_str::<Overrides>(&stored).unwrap(), ours);
    }
}
