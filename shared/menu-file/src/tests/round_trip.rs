//! What goes out comes back, and whatever comes in is read or refused.

use proptest::prelude::*;
use salver_domain::language::{Language, Text};
use salver_domain::menu::{Allergen, Category, Diet, MenuOption, OptionGroup, Station};
use salver_domain::offer::Offer;
use salver_domain::variant::Variant;

use super::*;

/// Texts with whatever spreadsheets, delimiters and guards make of them.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z]{1,8}",
        "[=+@'\"a;,|\\-#&<> .0-9äßडो€]{1,12}",
        Just("01. Mrz".to_owned()),
        Just("Total".to_owned()),
        Just("GetrÃ¤nke".to_owned()),
        Just("Fish &amp; <b>Chips</b>".to_owned()),
        Just("#REF!".to_owned()),
        Just("  two\n lines\t".to_owned()),
    ]
    .prop_filter("something to be seen", |text| !text.trim().is_empty())
}

fn words() -> impl Strategy<Value = Text> {
    let tag = |tag: &str| Language::try_from(tag.to_owned()).unwrap();
    prop_oneof![
        4 => text().prop_map(Text::Plain),
        1 => (text(), text()).prop_map(move |(own, other)| {
            Text::Translated([(tag("en"), own), (tag("hi"), other)].into())
        }),
    ]
}

fn group(at: usize) -> impl Strategy<Value = OptionGroup> {
    (
        words(),
        prop::collection::vec((words(), 0..10_000_i64), 1..4),
        0..=1_u8,
    )
        .prop_map(move |(name, options, free)| OptionGroup {
            id: format!("g{at}").parse().unwrap(),
            name,
            min: 0,
            max: 1,
            free,
            options: options
                .into_iter()
                .enumerate()
                .map(|(o, (name, price))| MenuOption {
                    id: format!("g{at}-{o}").parse().unwrap(),
                    name,
                    price,
                })
                .collect(),
        })
}

fn variants() -> impl Strategy<Value = Vec<Variant>> {
    let one = (words(), prop_oneof![0..=500_000_i64, Just(0)]);
    prop::collection::vec(one, 0..4).prop_map(|all| {
        let all = all.into_iter().enumerate();
        all.map(|(at, (name, price))| Variant {
            id: format!("v{at}").parse().unwrap(),
            name,
            price,
        })
        .collect()
    })
}

/// What an item says of the first of its lists, where all have an option of that number.
fn otherwise() -> impl Strategy<Value = (Option<u8>, Option<i64>, bool)> {
    (
        prop::option::of(0..3_u8),
        prop::option::of(0..9_000_i64),
        any::<bool>(),
    )
}

fn offer(at: usize, (min, price, without): (Option<u8>, Option<i64>, bool)) -> Offer {
    let option = format!("g{at}-0").parse().unwrap();
    Offer {
        min,
        free: min,
        prices: price.map(|price| (option, price)).into_iter().collect(),
        without: without
            .then(|| format!("g{at}-0").parse().unwrap())
            .into_iter()
            .collect(),
        ..Offer::from(
            format!("g{at}")
                .parse::<salver_domain::id::GroupId>()
                .unwrap(),
        )
    }
}

/// The parts of an item in the order of its columns, with its station and groups as numbers.
fn items(groups: usize) -> impl Strategy<Value = Vec<(Item, Option<usize>)>> {
    let diet = prop_oneof![
        Just(Diet::Veg),
        Just(Diet::NonVeg),
        Just(Diet::Egg),
        Just(Diet::Vegan)
    ];
    let allergens = prop::sample::subsequence(
        vec![Allergen::Gluten, Allergen::TreeNuts, Allergen::Milk],
        0..=3,
    );
    let lists = prop::sample::subsequence((0..groups).collect::<Vec<_>>(), 0..=groups);
    let price = prop_oneof![
        0..=500_000_i64,
        Just(0),
        Just(salver_domain::money::MAX_MINOR)
    ];
    let item = (
        words(),
        prop::option::of(words()),
        price,
        diet,
        allergens,
        prop::option::of(0..2_usize),
        (lists, variants(), otherwise()),
        prop::option::of(text()),
    );
    let item = item.prop_map(
        |(name, description, price, diet, allergens, station, offers, kitchen_note)| {
            let (lists, variants, otherwise) = offers;
            let item = Item {
                id: "x".parse().unwrap(),
                name,
                description,
                price,
                variants,
                tax_class: "bottled".parse().unwrap(),
                diet,
                allergens,
                station: None,
                prep_minutes: 5,
                kitchen_note,
                photo: None,
                option_groups: lists.into_iter().map(|at| offer(at, otherwise)).collect(),
                priced: Default::default(),
                may_be_free: price % 2 == 0,
                times: Default::default(),
                parts: Vec::new(),
            };
            (item, station)
        },
    );
    prop::collection::vec(item, 0..5)
}

