//! Bills, what customers owe, and the till.

use reqwest::{Method, RequestBuilder};
use salver_tests::{Answer, key};
use serde_json::{Value, json};

use super::{House, Scene, Write};

/// What is paid too much where a scene is about credit, in minor units.
pub(super) const CREDIT: i64 = 700;

fn credit() -> Value {
    json!({"minor": CREDIT, "currency": "INR"})
}

impl Scene {
    /// A bill, in the state that the write is about.
    pub(super) async fn prepare_money(&mut self, house: &House) {
        let (floor, party) = (&house.manager, &self.party);
        let path = floor.path(&format!("checks/{}/bills", party.session));
        let billing = floor.caller.request(Method::POST, &path);
        let billing = billing.header("idempotency-key", key());
        let billed = Answer::to(billing.json(&json!({})))
            .await
            .expect_status(201);
        self.before = billed["bills"][0].clone();
        let mut amount = self.before["total"].clone();
        if self.write == Write::RefundBill {
            self.pay_before(house, ("cash", &amount)).await;
        }
        if self.write.is_credit() {
            amount["minor"] = json!(amount["minor"].as_i64().unwrap() + CREDIT);
            self.pay_before(house, ("upi", &amount)).await;
        }
        if self.write == Write::PayOut {
            let keeping = self.request(house, Write::KeepCredit);
            let keeping = keeping.header("idempotency-key", key());
            let kept = Answer::to(keeping).await.expect_status(201);
            self.before["account"] = kept["refund"]["account_id"].clone();
        }
        if self.write == Write::MoveMessage {
            let sending = self.request(house, Write::SendBill);
            let sent = Answer::to(sending).await.expect_status(201);
            self.before["message"] = sent["id"].clone();
        }
        if matches!(self.write, Write::SettleDues | Write::ChangeDues) {
            let paying = self.request(house, Write::PayOnAccount);
            let paying = paying.header("idempotency-key", key());
            let paid = Answer::to(paying).await.expect_status(201);
            self.before["account"] = paid["payment"]["account_id"].clone();
        }
    }

    /// The bill is paid before the write.
    async fn pay_before(&self, house: &House, (method, amount): (&str, &Value)) {
        let floor = &house.manager;
        let bill = self.before["id"].as_str().unwrap();
        let path = floor.path(&format!("bills/{bill}/payments"));
        let paying = floor.caller.request(Method::POST, &path);
        let paying = paying.header("idempotency-key", key());
        let body = json!({"method": method, "amount": amount});
        Answer::to(paying.json(&body)).await.expect_status(201);
    }

    /// The request of a write about money.
    pub(super) fn of_money(&self, house: &House, write: Write) -> RequestBuilder {
        let floor = &house.manager;
        let post = |path: &str| floor.caller.request(Method::POST, path);
        let patch = |path: &str, body: Value| {
            let request = floor.caller.request(Method::PATCH, path);
            request.json(&body)
        };
        let check = |what: &str| floor.path(&format!("checks/{}{what}", self.party.session));
        let made = self.before["id"].as_str().unwrap_or_default();
        let account = self.before["account"].as_str().unwrap_or_default();
        match write {
            Write::BillCheck => post(&check("/bills"))
                .header("idempotency-key", &self.key)
                .json(&json!({})),
            Write::CheckOut => post(&check("/checkout"))
                .header("idempotency-key", &self.key)
                .json(&json!({"method": "card"})),
            Write::PayBill => post(&floor.path(&format!("bills/{made}/payments")))
                .header("idempotency-key", &self.key)
                .json(&json!({"method": "cash", "amount": self.before["total"]})),
            Write::PayOnAccount => {
                let request = post(&floor.path(&format!("bills/{made}/payments")));
                let request = match self.write {
                    Write::PayOnAccount => request.header("idempotency-key", &self.key),
                    // Before another write, with a key of its own.
                    _ => request,
                };
                request.json(&json!({"method": "due", "amount": self.before["total"],
                    "customer": {"name": self.device, "phone": self.phone_number()}}))
            }
            Write::SettleDues => post(&floor.path(&format!("dues/{account}/payments")))
                .header("idempotency-key", &self.key)
                .json(&json!({"method": "upi", "amount": self.before["total"]})),
            Write::KeepCredit => {
                let request = post(&floor.path(&format!("bills/{made}/refunds")));
                let request = match self.write {
                    Write::KeepCredit => request.header("idempotency-key", &self.key),
                    // Before another write, with a key of its own.
                    _ => request,
                };
                request.json(
                    &json!({"method": "due", "amount": credit(), "of_credit": true,
                    "customer": {"name": self.device, "phone": self.phone_number()},
                    "reason": "paid too much"}),
                )
            }
            Write::PayOut => post(&floor.path(&format!("dues/{account}/payments")))
                .header("idempotency-key", &self.key)
                .json(&json!({"method": "cash", "amount": credit(), "out": true,
                    "reason": "asked for it"})),
            Write::ChangeDues => {
                let body = json!({"limit": self.before["total"]});
                patch(&floor.path(&format!("dues/{account}")), body)
            }
            Write::RefundBill => post(&floor.path(&format!("bills/{made}/refunds")))
                .header("idempotency-key", &self.key)
                .json(&json!({"method": "cash", "amount": self.before["total"],
                    "reason": "cold"})),
            Write::VoidBill => post(&floor.path(&format!("bills/{made}/void")))
                .header("idempotency-key", &self.key)
                .json(&json!({"reason": "a slip"})),
            Write::SendBill => post(&floor.path(&format!("bills/{made}/message")))
                .header("idempotency-key", &self.key)
                .json(&json!({"phone": self.phone_number()})),
            Write::MoveMessage => {
                let message = self.before["message"].as_str().unwrap_or_default();
                let path = floor.path(&format!("messages/{message}"));
                patch(&path, json!({"status": "sent"}))
            }
            Write::PrintBill => post(&floor.path(&format!("bills/{made}/print")))
                .header("idempotency-key", &self.key)
                .json(&json!({})),
            Write::OpenDay => post(&floor.path("day/open"))
                .header("idempotency-key", &self.key)
                .json(&json!({"float": {"minor": 100_000, "currency": "INR"}})),
            Write::MoveCash => post(&floor.path("day/cash"))
                .header("idempotency-key", &self.key)
                .json(&json!({"direction": "out", "reason": self.device,
                    "amount": {"minor": 500, "currency": "INR"}})),
            Write::PrintDay => {
                let day = self.before["day"].as_str().unwrap_or_default();
                post(&floor.path(&format!("days/{day}/print")))
                    .header("idempotency-key", &self.key)
                    .json(&json!({}))
            }
            Write::CloseDay => {
                let open = self.before["open"].as_array().into_iter().flatten();
                let carried: Vec<_> = open.map(|item| item["id"].clone()).collect();
                let counted = json!({"minor": 0, "currency": "INR"});
                post(&floor.path("day/close"))
                    .header("idempotency-key", &self.key)
                    .json(&json!({"day": self.before["day"], "counted": counted,
                        "carried": carried}))
            }
            other => unreachable!("{other:?} is not about money"),
        }
    }
}
