//! Carts: what single edits do, and that edits of several phones merge.

use proptest::prelude::*;

use super::*;
use crate::fixtures::{adder, cart, check as session, guest, inr, line, menu, moment, stock};

fn put(cart: &Cart, put: &PutLine) -> Result<Cart, DomainError> {
    cart.put(&menu(), &moment(&stock()), put, &adder())
}

#[test]
fn an_allergy_is_said_in_a_note() {
    let wish = Note::parse(Some("no peanuts")).unwrap();
    let allergic = |note| PutLine {
        note,
        allergy: Some(true),
        ..line("l1", "dosa", 1, &["large"])
    };
    let empty = cart(&[]);
    let said = put(&empty, &allergic(wish)).unwrap();
    assert!(said.lines[0].allergy);
    let silent = put(&empty, &allergic(None)).unwrap();
    assert!(!silent.lines[0].allergy, "of what is not said");
}

#[test]
fn a_page_that_does_not_know_of_allergies_drops_none() {
    let wish = |text| Note::parse(Some(text)).unwrap();
    let said = PutLine {
        note: wish("no peanuts"),
        allergy: Some(true),
        ..line("l1", "dosa", 1, &["large"])
    };
    let cart = put(&cart(&[]), &said).unwrap();
    let after = |note, allergy| {
        let change = PutLine {
            quantity: 2,
            note,
            allergy,
            ..said.clone()
        };
        put(&cart, &change).unwrap().lines[0].allergy
    };
    assert!(after(wish("no peanuts"), None));
    assert!(!after(wish("very hot"), None), "that note is another one");
    assert!(!after(None, None));
    assert!(!after(wish("no peanuts"), Some(false)));
}

#[test]
fn a_line_is_priced_and_changed_in_place() {
    let cart = cart(&[
        line("l1", "dosa", 2, &["large", "ghee"]),
        line("l2", "water", 1, &[]),
    ]);
    assert_eq!((cart.version, cart.total), (2, inr(2 * 17_500 + 4_000)));
    let guest_2 = guest(&session(), 2).as_adder();
    let more = cart
        .put(
            &menu(),
            &moment(&stock()),
            &line("l1", "dosa", 3, &["regular"]),
            &guest_2,
        )
        .unwrap();
    assert_eq!((more.version, more.total), (3, inr(3 * 12_000 + 4_000)));
    assert_eq!(more.lines[0].id.as_str(), "l1", "it keeps its place");
    assert_eq!(
        more.lines[0].added_by,
        adder(),
        "and who put it there first"
    );
}

#[test]
fn edits_are_refused() {
    let full = (0..MAX_LINES)
        .map(|i| line(&format!("l{i}"), "water", 1, &[]))
        .collect::<Vec<_>>();
    let invalid = |field| move |e: &DomainError| matches!(e, DomainError::Invalid { field: f, .. } if *f == field);
    let check = |cart: &Cart, edit: &PutLine, expected: &dyn Fn(&DomainError) -> bool| {
        let error = put(cart, edit).unwrap_err();
        assert!(expected(&error), "{error:?}");
    };
    let empty = cart(&[]);
    check(
        &empty,
        &line("l", "water", MAX_QUANTITY + 1, &[]),
        &invalid("quantity"),
    );
    check(
        &empty,
        &line("l", "water", u32::MAX, &[]),
        &invalid("quantity"),
    );
    check(&empty, &line("l", "dosa", 1, &[]), &invalid("options"));
    check(&empty, &line("l", "nothing", 1, &[]), &|e| {
        *e == DomainError::NotFound("item")
    });
    check(
        &cart(&full),
        &line("one-more", "water", 1, &[]),
        &invalid("lines"),
    );
    assert!(
        put(&cart(&full), &line("l0", "water", 2, &[])).is_ok(),
        "a full cart can change"
    );
}

#[test]
fn sold_out_items_do_not_get_more() {
    let stock = crate::stock::Stock {
        sold_out: ["tikka".parse().unwrap()].into(),
        ..stock()
    };
    let before = cart(&[line("a", "tikka", 3, &[]), line("b", "water", 3, &[])]);
    let check = |edit: PutLine, allowed: bool| {
        let result = before.put(&menu(), &moment(&stock), &edit, &adder());
        match result {
            Ok(_) => assert!(allowed, "{edit:?}"),
            Err(error) => {
                assert!(!allowed, "{edit:?}");
                assert!(
                    matches!(error, DomainError::ItemSoldOut { .. }),
                    "{error:?}"
                );
            }
        }
    };
    check(line("c", "tikka", 1, &[]), false);
    check(line("a", "tikka", 4, &[]), false);
    check(line("a", "tikka", 2, &[]), true);
    check(line("a", "tikka", 0, &[]), true);
    // Another line that becomes this item is more of it, however few pieces.
    check(line("b", "tikka", 1, &[]), false);
}

