//! Every button of the counter at every kind of check in every state: an effect, or a clear
//! refusal that leaves all as it was.
//!
//! What is to be stands below as a table, a line for each button and a column for each state; a
//! cell is what changes, or the code of the refusal.

use reqwest::Method;
use salver::domain::cart::STAFF_CART;
use salver::domain::role::Role;
use salver_tests::{Answer, Dish, Stack, Staff, key};
use serde_json::{Value, json};

/// A check on its way: each state comes from the one before.
const STATES: [&str; 8] = [
    "new", "saved", "sent", "held", "served", "billed", "paid", "ended",
];
const KINDS: [&str; 3] = ["dine_in", "pickup", "delivery"];
const BUTTONS: [&str; 17] = [
    "save",
    "kot",
    "kot_print",
    "hold",
    "resume",
    "remove line",
    "bill",
    "split",
    "bill and print",
    "pay",
    "pay in part",
    "checkout",
    "checkout in cash",
    "void",
    "refund",
    "print",
    "step",
];

struct Walk {
    stack: Stack,
    manager: Staff,
    dish: Dish,
}

/// What of a check a button may change.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    status: String,
    facts: Vec<(&'static str, i64)>,
}

impl Walk {
    async fn post(&self, path: &str, body: &Value) -> Answer {
        let path = self.manager.path(path);
        let request = self.manager.caller.request(Method::POST, &path);
        Answer::to(request.header("idempotency-key", key()).json(body)).await
    }

    fn line(&self, id: &str) -> Value {
        let mut line = self.dish.line(2);
        line["id"] = json!(id);
        line
    }

    async fn take(&self, check: &str, action: &str, line: &str) -> Answer {
        let body = json!({"action": action, "lines": [self.line(line)]});
        self.post(&format!("checks/{check}/orders"), &body).await
    }

    /// A check of this kind in this state, and its bill if there is one.
    async fn set(&self, kind: &str, state: &str) -> (String, String) {
        let body = match kind {
            "dine_in" => json!({"kind": kind, "table_id": self.stack.tables[0].id}),
            "pickup" => json!({"kind": kind}),
            _ => json!({"kind": kind, "customer": {"name": "Meera", "phone": "98450 12345",
                "address": "12 Lake Road"}}),
        };
        let opened = self.post("checks", &body).await.expect_status(201);
        let check = opened["id"].as_str().unwrap().to_owned();
        let mut bill = "none".to_owned();
        let at = STATES.iter().position(|known| *known == state).unwrap();
        let come = |to: &str| STATES[..=at].contains(&to);
        if come("saved") {
            self.take(&check, "save", "kept").await.expect_status(201);
        }
        if come("sent") {
            let sent = self.take(&check, "kot", "sent").await.expect_status(201);
            if come("served") {
                for status in ["preparing", "ready", "served"] {
                    let moved = self.manager.move_order(&sent["order"], status).await;
                    moved.expect_status(200);
                }
            }
        }
        if state == "held" {
            let held = self.post(&format!("checks/{check}/hold"), &json!({})).await;
            held.expect_status(200);
        }
        if come("billed") {
            let billed = self
                .post(&format!("checks/{check}/bills"), &json!({}))
                .await;
            let billed = billed.expect_status(201);
            bill = billed["bills"][0]["id"].as_str().unwrap().to_owned();
            if come("paid") {
                let body = json!({"method": "card", "amount": billed["bills"][0]["total"]});
                let paid = self.post(&format!("bills/{bill}/payments"), &body).await;
                paid.expect_status(201);
            }
        }
        if come("ended") {
            let path = format!("checks/{check}/checkout");
            self.post(&path, &json!({})).await.expect_status(201);
        }
        (check, bill)
    }

    async fn press(&self, button: &str, kind: &str, (check, bill): (&str, &str)) -> Answer {
        // A bill that is not there is asked for by a name that it could have.
        let bill = match bill {
            "none" => format!("{check}_01ARZ3NDEKTSV4RRFFQ69G5FAV"),
            bill => bill.to_owned(),
        };
        let of_check = |what: &str| format!("checks/{check}/{what}");
        let of_bill = |what: &str| format!("bills/{bill}/{what}");
        let inr = |minor: i64| json!({"minor": minor, "currency": "INR"});
        let none = json!({});
        match button {
            "save" | "kot" | "kot_print" => self.take(check, button, "more").await,
            "hold" | "resume" => self.post(&of_check(button), &none).await,
            "remove line" => {
                let path = self.manager.path(&of_check("lines/kept"));
                self.manager.caller.delete(&path).await
            }
            "bill" => self.post(&of_check("bills"), &none).await,
            "split" => {
                let split = json!({"split": {"by": "equal", "shares": 2}});
                self.post(&of_check("bills"), &split).await
            }
            "bill and print" => self.post(&of_check("bills"), &json!({"print": true})).await,
            "pay" => {
                // What was kept and what was sent with it.
                let amount = inr(4 * self.dish.price);
                let body = json!({"method": "card", "amount": amount});
                self.post(&of_bill("payments"), &body).await
            }
            "pay in part" => {
                let body = json!({"method": "cash", "amount": inr(100)});
                self.post(&of_bill("payments"), &body).await
            }
            "checkout" => self.post(&of_check("checkout"), &none).await,
            "checkout in cash" => {
                let body = json!({"method": "cash"});
                self.post(&of_check("checkout"), &body).await
            }
            "void" => {
                let why = json!({"reason": "another table's"});
                self.post(&of_bill("void"), &why).await
            }
            "refund" => {
                let back = json!({"method": "cash", "amount": inr(100), "reason": "cold"});
                self.post(&of_bill("refunds"), &back).await
            }
            "print" => self.post(&of_bill("print"), &none).await,
            _ => {
                let step = match kind {
                    "delivery" => json!({"status": "preparing"}),
                    _ => json!({"status": "ready_for_pickup"}),
                };
                let path = self.manager.path(&format!("checks/{check}"));
                self.manager.caller.send(Method::PATCH, &path, &step).await
            }
        }
    }

