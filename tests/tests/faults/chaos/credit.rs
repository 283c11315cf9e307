//! What comes twice: it goes back once, or is kept for a customer who gets it once, whoever gives
//! it at the same moment and by whose word.

use salver_tests::{Deed, Heard};
use serde_json::{Value, json};

use super::cashier::{Cashier, Of, inr};

/// The telephones of those for whom it is kept: few, so that several tills pay out of one account,
/// and none of those who owe, whose dues would take it up.
const PHONES: [&str; 2] = ["98450 22345", "98450 22346"];

impl Cashier {
    /// A transfer comes once more. What is too much of it, two tills give back.
    pub(super) async fn too_much(&mut self, of: Of<'_>) {
        let path = |what: &str| format!("bills/{}/{what}", of.bill.unwrap());
        let amount = 100 * i64::try_from(1 + self.dice.roll(50)).unwrap();
        let again = json!({"method": "upi", "amount": inr(amount), "again": true});
        let paying = path("payments");
        let Heard::Ok(paid) = self.ask(Deed::PayAgain, of, &paying, &again).await else {
            return;
        };
        // Where something was due still, it went for that.
        let credit = paid["bill"]["credit"]["minor"].as_i64().unwrap();
        if credit == 0 {
            return;
        }
        let method = *self.dice.pick(&["cash", "upi", "due", "due", "due"]);
        let mut back = json!({"method": method, "amount": inr(credit), "of_credit": true});
        if method == "due" {
            let phone = *self.dice.pick(&PHONES);
            back["customer"] = json!({"name": "Omar", "phone": phone});
        }
        let bodies = self.both_approved([back.clone(), back]).await;
        let path = path("refunds");
        for heard in self.both(Deed::Credit, of, &path, bodies).await {
            if let Heard::Ok(given) = heard
                && let Some(account) = given["refund"]["account_id"].as_str()
            {
                self.pay_out(account, credit).await;
            }
        }
    }

    /// Two tills pay out of what is to a customer's credit, of which so much is new.
    async fn pay_out(&mut self, account: &str, credit: i64) {
        let amounts = match self.dice.roll(4) {
            0 => [credit, credit],
            // More than there ever is.
            1 => [credit, 100 * credit + 1_000_000],
            _ => [credit / 2, credit - credit / 2],
        };
        let bodies = amounts.map(|amount| {
            let method = *self.dice.pick(&["cash", "upi"]);
            json!({"method": method, "amount": inr(amount), "out": true})
        });
        let bodies = self.both_approved(bodies).await;
        let of = Of {
            check: account,
            bill: None,
        };
        let path = format!("dues/{account}/payments");
        self.both(Deed::PayOut, of, &path, bodies).await;
    }

    /// Each with a manager's word where this till needs one, both with the same, or without any.
    async fn both_approved(&mut self, mut bodies: [Value; 2]) -> [Value; 2] {
        let asks = self.dice.roll(6) > 0;
        let mut words = [None, None];
        if asks {
            let first = self.word().await;
            let second = match self.dice.roll(2) {
                0 => first.clone(),
                _ => self.word().await,
            };
            words = [first, second];
        }
        for (body, word) in bodies.iter_mut().zip(words) {
            if let Some(word) = word {
                body["approval"] = word.into();
            }
        }
        bodies
    }
}