#[test]
fn prices_follow_the_menu() {
    let before = cart(&[line("a", "dosa", 2, &["large"])]);
    let mut dearer = menu();
    dearer.categories[0].items[0].price += 500;
    dearer.option_groups[0].options[1].price -= 100;
    let after = before.repriced(&dearer, &moment(&stock())).unwrap();
    assert_eq!(
        (after.total, after.version),
        (inr(2 * 16_400), before.version)
    );
}

#[test]
fn a_cart_grows_to_what_one_order_may_hold() {
    let two = cart(&[line("a", "water", 1, &[]), line("b", "tikka", 1, &[])]);
    assert_eq!(two.clone().require_at_most(2), Ok(two.clone()));
    let refused = two.require_at_most(1);
    assert!(
        matches!(refused, Err(DomainError::Invalid { field: "lines", .. })),
        "{refused:?}"
    );
}

#[test]
fn the_memory_of_spent_lines_is_bounded() {
    let mut now = cart(&[]);
    for round in 0..=MAX_SPENT {
        now = put(&now, &line(&format!("l{round}"), "water", 1, &[]))
            .unwrap()
            .ordered();
    }
    assert_eq!(now.spent.len(), MAX_SPENT);
    let last = line(&format!("l{MAX_SPENT}"), "water", 1, &[]);
    assert!(matches!(put(&now, &last), Err(DomainError::CartChanged)));
}

/// One edit of one phone.
#[derive(Debug, Clone)]
enum Edit {
    Put(PutLine),
    Remove(LineId),
    Clear,
    /// The cart goes out with an order.
    Order,
}

impl Edit {
    fn apply(&self, cart: &Cart) -> Result<Cart, DomainError> {
        match self {
            Self::Put(edit) => put(cart, edit),
            Self::Remove(id) => cart.remove(id),
            Self::Clear => cart.clear(),
            Self::Order => Ok(cart.ordered()),
        }
    }
}

fn any_put(ids: &'static str) -> impl Strategy<Value = PutLine> {
    let options: [&'static [&'static str]; 3] = [&["regular"], &["large"], &["large", "podi"]];
    let options = prop::sample::select(options.to_vec());
    let dosa = (0..=5_u32, options).prop_map(|(n, o)| ("dosa", n, o));
    let plain = (prop::sample::select(vec!["tikka", "water"]), 0..=5_u32)
        .prop_map(|(item, n)| (item, n, &[] as &[&str]));
    (ids, prop_oneof![dosa, plain]).prop_map(|(id, (item, n, options))| line(&id, item, n, options))
}

fn any_edit(ids: &'static str) -> impl Strategy<Value = Edit> {
    prop_oneof![
        8 => any_put(ids).prop_map(Edit::Put),
        2 => ids.prop_map(|id| Edit::Remove(id.parse().unwrap())),
        1 => Just(Edit::Clear),
        1 => Just(Edit::Order),
    ]
}

fn sorted(cart: &Cart) -> Vec<CartLine> {
    let mut lines = cart.lines.clone();
    lines.sort_by(|a, b| a.id.cmp(&b.id));
    lines
}

/// What must be true of any cart.
fn sound(cart: &Cart) -> Result<(), TestCaseError> {
    let sum: i64 = cart
        .lines
        .iter()
        .map(|l| l.unit_price.minor * i64::from(l.quantity))
        .sum();
    prop_assert_eq!(cart.total.minor, sum);
    for line in &cart.lines {
        prop_assert_eq!(
            line.total.minor,
            line.unit_price.minor * i64::from(line.quantity)
        );
        prop_assert!((1..=MAX_QUANTITY).contains(&line.quantity));
        prop_assert!(!cart.spent.contains(&line.id), "a spent line came back");
        prop_assert_eq!(cart.lines.iter().filter(|l| l.id == line.id).count(), 1);
    }
    Ok(())
}

