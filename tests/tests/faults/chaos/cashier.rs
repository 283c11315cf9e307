//! Who takes the money: bills, shares, payments of every kind, refunds, what customers owe. Each
//! thing is asked for with a mark of its own, until something is said of it.

use salver_tests::{Asked, Deed, Dice, Dish, Heard, Sent, SignIn, Staff};
use serde_json::{Value, json};

use super::Over;
use super::people::{id, once, pickup};

/// What somebody at the counter has done.
#[derive(Default)]
pub(super) struct Evening {
    pub(super) sent: Vec<Sent>,
    pub(super) asked: Vec<Asked>,
}

/// Somebody at the counter.
pub(super) struct Cashier {
    staff: Staff,
    /// By what a manager gives their word at this till, where it needs one.
    manager: Option<SignIn>,
    name: String,
    pub(super) dice: Dice,
    asked: Vec<Asked>,
}

/// What something is of.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) check: &'a str,
    pub(super) bill: Option<&'a str>,
}

/// So many checks somebody takes money of, however short the evening is.
const CHECKS: usize = 4;
/// The telephones of those who owe: few, so that several owe on one account.
const PHONES: [&str; 3] = ["98450 12345", "98450 12346", "98450 12347"];
/// All ways that money comes.
const METHODS: [&str; 5] = ["cash", "card", "upi", "voucher", "due"];

impl Cashier {
    pub(super) fn new(staff: Staff, manager: Option<SignIn>, name: &str, dice: &Dice) -> Self {
        Self {
            staff,
            manager,
            name: name.to_owned(),
            dice: dice.of(name),
            asked: Vec::new(),
        }
    }

    /// A mark that nobody else uses, of what is asked for next but so many.
    fn mark(&self, ahead: usize) -> String {
        format!("{}-{}", self.name, self.asked.len() + ahead)
    }

    fn note(&mut self, deed: Deed, of: Of<'_>, (mark, body): (String, &Value), heard: &Heard) {
        self.asked.push(Asked {
            deed,
            of: of.check.to_owned(),
            bill: of.bill.map(str::to_owned),
            mark,
            word: body["approval"].as_str().map(str::to_owned),
            heard: heard.clone(),
        });
    }

    pub(super) async fn ask(&mut self, deed: Deed, of: Of<'_>, path: &str, body: &Value) -> Heard {
        let mark = self.mark(0);
        let mut body = body.clone();
        if let Some(name) = marked(deed) {
            body[name] = mark.clone().into();
        }
        let heard = once(&mut self.staff, path, &body).await;
        self.note(deed, of, (mark, &body), &heard);
        heard
    }

    /// Two tills ask for something at the same moment.
    pub(super) async fn both(
        &mut self,
        deed: Deed,
        of: Of<'_>,
        path: &str,
        mut bodies: [Value; 2],
    ) -> [Heard; 2] {
        let marks = [self.mark(0), self.mark(1)];
        for (body, mark) in bodies.iter_mut().zip(&marks) {
            body[marked(deed).unwrap()] = mark.clone().into();
        }
        let mut other = self.staff.clone();
        let [one, two] = &bodies;
        let (one, two) = tokio::join!(
            once(&mut self.staff, path, one),
            once(&mut other, path, two)
        );
        let heard = [one, two];
        // Both marks are used before something else takes the next one.
        for (said, heard) in marks.into_iter().zip(&bodies).zip(&heard) {
            self.note(deed, of, said, heard);
        }
        heard
    }

    /// A manager's word, where this till needs one and hears of it.
    pub(super) async fn word(&mut self) -> Option<String> {
        let manager = self.manager.as_ref()?;
        let body = json!({"login": manager.login, "password": manager.password});
        match once(&mut self.staff, "approvals", &body).await {
            Heard::Ok(given) => given["approval"].as_str().map(str::to_owned),
            _ => None,
        }
    }

    /// With a manager's word, where one is needed and to be had.
    async fn approved(&mut self, mut body: Value) -> Value {
        if let Some(word) = self.word().await {
            body["approval"] = word.into();
        }
        body
    }

    /// Takes orders and money until the evening is over, and for a few checks at least.
    pub(super) async fn evening(mut self, dishes: Vec<Dish>, over: Over) -> Evening {
        let (mut sent, mut checks) = (Vec::new(), 0);
        while checks < CHECKS || !over.is_over() {
            checks += 1;
            let taken = pickup(&mut self.staff, &dishes, &mut self.dice).await;
            let Some((check, orders)) = taken else {
                continue;
            };
            let all = orders.iter().all(|sent| matches!(sent.heard, Heard::Ok(_)));
            sent.extend(orders);
            if all {
                self.money(&check).await;
            }
        }
        Evening {
            sent,
            asked: self.asked,
        }
    }

