//! An export of a point-of-sale program in Spanish.

use salver_domain::priced::PriceKind;

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
            "9 asked [D question: says no category -> below \"Other\"]",
            "10 asked [D question: says no category -> below \"Other\"] [N note: has an open price: a market price, which your staff say each day]",
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
            "The file does not say what 6 new dishes are made of; they are marked as with meat or fish.",
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
            "Other / #other 0",
        ]
    );
    let kinds = ["Nimbu pani", "Plum cake per kg", "#other"].map(|name| item(&menu, name).priced);
    assert_eq!(
        kinds,
        [PriceKind::Fixed, PriceKind::PerKg, PriceKind::Market]
    );
    let dosa = item(&menu, "LANE DOSA");
    assert_eq!(dosa.id.as_str(), "lane-dosa");
    assert_eq!(
        dosa.description,
        Some("Rice & lentils, jalapeño chutney\n45 cm long".into())
    );
    assert_eq!(
        variants(&menu, dosa),
        [
            "family-mild: Family / Mild 42000",
            "family-hot: Family / Hot 42000",
            "single-mild: Single / Mild 16000",
        ]
    );
    assert_eq!(menu.option_groups, []);
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
    assert_eq!(
        variants(&menu, dosa),
        [
            "family-mild: Family / Mild 42000",
            "family-hot: Family / Hot 42000",
            "single-mild: Single / Mild 16000",
            "single-hot: Single / Hot 16000",
        ]
    );
}

#[test]
fn one_size_alone_is_nothing_to_choose() {
    let text = String::from_utf8(FILE.to_vec()).unwrap();
    let one = text.split("lane-dosa,20003").next().unwrap();
    let menu = imported(one.as_bytes(), &empty("INR"));
    let dosa = item(&menu, "LANE DOSA");
    assert_eq!((dosa.price, dosa.variants.len()), (42_000, 0));
}

fn variants(menu: &Menu, item: &Item) -> Vec<String> {
    let told = item.variants.iter();
    told.map(|v| format!("{}: {} {}", v.id, menu.say(&v.name), v.price))
        .collect()
}
