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
        self.money(house).await;
    }

    /// A pickup is billed, paid and given back in part; another is ended in one call.
    async fn money(&mut self, house: &House<'_>) {
        let inr = |minor: i64| json!({"minor": minor, "currency": "INR"});
        let manager = &house.manager;
        let check = self.ordered(house).await;
        let of_check = manager.path(&format!("checks/{check}"));
        let (bills, checkout) = (format!("{of_check}/bills"), format!("{of_check}/checkout"));
        let posting = |path: &str, body: &Value| Answer::to(once(house.posting(path)).json(body));
        let billed = self.count("billCheck", posting(&bills, &json!({}))).await;
        let billed = billed.expect_status(201);
        let id = billed["bills"][0]["id"].as_str().unwrap();
        let void_path = manager.path(&format!("bills/{id}/void"));
        let why = json!({"reason": "the count"});
        let void = self.count("voidBill", posting(&void_path, &why)).await;
        void.expect_status(201);
        let billed = posting(&bills, &json!({})).await.expect_status(201);
        let bill = &billed["bills"][0];
        let of_bill = manager.path(&format!("bills/{}", bill["id"].as_str().unwrap()));
        // By name: the first evening has no printer for bills, and the second one may.
        let page = json!({"printer_id": "page"});
        let printing = posting(&format!("{of_bill}/print"), &page);
        let printed = self.count("printBill", printing).await;
        printed.expect_status(201);
        let cash = json!({"method": "cash", "amount": bill["total"]});
        let paying = posting(&format!("{of_bill}/payments"), &cash);
        let paid = self.count("payBill", paying).await;
        paid.expect_status(201);
        let link = format!("{of_bill}/link");
        let link = posting(&link, &json!({}));
        let link = self.count("makeReceiptLink", link).await;
        let link = link.expect_status(200);
        let telling = json!({"phone": "+91 98450 12345"});
        let telling = posting(&format!("{of_bill}/message"), &telling);
        let message = self.count("sendBill", telling).await.expect_status(201);
        let messages = manager.path("messages");
        self.count("listMessages", house.get(&messages)).await;
        let of_message = format!("{messages}/{}", message["id"].as_str().unwrap());
        let sent = json!({"status": "sent"});
        let moving = house.send(Method::PATCH, &of_message, &sent);
        self.count("moveMessage", moving).await;
        let token = link["url"].as_str().unwrap().split('#').nth(1).unwrap();
        let payer = house.stack.nobody().with_token(token);
        let receipt = self.count("readReceipt", payer.get("/receipt")).await;
        receipt.expect_status(200);
        let file = payer.get("/receipt/pdf");
        assert_eq!(self.count("downloadReceipt", file).await.status, 200);
        let back = json!({"method": "cash", "amount": inr(100), "reason": "cold"});
        let giving = posting(&format!("{of_bill}/refunds"), &back);
        let given = self.count("refundBill", giving).await;
        given.expect_status(201);
        self.count("listBills", house.get(&bills)).await;
        let ending = posting(&checkout, &json!({}));
        let ended = self.count("checkOut, all paid", ending).await;
        ended.expect_status(201);
        let check = self.ordered(house).await;
        let checkout = manager.path(&format!("checks/{check}/checkout"));
        let ending = posting(&checkout, &json!({"method": "card"}));
        let ended = self.count("checkOut, billed and paid by it", ending).await;
        ended.expect_status(201);
        self.dues(house).await;
        let said = manager.credentials();
        let said = json!({"login": said.login, "password": said.password});
        let approving = posting(&manager.path("approvals"), &said);
        let approved = self.count("approve", approving).await;
        approved.expect_status(201);
        self.till(house).await;
    }

    /// The day begins with cash, some goes out, and it is closed. Nothing of it stays.
    async fn till(&mut self, house: &House<'_>) {
        let inr = |minor: i64| json!({"minor": minor, "currency": "INR"});
        let manager = &house.manager;
        let posting = |path: &str, body: &Value| {
            Answer::to(once(house.posting(&manager.path(path))).json(body))
        };
        let float = json!({"float": inr(100_000)});
        let opening = posting("day/open", &float);
        self.count("openDay", opening).await.expect_status(201);
        let cash = json!({"direction": "out", "amount": inr(100), "reason": "milk"});
        let moving = posting("day/cash", &cash);
        self.count("moveCash", moving).await.expect_status(201);
        let path = manager.path("day");
        let day = self.count("readDay", house.get(&path)).await;
        let open = day["open"].as_array().into_iter().flatten();
        let carried: Vec<_> = open.map(|item| item["id"].clone()).collect();
        let end = json!({"day": day["day"], "counted": inr(0), "carried": carried});
        let closing = posting("day/close", &end);
        self.count("closeDay", closing).await.expect_status(201);
        let path = manager.path("days");
        self.count("listDays", house.get(&path)).await;
        let report = format!("days/{}", day["day"].as_str().unwrap());
        let day = manager.path(&report);
        self.count("readDayReport", house.get(&day)).await;
        let printing = posting(&format!("{report}/print"), &json!({}));
        self.count("printDay", printing).await.expect_status(201);
        let path = format!("{day}/csv");
        let file = self.count("exportDay", manager.caller.get(&path)).await;
        assert_eq!(file.status, 200, "{}", file.text);
        let branch = &house.stack.branch;
        for stored in house.stack.items(&format!("TILL#{branch}")).await {
            let key = |name: &str| stored[name]["S"].as_str().unwrap_or_default().to_owned();
            house.stack.remove(&key("pk"), &key("sk")).await;
        }
    }

    /// A pickup goes on the account of somebody new, who settles it.
    async fn dues(&mut self, house: &House<'_>) {
        let manager = &house.manager;
        let check = self.ordered(house).await;
        let posting = |path: &str, body: &Value| {
            Answer::to(once(house.posting(&manager.path(path))).json(body))
        };
        let billing = posting(&format!("checks/{check}/bills"), &json!({}));
        let billed = billing.await.expect_status(201);
        let bill = &billed["bills"][0];
        let path = format!("bills/{}/payments", bill["id"].as_str().unwrap());
        // Nobody has an account under a number that was dialled this very microsecond.
        let number = salver::api::clock::now().as_microsecond() % 100_000_000;
        let due = json!({"method": "due", "amount": bill["total"],
            "customer": {"name": "Meera", "phone": format!("+91 98{number:08}")}});
        let paying = posting(&path, &due);
        let paid = self.count("payBill, on a new account", paying).await;
        let paid = paid.expect_status(201);
        let account = paid["payment"]["account_id"].as_str().unwrap();
        let of_account = manager.path(&format!("dues/{account}"));
        self.count("listDues", house.get(&manager.path("dues")))
            .await;
        self.count("readDues", house.get(&of_account)).await;
        let limit = json!({"limit": bill["total"]});
        let changing = house.send(Method::PATCH, &of_account, &limit);
        self.count("changeDues", changing).await;
        let upi = json!({"method": "upi", "amount": bill["total"]});
        let settling = posting(&format!("dues/{account}/payments"), &upi);
        let settled = self.count("settleDues", settling).await;
        settled.expect_status(201);
        let ending = posting(&format!("checks/{check}/checkout"), &json!({}));
        ending.await.expect_status(201);
    }

    /// A pickup on which something was ordered.
    async fn ordered(&self, house: &House<'_>) -> String {
        let checks = house.manager.path("checks");
        let opening = once(house.posting(&checks)).json(&json!({"kind": "pickup"}));
        let opened = Answer::to(opening).await.expect_status(201);
        let id = opened["id"].as_str().unwrap().to_owned();
        let mut line = house.dishes[0].line(1);
        line["id"] = json!("a");
        let body = json!({"action": "kot", "lines": [line]});
        let taking = once(house.posting(&format!("{checks}/{id}/orders"))).json(&body);
        let taken = Answer::to(taking).await.expect_status(201);
        // Nothing of it is to be made when it is paid.
        let order = taken["order"]["id"].as_str().unwrap();
        let order = house.manager.path(&format!("orders/{order}"));
        for status in ["preparing", "ready", "served"] {
            house
                .send(Method::PATCH, &order, &json!({"status": status}))
                .await;
        }
        id
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
