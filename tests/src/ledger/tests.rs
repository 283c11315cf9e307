//! The check finds what is wrong, and nothing where all is right.

mod credit;

use serde_json::{Value, json};

use super::*;

fn inr(minor: i64) -> Value {
    json!({"minor": minor, "currency": "INR"})
}

fn asked(deed: Deed, of: &str, mark: &str, heard: Heard) -> Asked {
    Asked {
        deed,
        of: of.to_owned(),
        bill: None,
        mark: mark.to_owned(),
        word: None,
        heard,
    }
}

/// A cashier with the word of a manager.
fn approved() -> Hands {
    Hands {
        by: "asha".to_owned(),
        approved_by: Some("ravi".to_owned()),
    }
}

/// A check of two bills. The first one was paid in cash, printed and given back in part; of what
/// came for it once more a part is kept for a customer, who got some of it. The second one was put
/// on an account, and that was settled.
struct Evening {
    ledger: Ledger,
    asked: Vec<Asked>,
    papers: Papers,
}

fn evening() -> Evening {
    let bill = |id: &str, number, paid, refunded, credit_back| Billed {
        id: id.to_owned(),
        check: "check".to_owned(),
        row: "2026-27".to_owned(),
        number,
        total: 500,
        paid,
        tips: 0,
        refunded,
        credit_back,
        void: None,
    };
    let came = |id: &str, bill: &str, by, amount, mark: &str| Came {
        id: id.to_owned(),
        bill: bill.to_owned(),
        by,
        amount,
        tip: 0,
        mark: mark.to_owned(),
    };
    let went = |id: &str, by, amount, mark: &str| Went {
        id: id.to_owned(),
        bill: "b1".to_owned(),
        by,
        amount,
        is_credit: by == PaidBy::Due,
        mark: mark.to_owned(),
        hands: approved(),
    };
    let account = Account {
        id: "meera".to_owned(),
        balance: 200,
        entries: vec![
            (1, Owed::Charged("p2".to_owned()), 500),
            (2, Owed::Settled(PaidBy::Upi, "m-settled".to_owned()), -300),
        ],
    };
    let out = Owed::PaidOut(PaidBy::Cash, "m-out".to_owned(), approved());
    let keeper = Account {
        id: "omar".to_owned(),
        balance: -50,
        entries: vec![(1, Owed::Refunded("r2".to_owned()), -150), (2, out, 100)],
    };
    let ids = ["b1", "b2"].map(str::to_owned);
    let till = Till {
        came: vec![
            (ids[0].clone(), PaidBy::Cash, 500, 0),
            (ids[1].clone(), PaidBy::Due, 500, 0),
            (ids[0].clone(), PaidBy::Upi, 200, 0),
        ],
        went: vec![
            (ids[0].clone(), PaidBy::Cash, 100),
            (ids[0].clone(), PaidBy::Due, 150),
        ],
        settled: vec![
            ("meera".to_owned(), PaidBy::Upi, 300),
            ("omar".to_owned(), PaidBy::Cash, -100),
        ],
        charged: ids.clone().into_iter().map(|id| (id, 500)).collect(),
        entries: (5, 5),
    };
    let job = Job {
        id: "j1".to_owned(),
        of: "bill b1".to_owned(),
        printer: "till".to_owned(),
        status: PrintStatus::Printed,
        repeats: false,
    };
    let paid = |id: &str, minor: i64, mark: &str| {
        Heard::Ok(json!({"payment": {"id": id, "amount": inr(minor), "reference": mark}}))
    };
    let given = |id: &str| Heard::Ok(json!({"refund": {"id": id}}));
    let bills = json!({"bills": [{"id": "b1"}, {"id": "b2"}]});
    let mut printing = asked(Deed::Print, "check", "m-print", Heard::Ok(json!({})));
    printing.bill = Some(ids[0].clone());
    Evening {
        ledger: Ledger {
            bills: vec![bill("b1", 1, 700, 100, 150), bill("b2", 2, 500, 0, 0)],
            came: vec![
                came("p1", "b1", PaidBy::Cash, 500, "m-cash"),
                came("p2", "b2", PaidBy::Due, 500, "m-due"),
                came("p3", "b1", PaidBy::Upi, 200, "m-again"),
            ],
            went: vec![
                went("r1", PaidBy::Cash, 100, "m-back"),
                went("r2", PaidBy::Due, 150, "m-kept"),
            ],
            accounts: vec![account, keeper],
            till,
            last: BTreeMap::from([("2026-27".to_owned(), 2)]),
            jobs: vec![job],
            approvers: BTreeSet::from(["ravi".to_owned()]),
        },
        asked: vec![
            asked(Deed::Bill, "check", "m-bill", Heard::Ok(bills)),
            asked(Deed::Pay, "check", "m-cash", paid("p1", 500, "m-cash")),
            asked(Deed::Pay, "check", "m-due", paid("p2", 500, "m-due")),
            asked(Deed::Pay, "check", "m-late", Heard::Failed),
            asked(Deed::Refund, "check", "m-back", given("r1")),
            asked(Deed::Settle, "meera", "m-settled", Heard::Unknown),
            printing,
            asked(
                Deed::PayAgain,
                "check",
                "m-again",
                paid("p3", 200, "m-again"),
            ),
            asked(Deed::Credit, "check", "m-kept", given("r2")),
            asked(Deed::PayOut, "omar", "m-out", Heard::Ok(json!({}))),
        ],
        papers: Papers {
            printed: vec!["j1".to_owned()],
            confirmed: BTreeSet::from(["j1".to_owned()]),
        },
    }
}

