//! A menu as a German Excel writes it.

use super::*;

const FILE: &[u8] = include_bytes!("../../samples/excel-semicolon-bom.csv");

#[test]
fn each_row_says_what_happens_with_it() {
    let decision = decided(FILE, &empty("EUR"), &Answers::None);
    assert_eq!(
        rows(&decision),
        [
            "2 created",
            "3 created",
            "4 created",
            "5 asked [E question: is this a rate as a part of one? -> 19 %]",
            "6 asked [B question: looks like a formula -> =2+3]",
            "7 same [F note: is not for sale and left off the menu]",
            "8 asked [B question: looks like a date that a spreadsheet made of something else -> 01. Mrz]",
            "9 created",
            "10 refused [D error: the price is missing]",
        ]
    );
    let expected = ImportSummary {
        created: 4,
        updated: 0,
        same: 1,
        refused: 1,
        asked: 3,
    };
    assert_eq!(decision.report.summary, expected);
    assert_eq!(decision.import, None);
}

#[test]
fn mended_it_makes_the_menu_and_the_same_again_changes_nothing() {
    let text = String::from_utf8(FILE.to_vec())
        .unwrap()
        .replace("Kürbissuppe;;", "Kürbissuppe;;5,20");
    let menu = imported(text.as_bytes(), &empty("EUR"));
    assert_eq!(
        listed(&menu),
        [
            "Suppen / Rote-Linsen-Suppe 750",
            "Suppen / Brühe 490",
            "Suppen / Tomatensuppe 680",
            "Suppen / Kürbissuppe 520",
            "Menüs / Festmenü ab 8 Personen 129900",
            "Getränke / Wasser 0,5 l 300",
            "Getränke / =2+3 500",
            "Getränke / 01. Mrz 390",
        ]
    );
    let soup = item(&menu, "Rote-Linsen-Suppe");
    assert_eq!(soup.description, Some("mit Minze, dazu\nFladenbrot".into()));
    let classes: Vec<_> = [
        "Rote-Linsen-Suppe",
        "Brühe",
        "Festmenü ab 8 Personen",
        "Wasser 0,5 l",
        "=2+3",
    ]
    .map(|name| item(&menu, name).tax_class.to_string())
    .into();
    assert_eq!(classes, ["tax-7", "tax-7", "tax-19", "tax-19", "tax-19"]);
    assert_eq!(
        item(&menu, "Brühe").description,
        Some("„klein“ oder \"groß\"".into())
    );
}