/// Applies edits one after the other; what is refused changes nothing.
fn serial<'a>(start: &Cart, edits: impl IntoIterator<Item = &'a Edit>) -> Cart {
    edits.into_iter().fold(start.clone(), |cart, edit| {
        edit.apply(&cart).unwrap_or(cart)
    })
}

proptest! {
    #[test]
    fn every_cart_is_sound(edits in prop::collection::vec(any_edit("[a-f]"), 0..30)) {
        let mut now = cart(&[]);
        for edit in &edits {
            let next = edit.apply(&now).unwrap_or_else(|_| now.clone());
            sound(&next)?;
            let same = next.lines == now.lines && next.spent == now.spent;
            prop_assert!(next.version == now.version + 1 || same && next.version == now.version);
            prop_assert!(next.spent.len() <= MAX_SPENT);
            now = next;
        }
    }

    #[test]
    fn the_same_edit_twice_is_one(
        start in prop::collection::vec(any_put("[a-f]"), 0..6),
        edit in any_put("[a-f]"),
    ) {
        let start = cart(&start);
        let once = put(&start, &edit).unwrap();
        let twice = put(&once, &edit).unwrap();
        prop_assert_eq!(&once, &twice, "not even the version moves");
        let gone = once.remove(&edit.id).unwrap();
        prop_assert_eq!(gone.remove(&edit.id).unwrap(), gone);
    }

    #[test]
    fn edits_of_different_lines_commute(
        start in prop::collection::vec(any_put("[a-f]"), 0..6),
        one in any_put("[a-c]"),
        other in any_put("[d-f]"),
    ) {
        let start = cart(&start);
        let forth = put(&put(&start, &one).unwrap(), &other).unwrap();
        let back = put(&put(&start, &other).unwrap(), &one).unwrap();
        prop_assert_eq!(sorted(&forth), sorted(&back));
        prop_assert_eq!(forth.total, back.total);
    }

    /// Phones read a version, edit it, and write under it; who comes late makes the edit
    /// again on what is there, as the store does. However that interleaves, it is as if
    /// the edits had come one after the other in the order of their commits.
    #[test]
    fn any_interleaving_is_some_serial_order(
        phones in prop::collection::vec(prop::collection::vec(any_edit("[a-h]"), 0..6), 2..5),
        schedule in prop::collection::vec(any::<prop::sample::Index>(), 0..120),
    ) {
        let start = cart(&[]);
        let mut stored = start.clone();
        let mut committed: Vec<&Edit> = Vec::new();
        // Per phone: its next edit, and the version that it has read for it.
        let mut next = vec![0_usize; phones.len()];
        let mut read: Vec<Option<Cart>> = vec![None; phones.len()];
        let everybody = (0..phones.len()).cycle().take(phones.len() * 60);
        let turns = schedule.iter().map(|i| i.index(phones.len())).chain(everybody);
        for phone in turns {
            let Some(edit) = phones[phone].get(next[phone]) else { continue };
            let Some(seen) = read[phone].take() else {
                read[phone] = Some(stored.clone());
                continue;
            };
            if seen.version == stored.version {
                stored = edit.apply(&seen).unwrap_or(seen);
                committed.push(edit);
                next[phone] += 1;
            } else {
                read[phone] = Some(stored.clone());
            }
            sound(&stored)?;
        }
        let all: usize = phones.iter().map(Vec::len).sum();
        prop_assert_eq!(committed.len(), all, "nobody's edit is lost");
        prop_assert_eq!(serial(&start, committed), stored);
    }

    /// Each phone has lines of its own: then nothing of anybody's is lost or changed.
    #[test]
    fn phones_with_their_own_lines_keep_them_all(
        counts in prop::collection::vec(prop::collection::vec(1..=9_u32, 1..6), 2..5),
        order in any::<prop::sample::Index>(),
    ) {
        let mut edits: Vec<_> = counts
            .iter()
            .enumerate()
            .flat_map(|(phone, lines)| lines.iter().enumerate().map(move |(i, n)| (phone, i, *n)))
            .map(|(phone, i, n)| Edit::Put(line(&format!("p{phone}-{i}"), "water", n, &[])))
            .collect();
        let at = order.index(edits.len());
        edits.rotate_left(at);
        let done = serial(&cart(&[]), &edits);
        prop_assert_eq!(done.lines.len(), edits.len());
        let pieces: u32 = counts.iter().flatten().sum();
        prop_assert_eq!(done.total, inr(i64::from(pieces) * 4_000));
    }
}