#[test]
fn an_evening_on_which_all_is_right() {
    let Evening {
        ledger,
        asked,
        papers,
    } = evening();
    assert_eq!(ledger.faults(&asked, &papers), Vec::<String>::new());
}

/// What is broken, by which word the fault is told.
type Break = (&'static str, fn(&mut Evening));

#[test]
fn each_way_in_which_it_can_be_wrong_is_found() {
    let breaks: &[Break] = &[
        // Paid twice: once more than anybody asked, or one intent two times.
        ("m-cash", |e| {
            let mut again = e.ledger.came[0].clone();
            again.id = "p3".to_owned();
            e.ledger
                .till
                .came
                .push((again.bill.clone(), again.by, 500, 0));
            e.ledger.bills[0].paid = 1_000;
            e.ledger.bills[0].total = 1_000;
            e.ledger.till.charged.insert("b1".to_owned(), 1_000);
            e.ledger.came.push(again);
        }),
        ("nobody asked", |e| {
            e.ledger.came[0].mark = "m-none".to_owned()
        }),
        ("nobody asked", |e| {
            e.ledger.came[0].mark = "m-late".to_owned()
        }),
        // Paid, and lost.
        ("m-cash", |e| {
            e.ledger.came.remove(0);
            e.ledger.till.came.remove(0);
            e.ledger.went.clear();
            e.ledger.till.went.clear();
            e.ledger.bills[0].paid = 0;
            e.ledger.bills[0].refunded = 0;
        }),
        ("m-cash", |e| {
            e.ledger.came[0].amount = 400;
            e.ledger.till.came[0].2 = 400;
            e.ledger.bills[0].paid = 400;
        }),
        ("overpaid", |e| {
            e.ledger.bills[0].total = 499;
            e.ledger.till.charged.insert("b1".to_owned(), 499);
        }),
        ("not the sum", |e| e.ledger.bills[1].paid = 499),
        ("paid, and nobody asked", |e| {
            e.asked[1].bill = Some("b2".to_owned());
        }),
        // Numbers.
        ("numbers of 2026-27", |e| e.ledger.bills[1].number = 1),
        ("numbers of 2026-27", |e| e.ledger.bills[1].number = 3),
        ("numbers of 2026-27", |e| {
            e.ledger.last.insert("2026-27".to_owned(), 3);
        }),
        ("a bill is lost", |e| {
            e.asked[0].heard = Heard::Ok(json!({"bills": [{"id": "b3"}]}));
        }),
        ("nobody asked for", |e| e.asked[0].heard = Heard::Failed),
        ("nobody took it back", |e| {
            e.ledger.bills[1].void = Some("m-void".to_owned());
        }),
        ("bills taken back by", |e| {
            let void = asked(Deed::Void, "check", "m-void", Heard::Ok(json!({})));
            e.asked.push(void);
        }),
        // Money back.
        ("given back, and lost", |e| {
            e.ledger.went.clear();
            e.ledger.till.went.clear();
            e.ledger.bills[0].refunded = 0;
        }),
        ("given back, and nobody asked", |e| {
            e.asked[4].heard = Heard::Failed;
        }),
        ("given back twice", |e| {
            let again = Went {
                id: "r2".to_owned(),
                ..e.ledger.went[0].clone()
            };
            e.ledger.till.went.push((again.bill.clone(), again.by, 100));
            e.ledger.bills[0].refunded = 200;
            e.ledger.went.push(again);
        }),
        // The till.
        ("came, by the till", |e| e.ledger.till.came[0].2 = 499),
        ("went back, by the till", |e| e.ledger.till.went.clear()),
        ("settled, by the till", |e| e.ledger.till.settled.clear()),
        ("charged, by the till", |e| {
            e.ledger.till.charged.insert("b1".to_owned(), 1_000);
        }),
        ("entries", |e| e.ledger.till.entries.1 = 4),
        // Accounts.
        ("gaps", |e| e.ledger.accounts[0].entries[1].0 = 3),
        ("200 in", |e| e.ledger.accounts[0].balance = 201),
        ("put on accounts", |e| {
            e.ledger.accounts[0].entries[0].1 = Owed::Charged("p9".to_owned());
        }),
        ("taken off accounts", |e| {
            e.ledger.accounts[0]
                .entries
                .push((3, Owed::Refunded("r9".to_owned()), 0));
        }),
        ("0 times", |e| {
            e.asked[5].heard = Heard::Ok(json!({}));
            e.ledger.accounts[0].entries[1].1 = Owed::Settled(PaidBy::Upi, "m-9".to_owned());
        }),
        ("settled, and nobody asked", |e| {
            e.asked.remove(5);
        }),
        ("1 times", |e| e.asked[5].heard = Heard::Failed),
        // Printers.
        ("printed twice", |e| e.papers.printed.push("j1".to_owned())),
        ("it never came out", |e| e.papers.printed.clear()),
        ("the job does not know", |e| {
            e.ledger.jobs[0].status = PrintStatus::Unconfirmed;
        }),
        ("no such job", |e| e.papers.printed.push("j9".to_owned())),
        ("2 papers of", |e| {
            let again = Job {
                id: "j2".to_owned(),
                ..e.ledger.jobs[0].clone()
            };
            e.ledger.jobs.push(again);
            e.papers.printed.push("j2".to_owned());
        }),
        ("2 jobs of copy 7", |e| {
            for id in ["k1", "k2"] {
                e.ledger.jobs.push(Job {
                    id: id.to_owned(),
                    of: "copy 7".to_owned(),
                    printer: "pass".to_owned(),
                    status: PrintStatus::Queued,
                    repeats: false,
                });
            }
        }),
        ("two marks", |e| e.asked[3].mark = "m-due".to_owned()),
    ];
    are_found(breaks);
}

fn are_found(breaks: &[Break]) {
    for (word, breaks) in breaks {
        let mut evening = evening();
        breaks(&mut evening);
        let faults = evening.ledger.faults(&evening.asked, &evening.papers);
        let told = faults.iter().any(|fault| fault.contains(word));
        assert!(told, "{word}: {faults:#?}");
    }
}
