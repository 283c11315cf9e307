//! What staff do with a party, from its seat to the last look at their pages.

use reqwest::Method;
use serde_json::{Value, json};

use super::Meter;
use super::house::House;
use crate::client::Answer;
use crate::party::{Party, Phone};

/// An order's way to the table.
pub(super) const STEPS: [&str; 4] = ["accepted", "preparing", "ready", "served"];

impl Meter<'_> {
    /// A table is kept, and a party sits down.
    pub(super) async fn seating(&mut self, house: &House<'_>) -> Party {
        let manager = &house.manager;
        for status in ["booked", "free"] {
            let to = json!({"status": status});
            let moving = manager.move_table(&house.stack.tables[2], &to);
            let moved = self.count(&format!("moveTable, to {status}"), moving).await;
            moved.expect_status(200);
        }
        // As if it had been asked for in no evening before.
        for window in house.stack.items("RATE#ask-").await {
            house.stack.set(&window, "tries", json!({"N": "0"})).await;
        }
        let code = &house.table().code;
        let nobody = house.stack.nobody();
        let ask = nobody.request(Method::POST, &format!("/tables/{code}/opening-requests"));
        let asked = self.count("askForTable", Answer::to(ask)).await;
        asked.expect_status(204);
        let party = self
            .count("openTable", manager.open(house.table(), "family"))
            .await;
        let session = manager.path(&format!("sessions/{}", party.session));
        self.count("readPin", house.get(&format!("{session}/pin")))
            .await;
        let rotating = Answer::to(house.posting(&format!("{session}/pin/rotate")));
        let pin = self.count("rotatePin", rotating).await.expect_status(200);
        let waiter = manager.colleague("waiter").await;
        let people = json!({"party_size": 4, "waiter_id": waiter["id"]});
        let changed = self
            .count("changeParty", manager.change(&party, &people))
            .await;
        changed.expect_status(200);
        Party {
            pin: pin["pin"].as_str().unwrap().to_owned(),
            ..party
        }
    }

    /// The order goes its way; a piece of it goes back.
    pub(super) async fn cooking(&mut self, house: &House<'_>, order: &Value) {
        let id = order["id"].as_str().unwrap();
        let line = order["lines"][0]["id"].as_str().unwrap();
        let path = house.manager.path(&format!("orders/{id}"));
        for status in STEPS {
            let moving = house.manager.move_order(order, status);
            let moved = self.count(&format!("moveOrder, to {status}"), moving).await;
            moved.expect_status(200);
            if status == "preparing" {
                let void = json!({"status": "cancelled", "quantity": 1, "reason": "spilled"});
                let path = format!("{path}/lines/{line}");
                let voiding = house.send(Method::PATCH, &path, &void);
                self.count("moveLine, a piece void", voiding).await;
            }
        }
    }

    /// A guest calls, and somebody comes.
    pub(super) async fn calling(&mut self, house: &House<'_>, phone: &Phone) {
        let calling = phone.caller.request(Method::POST, "/calls");
        let calling = calling.header("idempotency-key", crate::key());
        let calling = Answer::to(calling.json(&json!({"reason": "water"})));
        let call = self.count("callWaiter", calling).await.expect_status(201);
        let path = house
            .manager
            .path(&format!("calls/{}", call["id"].as_str().unwrap()));
        for status in ["acknowledged", "resolved"] {
            let to = json!({"status": status});
            let moving = house.send(Method::PATCH, &path, &to);
            self.count(&format!("moveCall, to {status}"), moving).await;
        }
        self.asking_to_pay(phone).await;
    }

    /// A guest looks at the bill, says how they will pay, and takes it back.
    async fn asking_to_pay(&mut self, phone: &Phone) {
        let bills = phone.caller.get("/session/bills");
        let bills = self.count("readSessionBills", bills).await;
        bills.expect_status(200);
        let asking = phone.caller.request(Method::POST, "/session/payment");
        let asking = asking.header("idempotency-key", crate::key());
        let asking = Answer::to(asking.json(&json!({"part": "all", "method": "cash"})));
        self.count("askToPay", asking).await.expect_status(201);
        let taking_back = phone.caller.request(Method::DELETE, "/session/payment");
        let taking_back = self.count("takeBackPayment", Answer::to(taking_back));
        taking_back.await.expect_status(204);
    }

    /// Everybody looks at their page.
    pub(super) async fn reading(
        &mut self,
        house: &House<'_>,
        party: &Party,
        phone: &Phone,
        order: &Value,
    ) {
        let manager = &house.manager;
        self.count("readFloor", house.get(&manager.path("floor")))
            .await;
        self.count("readKitchen", manager.board()).await;
        // What is to be paid is said by how the branch works, which is read once a minute.
        manager.party(party).await.expect_status(200);
        let looking = manager.party(party);
        self.count("readParty", looking).await.expect_status(200);
        self.guest_reads(phone, order).await;
    }
}
