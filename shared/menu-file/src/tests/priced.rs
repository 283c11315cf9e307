//! Dishes by weight and at market prices, from other programs and from files of ours.

use salver_domain::priced::PriceKind;

use super::*;

fn kinds(menu: &Menu) -> Vec<(PriceKind, i64)> {
    let items = menu.categories.iter().flat_map(|category| &category.items);
    items.map(|item| (item.priced, item.price)).collect()
}

#[test]
fn what_is_sold_by_weight_has_its_price_per_unit_or_is_asked_about() {
    let file = "Name,Category,Price,Sold by weight\n\
        Prawns,Fish,1200,per kg\n\
        Halwa,Sweets,95,100 g\n\
        Steak,Grill,12.99,lb\n\
        Barfi (per 100g),Sweets,80,yes\n\
        Paneer/kg,Dairy,400,Y\n\
        Ladoo,Sweets,600,yes\n\
        Naan,Bread,60,no\n\
        Rice,Bread,80,\n\
        Cake,Sweets,90,heavy\n";
    let decision = decided(file.as_bytes(), &empty("INR"), &Answers::None);
    let said = rows(&decision);
    assert_eq!(
        (said[5].as_str(), said[8].as_str()),
        (
            "7 asked [D question: it is sold by weight, and the file does not say of how much this is the price -> per kg]",
            "10 refused [D error: say yes or no, or per kg, per 100 g or per lb]",
        ),
        "{said:?}"
    );
    assert_eq!(decision.report.summary.created, 7);
    let file = file.replace("heavy", "no");
    let menu = imported(file.as_bytes(), &empty("INR"));
    let of = |name| (item(&menu, name).priced, item(&menu, name).price);
    for (name, expected) in [
        ("Prawns", (PriceKind::PerKg, 120_000)),
        ("Halwa", (PriceKind::Per100G, 9_500)),
        ("Steak", (PriceKind::PerLb, 1_299)),
        ("Barfi (per 100g)", (PriceKind::Per100G, 8_000)),
        ("Paneer/kg", (PriceKind::PerKg, 40_000)),
        ("Ladoo", (PriceKind::PerKg, 60_000)),
        ("Naan", (PriceKind::Fixed, 6_000)),
        ("Rice", (PriceKind::Fixed, 8_000)),
    ] {
        assert_eq!(of(name), expected, "{name}");
    }
    menu.check().unwrap();
    // Where goods are priced by the pound.
    let ladoo = "Name,Price,Sold by weight\nLadoo,6,yes\n";
    let menu = imported(ladoo.as_bytes(), &empty("USD"));
    assert_eq!(kinds(&menu), [(PriceKind::PerLb, 600)]);
}

#[test]
fn what_the_menu_knows_of_how_much_stays() {
    let per_100g = "Name,Price,Sold by weight\nLadoo,60,per 100 g\n";
    let menu = imported(per_100g.as_bytes(), &empty("INR"));
    let again = per_100g.replace("per 100 g", "yes").replace("60", "65");
    let decision = decided(again.as_bytes(), &menu, &Answers::None);
    let menu = after(&menu, &decision.import.unwrap());
    assert_eq!(kinds(&menu), [(PriceKind::Per100G, 6_500)]);
}

#[test]
fn an_open_price_is_a_market_price_and_a_price_that_somebody_fixed_stays() {
    let file = "Name,Price,Sold by weight\nLobster,market price,no\n";
    let menu = imported(file.as_bytes(), &empty("INR"));
    assert_eq!(kinds(&menu), [(PriceKind::Market, 0)]);
    let asked = decided(
        b"Name,Price,Sold by weight\nCrab,open,yes\n",
        &empty("INR"),
        &Answers::None,
    );
    assert_eq!(asked.report.summary.asked, 1);
    let fixed = imported(b"Name,Price\nLobster,900\n", &empty("INR"));
    let decision = decided(file.as_bytes(), &fixed, &Answers::None);
    let said = rows(&decision).remove(0);
    assert!(
        said.contains("has an open price; the menu's stays"),
        "{said}"
    );
    assert_eq!(
        kinds(&after(&fixed, &decision.import.unwrap())),
        [(PriceKind::Fixed, 90_000)]
    );
}

#[test]
fn a_file_of_ours_says_it_and_changes_it() {
    let file = "Name,Price,Sold by weight\nPrawns,1200,per kg\nLobster,market price,\nNaan,60,\n";
    let menu = imported(file.as_bytes(), &empty("INR"));
    let written = String::from_utf8(write_csv(&menu)).unwrap();
    for cells in [
        r#""1200.00","per kg""#,
        r#""market price","no""#,
        r#""60.00","no""#,
    ] {
        assert!(written.contains(cells), "{cells} in {written}");
    }
    // Into the same menu it changes nothing, and into another one it brings all of it.
    for into in [menu.clone(), empty("INR")] {
        assert_eq!(kinds(&imported(written.as_bytes(), &into)), kinds(&menu));
    }
    let json = write_json(&menu).unwrap();
    assert_eq!(kinds(&imported(&json, &empty("INR"))), kinds(&menu));
    let other = written
        .replace(r#""1200.00","per kg""#, r#""120.00","per 100 g""#)
        .replace(r#""market price","no""#, r#""900.00","no""#)
        .replace(r#""60.00","no""#, r#""market price","no""#);
    let menu = imported(other.as_bytes(), &menu);
    let expected = [
        (PriceKind::Per100G, 12_000),
        (PriceKind::Fixed, 90_000),
        (PriceKind::Market, 0),
    ];
    assert_eq!(kinds(&menu), expected);
}

#[test]
fn what_is_weighed_in_sizes_is_asked_about() {
    let file = "Name,Price,Variant option one name,Variant option one value,Sold by weight\n\
        Fish,900,Size,Small,per kg\n\
        ,1200,Size,Large,\n";
    let decision = decided(file.as_bytes(), &empty("INR"), &Answers::None);
    let said = rows(&decision).remove(0);
    assert!(said.contains("sold by weight in several sizes"), "{said}");
    let decision = decided(file.as_bytes(), &empty("INR"), &Answers::All);
    let menu = after(&empty("INR"), &decision.import.unwrap());
    assert_eq!(item(&menu, "Fish").priced, PriceKind::Fixed);
    menu.check().unwrap();
}