    /// A check is billed, paid and settled; what is ordered or voided meanwhile is billed anew.
    async fn money(&mut self, check: &str) {
        let of = Of { check, bill: None };
        for _ in 0..3 {
            let split = match self.dice.roll(3) {
                0 => json!({"split": {"by": "equal", "shares": 2 + self.dice.roll(3)}}),
                _ => json!({}),
            };
            let path = format!("checks/{check}/bills");
            let Heard::Ok(billed) = self.ask(Deed::Bill, of, &path, &split).await else {
                return;
            };
            for bill in billed["bills"].as_array().unwrap() {
                self.share(check, bill).await;
            }
            let path = format!("checks/{check}/checkout");
            let pay = json!({"method": *self.dice.pick(&METHODS[..4])});
            match self.ask(Deed::CheckOut, of, &path, &pay).await {
                // Something was voided since, or a bill was taken back: all over again.
                Heard::Failed => {}
                Heard::Ok(_) | Heard::Unknown => return,
            }
        }
    }

    /// A bill is printed, paid one way or another, and given back in part or taken back.
    async fn share(&mut self, check: &str, bill: &Value) {
        if bill["status"] != "open" {
            return;
        }
        let of = Of {
            check,
            bill: Some(id(bill)),
        };
        let path = |what: &str| format!("bills/{}/{what}", id(bill));
        if self.dice.roll(3) == 0 {
            self.ask(Deed::Print, of, &path("print"), &json!({})).await;
        }
        if self.dice.roll(10) == 0 {
            let void = self.approved(json!({})).await;
            self.ask(Deed::Void, of, &path("void"), &void).await;
            return;
        }
        let due = bill["due"]["minor"].as_i64().unwrap();
        let method = *self.dice.pick(&METHODS);
        match self.dice.roll(4) {
            // Left to the checkout.
            0 => return,
            1 if due > 1 => {
                let first = json!({"method": method, "amount": inr(due / 2)});
                self.pay(of, &path("payments"), first).await;
                let rest = json!({"method": "cash", "amount": inr(due - due / 2),
                    "tendered": inr(due + 5_000)});
                self.pay(of, &path("payments"), rest).await;
            }
            2 => {
                let tip = json!({"method": "card", "amount": inr(due), "tip": inr(500)});
                self.pay(of, &path("payments"), tip).await;
            }
            _ => self.race(of, &path("payments"), due).await,
        }
        if self.dice.roll(3) > 0 {
            self.too_much(of).await;
        }
        if self.dice.roll(3) == 0 {
            let on_account = method == "due";
            let back = if on_account { "due" } else { "cash" };
            let back = json!({"amount": inr(100), "method": back});
            let back = self.approved(back).await;
            self.ask(Deed::Refund, of, &path("refunds"), &back).await;
        }
    }

    fn debtor(&mut self, body: &mut Value) {
        if body["method"] == "due" {
            let phone = *self.dice.pick(&PHONES);
            body["customer"] = json!({"name": "Meera", "phone": phone});
        }
    }

    async fn pay(&mut self, of: Of<'_>, path: &str, mut body: Value) {
        self.debtor(&mut body);
        if let Heard::Ok(paid) = self.ask(Deed::Pay, of, path, &body).await {
            self.settle(&paid).await;
        }
    }

    /// Two tills take the whole of one bill at the same moment.
    async fn race(&mut self, of: Of<'_>, path: &str, due: i64) {
        let mut bodies = [0, 1].map(|_| {
            let method = *self.dice.pick(&METHODS);
            json!({"method": method, "amount": inr(due)})
        });
        for body in &mut bodies {
            self.debtor(body);
        }
        let heard = self.both(Deed::Pay, of, path, bodies).await;
        let both = matches!(heard, [Heard::Ok(_), Heard::Ok(_)]);
        assert!(!both, "paid twice: {heard:?}");
        for heard in heard {
            if let Heard::Ok(paid) = heard {
                self.settle(&paid).await;
            }
        }
    }

    /// Whoever owes brings some of it.
    async fn settle(&mut self, paid: &Value) {
        let Some(account) = paid["payment"]["account_id"].as_str() else {
            return;
        };
        let amount = inr(100 * i64::try_from(1 + self.dice.roll(50)).unwrap());
        let method = *self.dice.pick(&METHODS[..3]);
        let of = Of {
            check: account,
            bill: None,
        };
        let path = format!("dues/{account}/payments");
        let body = json!({"method": method, "amount": amount});
        self.ask(Deed::Settle, of, &path, &body).await;
    }
}

/// Where the mark of something stands in a request.
fn marked(deed: Deed) -> Option<&'static str> {
    match deed {
        Deed::Pay | Deed::PayAgain | Deed::CheckOut | Deed::Settle => Some("reference"),
        Deed::Refund | Deed::Credit | Deed::Void | Deed::PayOut => Some("reason"),
        Deed::Bill | Deed::Print => None,
    }
}

pub(super) fn inr(minor: i64) -> Value {
    json!({"minor": minor, "currency": "INR"})
}

/// Those requests about money of which something was said.
pub(super) fn answered(asked: &[Asked], deed: Deed) -> usize {
    let ok = asked.iter().filter(|asked| asked.deed == deed);
    ok.filter(|asked| matches!(asked.heard, Heard::Ok(_)))
        .count()
}
