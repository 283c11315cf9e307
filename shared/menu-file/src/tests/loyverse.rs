//! An export of a point-of-sale program in Spanish.

use super::*;

const FILE: &[u8] = include_bytes!("../../samples/loyverse-like.csv");

#[test]
fn each_row_says_what_happens_with_it() {
    let decision = decided(FILE, &empty("INR"), &Answers::None);
    assert_eq!(
        rows(&decision),
        [
            "2 created",
            "3 created",
            "4 created",
            "5 created",
            "6 created [M note: this size is not for sale and left out]",
            "7 created",
            "8 created",
            "9 asked [D question: says no category -> below \"Other\"] [F question: it is sold by weight, a menu has prices by the piece -> 950.50 for one]",
            "10 asked [N question: has an open price, a menu needs a fixed one -> left off the menu]",
            "11 same [M note: is not for sale and left off the menu]",
        ]
    );
    let unread = decision.report.columns.iter().filter(|column| !column.read);
    let unread: Vec<_> = unread
        .map(|column| format!("{} {}", column.column, column.header))
        .collect();
    assert_eq!(unread, ["K Coste", "L Codigo de barras"]);
    assert_eq!(
        decision.report.notes,
        [
            "New categories: DRINKS, TIFFIN, LUNCH (12 to 3), Other.",
            "The file does not say what 5 new dishes are made of; they are marked as with meat or fish.",
        ]
    );
    assert_eq!(decision.import, None);
}

#[test]
fn answered_it_makes_the_menu_and_the_same_again_changes_nothing() {
    let menu = imported(FILE, &empty("INR"));
    assert_eq!(
        listed(&menu),
        [
            "DRINKS / Nimbu pani 8000",
            "TIFFIN / LANE DOSA 16000",
            "TIFFIN / 1/2 thali 11000",
            "LUNCH (12 to 3) / 1/2 thali 11000",
            "Other / Plum cake per kg 95050",
        ]
    );
    let dosa = item(&menu, "LANE DOSA");
    assert_eq!(dosa.id.as_str(), "lane-dosa");
    assert_eq!(
        dosa.description,
        Some("Rice & lentils, jalapeño chutney\n45 cm long".into())
    );
    let groups: Vec<_> = menu
        .groups_of(dosa)
        .map(|group| (menu.say(&group.name), group.min, group.max))
        .collect();
    assert_eq!(groups, [("Size / Heat", 1, 1)]);
    let options = menu.option_groups[0].options.iter();
    let options: Vec<_> = options
        .map(|option| (menu.say(&option.name), option.price))
        .collect();
    assert_eq!(
        options,
        [
            ("Family / Mild", 26_000),
            ("Family / Hot", 26_000),
            ("Single / Mild", 0)
        ]
    );
    let classes =
        ["Nimbu pani", "Plum cake per kg"].map(|name| item(&menu, name).tax_class.to_string());
    assert_eq!(classes, ["gst-5", "gst-5-and-vat-20"]);
    menu.check().unwrap();
}

#[test]
fn a_size_that_is_sold_again_comes_back_beside_the_others() {
    let menu = imported(FILE, &empty("INR"));
    let text = String::from_utf8(FILE.to_vec()).unwrap();
    let sold = text.replace(",,Single,,Hot,0,,N,160", ",,Single,,Hot,0,,Y,160");
    let decision = decided(sold.as_bytes(), &menu, &Answers::All);
    let expected = ImportSummary {
        created: 0,
        updated: 4,
        same: 6,
        refused: 0,
        asked: 0,
    };
    assert_eq!(decision.report.summary, expected);
    let menu = after(&menu, &decision.import.unwrap());
    let dosa = item(&menu, "LANE DOSA");
    let groups = menu.groups_of(dosa).map(|group| {
        let options = group
            .options
            .iter()
            .map(|o| format!("{} {}", menu.say(&o.name), o.price));
        format!(
            "{}: {}",
            menu.say(&group.name),
            options.collect::<Vec<_>>().join(", ")
        )
    });
    let groups: Vec<_> = groups.collect();
    assert_eq!(
        groups,
        ["Size: Family 26000, Single 0", "Heat: Mild 0, Hot 0"]
    );
}

#[test]
fn what_has_one_value_is_nothing_to_choose() {
    let text = String::from_utf8(FILE.to_vec()).unwrap();
    let one = text.split("lane-dosa,20004").next().unwrap();
    let menu = imported(one.as_bytes(), &empty("INR"));
    let groups = menu.groups_of(item(&menu, "LANE DOSA"));
    let groups: Vec<_> = groups.map(|group| menu.say(&group.name)).collect();
    assert_eq!(groups, ["Heat"]);
}
