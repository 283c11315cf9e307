//! What is wrong with credit and what is paid out of it is found.

use super::*;

/// The bill's credit is another one, in all books.
fn kept(evening: &mut Evening, minor: i64) {
    let ledger = &mut evening.ledger;
    ledger.went[1].amount = minor;
    ledger.bills[0].credit_back = minor;
    ledger.till.went[1].2 = minor;
    ledger.accounts[1].entries[0].2 = -minor;
    ledger.accounts[1].balance = 100 - minor;
}

/// So much was paid out, in all books.
fn went_out(evening: &mut Evening, minor: i64) {
    let ledger = &mut evening.ledger;
    ledger.accounts[1].entries[1].2 = minor;
    ledger.accounts[1].balance = minor - 150;
    ledger.till.settled[1].2 = -minor;
}

/// What was paid out is paid out once more under this mark, in all books.
fn goes_out_again(evening: &mut Evening, mark: &str, minor: i64) {
    let ledger = &mut evening.ledger;
    let out = Owed::PaidOut(PaidBy::Cash, mark.to_owned(), approved());
    let account = &mut ledger.accounts[1];
    account.entries.push((3, out, minor));
    account.balance += minor;
    let row = (account.id.clone(), PaidBy::Cash, -minor);
    ledger.till.settled.push(row);
}

fn with_mark<'a>(evening: &'a mut Evening, mark: &str) -> &'a mut Asked {
    let mut all = evening.asked.iter_mut();
    all.find(|asked| asked.mark == mark).unwrap()
}

/// Whoever paid out.
fn hands(evening: &mut Evening) -> &mut Hands {
    match &mut evening.ledger.accounts[1].entries[1].1 {
        Owed::PaidOut(_, _, hands) => hands,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_way_in_which_credit_can_go_wrong_is_found() {
    let breaks: &[Break] = &[
        // What is paid too much, and goes back.
        ("overpaid", |e| with_mark(e, "m-again").deed = Deed::Pay),
        ("paid, and nobody asked", |e| {
            with_mark(e, "m-again").heard = Heard::Failed;
        }),
        ("more went than was paid too much", |e| kept(e, 201)),
        ("not the sum", |e| e.ledger.bills[0].credit_back = 149),
        ("given back twice", |e| {
            let again = Went {
                id: "r3".to_owned(),
                ..e.ledger.went[1].clone()
            };
            e.ledger.went.push(again);
        }),
        ("given back, and nobody asked", |e| {
            with_mark(e, "m-kept").deed = Deed::Refund;
        }),
        ("given back, and nobody asked", |e| {
            e.ledger.went[0].is_credit = true;
        }),
        ("given back, and lost", |e| {
            e.ledger.went.remove(1);
        }),
        // What goes out.
        ("paid out 2 times", |e| goes_out_again(e, "m-out", 50)),
        ("paid out, and nobody asked", |e| {
            goes_out_again(e, "m-none", 50);
        }),
        ("paid out 1 times", |e| {
            with_mark(e, "m-out").heard = Heard::Failed;
        }),
        ("paid out 0 times", |e| {
            with_mark(e, "m-out").of = "meera".to_owned();
        }),
        ("paid out 0 times", |e| {
            e.ledger.accounts[1].entries.pop();
            e.ledger.accounts[1].balance = -150;
            e.ledger.till.settled.pop();
        }),
        ("settled, by the till", |e| e.ledger.till.settled[1].2 = -99),
        // Past nothing.
        ("entry 2 goes past nothing, to 1", |e| went_out(e, 151)),
        ("entry 3 goes past nothing, to 1", |e| {
            goes_out_again(e, "m-out", 51);
        }),
        ("entry 2 goes past nothing, to -1", |e| {
            e.ledger.accounts[0].entries[1].2 = -501;
        }),
        ("-50 in", |e| e.ledger.accounts[1].balance = -49),
        // Two people.
        ("m-out was given out by one alone", |e| {
            hands(e).approved_by = None;
        }),
        ("m-out was given out by one alone", |e| {
            hands(e).approved_by = Some("asha".to_owned());
        }),
        ("m-out was given out by one alone", |e| {
            hands(e).approved_by = Some("omar".to_owned());
        }),
        ("m-kept was given out by one alone", |e| {
            e.ledger.went[1].hands.approved_by = None;
        }),
        ("one word was good for", |e| {
            for mark in ["m-out", "m-kept"] {
                with_mark(e, mark).word = Some("a secret".to_owned());
            }
        }),
    ];
    are_found(breaks);
}

/// A manager needs nobody, one word may be tried on several things, and all of what is to a
/// customer's credit may go out.
#[test]
fn what_only_looks_wrong_is_none() {
    let rights: &[fn(&mut Evening)] = &[
        |e| {
            *hands(e) = Hands {
                by: "ravi".to_owned(),
                approved_by: None,
            };
        },
        |e| {
            for mark in ["m-out", "m-late"] {
                with_mark(e, mark).word = Some("a secret".to_owned());
            }
        },
        |e| went_out(e, 150),
        |e| kept(e, 200),
    ];
    for right in rights {
        let mut evening = evening();
        right(&mut evening);
        let faults = evening.ledger.faults(&evening.asked, &evening.papers);
        assert_eq!(faults, Vec::<String>::new());
    }
}