fn menu() -> impl Strategy<Value = Menu> {
    let stations = (text(), text()).prop_map(|names| {
        let name = |id: &str, name| Station {
            id: id.parse().unwrap(),
            name,
        };
        vec![name("s0", names.0), name("s1", names.1)]
    });
    let currency = prop::sample::select(vec!["INR", "EUR", "JPY", "KWD", "CLF"]);
    let categories = prop::collection::vec((words(), items(3)), 0..4);
    let groups = (group(0), group(1), group(2)).prop_map(|(a, b, c)| vec![a, b, c]);
    (stations, groups, categories, currency).prop_map(
        |(stations, option_groups, categories, currency)| {
            let mut number = 0;
            let categories = categories
                .into_iter()
                .enumerate()
                .map(|(c, (name, items))| Category {
                    id: format!("c{c}").parse().unwrap(),
                    name,
                    description: None,
                    times: Default::default(),
                    items: items
                        .into_iter()
                        .map(|(item, station)| {
                            number += 1;
                            let station = station.map(|at| format!("s{at}").parse().unwrap());
                            Item {
                                id: format!("i{number}").parse().unwrap(),
                                station,
                                ..item
                            }
                        })
                        .collect(),
                });
            Menu {
                categories: categories.collect(),
                stations,
                option_groups,
                ..empty(currency)
            }
        },
    )
}

/// The menu with texts as they can be typed.
fn typed(mut menu: Menu) -> Menu {
    let line = |text: &mut String| {
        let clean = crate::said::clean(text, crate::said::Kind::Name).unwrap();
        *text = if clean.is_empty() {
            "x".to_owned()
        } else {
            clean
        };
    };
    let typed = |text: &mut Text| match text {
        Text::Plain(text) => line(text),
        Text::Translated(texts) => texts.values_mut().for_each(line),
    };
    for category in &mut menu.categories {
        typed(&mut category.name);
        for item in &mut category.items {
            typed(&mut item.name);
            item.description.iter_mut().for_each(typed);
            item.variants.iter_mut().for_each(|v| typed(&mut v.name));
            item.kitchen_note.iter_mut().for_each(line);
        }
    }
    menu.stations.iter_mut().for_each(|s| line(&mut s.name));
    for group in &mut menu.option_groups {
        typed(&mut group.name);
        group
            .options
            .iter_mut()
            .for_each(|option| typed(&mut option.name));
    }
    menu
}

