//! What the counter does: a pickup and a delivery from their start to their end.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::Meter;
use super::house::House;
use crate::client::Answer;

/// A request that happens once.
fn once(request: RequestBuilder) -> RequestBuilder {
    request.header("idempotency-key", crate::key())
}

impl Meter<'_> {
    /// Whoever waits for the counter is served. Nothing of it stays open.
    pub(super) async fn counter(&mut self, house: &House<'_>) {
        let manager = &house.manager;
        let checks = manager.path("checks");
        let opening = |body: &Value| Answer::to(once(house.posting(&checks)).json(body));
        let pickup = json!({"kind": "pickup"});
        // Every process learns the branch.
        let warm = opening(&pickup).await.expect_status(201);
        self.serve(house, &warm, false).await;
        self.end(house, &warm).await;
        let opened = self.count("openCheck, a pickup", opening(&pickup)).await;
        let opened = opened.expect_status(201);
        self.serve(house, &opened, true).await;
        self.end(house, &opened).await;
        let customer = json!({"name": "Meera", "phone": "+91 98450 12345",
            "address": "12 Lake Road"});
        let delivery = json!({"kind": "delivery", "customer": customer});
        let opened = self
            .count("openCheck, a delivery", opening(&delivery))
            .await;
        let opened = opened.expect_status(201);
        let path = format!("{checks}/{}", opened["id"].as_str().unwrap());
        let rider = json!({"rider_id": manager.id.to_string()});
        let moving = house.send(Method::PATCH, &path, &rider);
        self.count("moveCheck", moving).await;
        self.count("listChecks", house.get(&checks)).await;
        self.end(house, &opened).await;
    }

    async fn serve(&mut self, house: &House<'_>, check: &Value, counted: bool) {
        let path = house.manager.path("checks");
        let path = format!("{path}/{}", check["id"].as_str().unwrap());
        let line = |n: usize, id: &str| {
            let mut line = house.dishes[n].line(1);
            line["id"] = json!(id);
            line
        };
        let (orders, kept) = (format!("{path}/orders"), format!("{path}/lines/b"));
        let taking = |action: &str, lines: &[Value]| {
            let body = json!({"action": action, "lines": lines});
            Answer::to(once(house.posting(&orders)).json(&body))
        };
        if !counted {
            let taken = taking("kot", &[line(0, "a")]).await.expect_status(201);
            self.cancel(house, &taken["order"]).await;
            return;
        }
        let saving = taking("save", &[line(0, "a")]);
        let saved = self.count("takeOrder, saved", saving).await;
        saved.expect_status(201);
        let water = house.dishes[1].line(1);
        let putting = house.send(Method::PUT, &kept, &water);
        self.count("putSavedLine", putting).await;
        let removing = house.manager.caller.delete(&kept);
        let removed = self.count("removeSavedLine", removing).await;
        removed.expect_status(200);
        for what in ["hold", "resume"] {
            let posting = Answer::to(house.posting(&format!("{path}/{what}")));
            let held = self.count(&format!("{what}Check"), posting).await;
            held.expect_status(200);
        }
        let sending = taking("kot", &[line(1, "c"), line(2, "d")]);
        let taken = self.count("takeOrder, a KOT", sending).await;
        let taken = taken.expect_status(201);
        // What is to be paid is said by how the branch works, which is read once a minute.
        house.get(&path).await;
        self.count("readCheck", house.get(&path)).await;
        self.cancel(house, &taken["order"]).await;
    }

    async fn cancel(&self, house: &House<'_>, order: &Value) {
        let path = house.manager.path("orders");
        let path = format!("{path}/{}", order["id"].as_str().unwrap());
        let body = json!({"status": "cancelled", "reason": "the count is over"});
        house.send(Method::PATCH, &path, &body).await;
    }

    async fn end(&self, house: &House<'_>, check: &Value) {
        let id = check["id"].as_str().unwrap();
        let path = house.manager.path(&format!("sessions/{id}/close"));
        Answer::to(house.posting(&path)).await.expect_status(200);
    }
}