    /// A check as it stands, past every function.
    async fn see(&self, check: &str) -> Seen {
        let store = self.stack.store();
        let books = store.books(&check.parse().unwrap()).await.unwrap().unwrap();
        let count = |n: usize| i64::try_from(n).unwrap();
        let bills = &books.settlement.bills;
        let party = store.party(&check.parse().unwrap()).await.unwrap().unwrap();
        let staff = party.carts.iter().filter(|cart| cart.id == STAFF_CART);
        let kept = staff.map(|cart| cart.lines.len()).sum();
        let status = serde_json::to_value(books.check.standing(&books.orders)).unwrap();
        Seen {
            status: status.as_str().unwrap().to_owned(),
            facts: vec![
                ("kept", count(kept)),
                ("orders", count(books.orders.len())),
                ("hold", i64::from(books.check.on_hold)),
                ("bills", count(books.settlement.counting().count())),
                (
                    "void",
                    count(bills.iter().filter(|b| b.void.is_some()).count()),
                ),
                ("issues", count(books.bills.len())),
                ("payments", count(books.payments.len())),
                ("refunds", count(books.refunds.len())),
                (
                    "printed",
                    count(bills.iter().filter(|b| b.printed.is_some()).count()),
                ),
                ("closed", i64::from(books.check.closed_at.is_some())),
            ],
        }
    }

    /// Whoever still sits there leaves.
    async fn leave(&self, check: &str) {
        let path = format!("sessions/{check}/close");
        let path = self.manager.path(&path);
        let _ = Answer::to(self.manager.caller.request(Method::POST, &path)).await;
    }

    /// What a button does.
    async fn cell(&self, kind: &str, state: &str, button: &str) -> String {
        let (check, bill) = self.set(kind, state).await;
        let before = self.see(&check).await;
        let answer = self.press(button, kind, (&check, &bill)).await;
        let after = self.see(&check).await;
        let cell = if answer.status < 300 {
            let changed = before
                .facts
                .iter()
                .zip(&after.facts)
                .filter(|(b, a)| b != a);
            let changed = changed.map(|((name, b), (_, a))| format!("{name}{:+}", a - b));
            let mut all: Vec<_> = changed.collect();
            if before.status != after.status {
                all.insert(0, after.status);
            }
            match all.is_empty() {
                true => "as it was".to_owned(),
                false => all.join(" "),
            }
        } else {
            assert_eq!(before, after, "{kind}, {state}, {button}: {}", answer.text);
            let code = answer.body["code"].as_str().unwrap().to_owned();
            let status = answer.status;
            assert!(matches!(status, 403 | 404 | 409 | 422), "{}", answer.text);
            answer.refused(status, &code);
            code
        };
        self.leave(&check).await;
        cell
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_button_at_every_kind_in_every_state() {
    let stack = Stack::start().await;
    let walk = Walk {
        manager: stack.staff(Role::Manager).await,
        dish: stack.menu().await.dish(),
        stack,
    };
    let of_kind = async |kind: &str| {
        let mut told = String::new();
        for button in BUTTONS {
            for state in STATES {
                let cell = walk.cell(kind, state, button).await;
                told.push_str(&format!("{kind}, {button}, {state}: {cell}\n"));
            }
        }
        told
    };
    let [one, two, three] = KINDS;
    let (one, two, three) = tokio::join!(of_kind(one), of_kind(two), of_kind(three));
    let told = one + &two + &three;
    let wanted = include_str!("walk.txt");
    for (told, wanted) in told.lines().zip(wanted.lines()) {
        if told != wanted {
            println!("is     {told}\nwanted {wanted}");
        }
    }
    if let Some(file) = std::env::var_os("SALVER_WALK") {
        std::fs::write(file, &told).unwrap();
    }
    assert_eq!(told, wanted);
}