/// How many rows are not the same, with the first of them.
fn changed(decision: &Decision) -> Vec<String> {
    let rows = rows(decision).into_iter();
    rows.filter(|row| !row.ends_with(" same")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn an_export_that_is_imported_again_is_all_the_same(menu in menu()) {
        let items = menu.categories.iter().flat_map(|category| &category.items);
        let count = items.clone().count();
        // Each further variant is a row of its own.
        let rows = items.map(|item| item.variants.len().max(1)).sum::<usize>();
        let csv = decided(&write_csv(&menu), &menu, &Answers::None);
        prop_assert_eq!(changed(&csv), Vec::<String>::new());
        prop_assert_eq!(csv.report.rows.len(), rows);
        prop_assert_eq!(csv.import, Some(Default::default()));
        let json = decided(&write_json(&menu).unwrap(), &menu, &Answers::None);
        prop_assert_eq!(changed(&json), Vec::<String>::new());
        prop_assert_eq!(json.report.rows.len(), count);
        prop_assert_eq!(json.import, Some(Default::default()));
    }

    #[test]
    fn other_readers_read_what_we_write(menu in menu()) {
        let file = write_csv(&menu);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&file[3..]);
        let theirs: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        let text = std::str::from_utf8(&file[3..]).unwrap();
        let ours: Vec<Vec<String>> = crate::cells::parse(text, ',').unwrap().into_iter().map(|row| row.cells).collect();
        prop_assert_eq!(ours, theirs.clone());
        let formula = |cell: &String| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        prop_assert!(!theirs.iter().flatten().any(formula));
    }

    #[test]
    fn a_menu_comes_back_from_its_json_where_nothing_was(menu in menu()) {
        let menu = typed(menu);
        let names: std::collections::BTreeSet<_> = menu.categories.iter().map(|c| crate::fold::loose(menu.say(&c.name))).collect();
        prop_assume!(names.len() == menu.categories.len());
        let file = write_json(&menu).unwrap();
        let nothing = empty(menu.currency.code());
        let decision = decided(&file, &nothing, &Answers::All);
        let Some(import) = decision.import else { return Err(TestCaseError::fail(format!("{:#?}", rows(&decision)))) };
        let back = after(&nothing, &import);
        let again = decided(&file, &back, &Answers::None);
        prop_assert_eq!(changed(&again), Vec::<String>::new());
        // A list that no dish offers comes along as well, an empty category too.
        let plain = |menu: &Menu| Menu { version: 0, ..menu.clone() };
        prop_assert_eq!(plain(&back), plain(&menu));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_csv(&bytes).map(|table| decide(&table, &fixtures::menu(), &Answers::All));
        let _ = read_json(&bytes).map(|table| decide(&table, &fixtures::menu(), &Answers::All));
    }

    #[test]
    fn any_table_is_decided(
        head in prop::sample::subsequence(
            vec!["Handle", "SKU", "Price", "Category", "Option 1 value", "Option 2 value", "Tax", "Available", "Description (hi)"],
            1..=9,
        ),
        cells in prop::collection::vec(prop::collection::vec("[A-Ba-b=0-2.,%\" ]{0,5}", 10), 0..12),
    ) {
        let mut file = format!("Name;{}\n", head.join(";"));
        for row in cells {
            file.push_str(&row.iter().take(head.len() + 1).map(|c| c.replace('"', "")).collect::<Vec<_>>().join(";"));
            file.push('\n');
        }
        check_twice(file.as_bytes(), &fixtures::menu())?;
    }

    #[test]
    fn samples_with_mistakes_are_decided(
        which in 0..2_usize,
        mistakes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6),
    ) {
        let samples: [(&[u8], &str); 2] = [
            (include_bytes!("../../samples/excel-semicolon-bom.csv"), "EUR"),
            (include_bytes!("../../samples/loyverse-like.csv"), "INR"),
        ];
        let (sample, currency) = samples[which];
        let mut file = sample.to_vec();
        for (at, byte, how) in mistakes {
            if file.is_empty() {
                break;
            }
            let at = at.index(file.len());
            match how {
                0 => file[at] = byte,
                1 => file.insert(at, byte),
                2 => { file.remove(at); }
                _ => file.truncate(at + 1),
            }
        }
        check_twice(&file, &empty(currency))?;
    }
}

/// A file that can be read is decided in the same way each time, names each row once, and
/// changes nothing when it comes again.
fn check_twice(file: &[u8], menu: &Menu) -> Result<(), TestCaseError> {
    let Ok(table) = read_csv(file) else {
        return Ok(());
    };
    let decision = decide(&table, menu, &Answers::All).unwrap();
    prop_assert_eq!(&decision, &decide(&table, menu, &Answers::All).unwrap());
    prop_assert_eq!(decision.report.rows.len(), table.rows.len());
    let summary = decision.report.summary;
    let counted =
        summary.created + summary.updated + summary.same + summary.refused + summary.asked;
    prop_assert_eq!(usize::try_from(counted).unwrap(), table.rows.len());
    let Some(import) = decision.import else {
        prop_assert!(summary.refused > 0, "{:#?}", decision.report.rows);
        return Ok(());
    };
    let menu = after(menu, &import);
    let again = decide(&table, &menu, &Answers::All).unwrap();
    prop_assert_eq!(
        again.import,
        Some(Default::default()),
        "{:#?}",
        again.report.rows
    );
    Ok(())
}
