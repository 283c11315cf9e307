use salver_domain::cart::PutLine;
use salver_domain::combo::InCombo;
use salver_domain::fixtures::{cart, check, line, menu, order};
use salver_domain::slip::SlipLine;
use salver_domain::text::{Note, Reason};

use super::*;

const HEADING: Heading<'_> = Heading {
    place: "T1, Hall",
    time: "19:42",
    taken_by: None,
    again: false,
};

fn station(id: &str) -> Station {
    let mut stations = menu().stations.into_iter();
    stations.find(|one| one.id.as_str() == id).unwrap()
}

fn texts(slip: &Slip) -> Vec<String> {
    let lines = slip.lines.iter().filter_map(|line| match line {
        SlipLine::Words { text, .. } => Some(text.clone()),
        SlipLine::Amount { text, amount, .. } => Some(format!("{text} | {amount}")),
        SlipLine::Rule | SlipLine::Gap | SlipLine::Code { .. } => None,
    });
    lines.collect()
}

fn with_note(put: PutLine, note: &str, allergy: bool) -> PutLine {
    PutLine {
        note: Note::parse(Some(note)).unwrap(),
        allergy: Some(allergy),
        ..put
    }
}

fn ordered() -> Order {
    let lines = [
        with_note(line("a", "dosa", 2, &["large", "ghee"]), "no onion", false),
        with_note(line("b", "dosa", 1, &["regular"]), "nuts", true),
        line("c", "tikka", 1, &[]),
        line("d", "water", 3, &[]),
    ];
    order(&check(), &cart(&lines), 12)
}

#[test]
fn each_station_gets_what_it_makes() {
    let order = ordered();
    let griddle = kitchen_copy(&order, Some(&station("griddle")), HEADING).unwrap();
    assert_eq!(
        texts(&griddle),
        [
            "T1, Hall",
            "Order 12 | 19:42",
            "Griddle",
            "2 x Masala Dosa",
            "+ Large",
            "+ Ghee",
            "no onion",
            "1 x Masala Dosa",
            "+ Regular",
            "ALLERGY: nuts",
        ]
    );
    let tandoor = kitchen_copy(&order, Some(&station("tandoor")), HEADING).unwrap();
    assert!(texts(&tandoor).contains(&"1 x Paneer Tikka".to_owned()));
    // What needs no kitchen is on no copy.
    let all = kitchen_copy(&order, None, HEADING).unwrap();
    assert_eq!(
        texts(&all)
            .iter()
            .filter(|text| text.contains(" x "))
            .count(),
        3
    );
}

#[test]
fn a_station_with_nothing_to_make_gets_no_paper() {
    let order = order(&check(), &cart(&[line("d", "water", 3, &[])]), 12);
    assert_eq!(kitchen_copy(&order, None, HEADING), None);
}

#[test]
fn a_second_print_says_so_first() {
    let again = Heading {
        again: true,
        taken_by: Some("Meera"),
        ..HEADING
    };
    let slip = kitchen_copy(&ordered(), None, again).unwrap();
    assert_eq!(
        texts(&slip)[..4],
        ["DUPLICATE", "T1, Hall", "Order 12 | 19:42", "Meera"]
    );
}

#[test]
fn a_cancel_slip_says_which_of_three() {
    let mut order = ordered();
    order.lines[1].reason = Reason::parse(Some("changed their mind")).unwrap();
    let line = &order.lines[1];
    let slip = cancel_slip(&order, &[(line, 1)], None, HEADING).unwrap();
    assert_eq!(
        texts(&slip),
        [
            "CANCEL",
            "T1, Hall",
            "Order 12 | 19:42",
            "CANCEL 1 x Masala Dosa, Regular, nuts",
            "changed their mind",
        ]
    );
    assert_eq!(
        cancel_slip(&order, &[(line, 1)], Some(&station("tandoor")), HEADING),
        None
    );
    assert_eq!(cancel_slip(&order, &[(line, 0)], None, HEADING), None);
}

#[test]
fn a_part_says_of_which_combo_it_is() {
    let mut order = order(&check(), &cart(&[line("c", "tikka", 1, &[])]), 3);
    order.lines[0].combo = Some(InCombo {
        line: "m".parse().unwrap(),
        item_id: "thali".parse().unwrap(),
        name: "Lunch thali".to_owned(),
        part_id: "main".parse().unwrap(),
        part: "Main".to_owned(),
    });
    let slip = kitchen_copy(&order, None, HEADING).unwrap();
    let said = texts(&slip);
    assert_eq!(said[2..], ["1 x Paneer Tikka", "of Lunch thali"]);
}
