//! What printers ask for, and what is done about them.

use reqwest::Method;
use serde_json::{Value, json};

use super::Meter;
use super::house::House;
use crate::client::Answer;

/// Where a printer goes, and how it shows who it is.
struct Typed<'a> {
    house: &'a House<'a>,
    typed: Value,
}

impl Typed<'_> {
    fn text(&self, field: &str) -> &str {
        self.typed[field].as_str().unwrap_or_default()
    }

    async fn star(&self, method: Method, query: &str, body: &Value) -> Answer {
        let path = format!("{}{query}", self.text("path"));
        let request = self.house.stack.nobody().to(method, &path);
        let request = request.basic_auth("hot", Some(self.text("password")));
        Answer::to(request.json(body)).await
    }

    async fn epson(&self, body: &'static str) -> Answer {
        let request = self.house.stack.nobody();
        let request = request.to(Method::POST, self.text("path")).body(body);
        let form = "application/x-www-form-urlencoded";
        Answer::to(request.header("content-type", form)).await
    }
}

impl Meter<'_> {
    /// Two printers are set up, print, and are taken away again.
    pub(super) async fn printing(&mut self, house: &House<'_>) {
        let path = |rest: &str| house.manager.path(&format!("printers/{rest}"));
        let kind = |kind: &str| json!({"name": "Kitchen", "kind": kind, "columns": 48});
        let (hot, star) = (path("hot"), kind("star_cloudprnt"));
        let putting = house.send(Method::PUT, &hot, &star);
        self.count("putPrinter", putting).await;
        house
            .send(Method::PUT, &path("bar"), &kind("epson_sdp"))
            .await;
        let issuing = Answer::to(house.posting(&path("hot/secret")));
        let typed = self.count("issuePrinterSecret", issuing).await;
        let typed = typed.expect_status(200);
        let hot = Typed { house, typed };
        let typed = Answer::to(house.posting(&path("bar/secret"))).await;
        let typed = typed.expect_status(200);
        let bar = Typed { house, typed };
        let well = json!({"statusCode": "200%20OK"});
        // The first word of a printer is written down, and its process learns the branch.
        hot.star(Method::POST, "", &well).await.expect_status(200);
        bar.epson("ConnectionType=GetRequest").await;
        let polling = hot.star(Method::POST, "", &well);
        self.count("pollStar, with nothing to do", polling).await;
        let asking = bar.epson("ConnectionType=GetRequest");
        self.count("askEpson, with nothing to do", asking).await;
        let job = self.printed(house, &hot).await;
        house
            .manager
            .caller
            .delete(&path("bar"))
            .await
            .expect_status(200);
        let hot = path("hot");
        let removing = house.manager.caller.delete(&hot);
        let removed = self.count("removePrinter", removing).await;
        removed.expect_status(200);
        self.count("listPrinters", house.get(&house.manager.path("printers")))
            .await;
        // Nothing of it stays.
        let branch = &house.stack.branch;
        for stored in house.stack.items(&format!("PRINT#{branch} ")).await {
            let key = |name: &str| stored[name]["S"].as_str().unwrap_or_default().to_owned();
            house.stack.remove(&key("pk"), &key("sk")).await;
        }
        assert!(job["id"].is_string());
    }

    async fn printed(&mut self, house: &House<'_>, hot: &Typed<'_>) -> Value {
        let once = |path: String| {
            let request = house.posting(&path);
            Answer::to(
                request
                    .header("idempotency-key", crate::key())
                    .json(&json!({})),
            )
        };
        let test = house.manager.path("printers/hot/test");
        let test = house.posting(&test).header("idempotency-key", crate::key());
        let testing = self.count("testPrinter", Answer::to(test)).await;
        let job = testing.expect_status(201);
        let well = json!({"statusCode": "200%20OK"});
        let polling = hot.star(Method::POST, "", &well);
        let offer = self.count("pollStar, with a job", polling).await;
        let token = offer.expect_status(200)["jobToken"].clone();
        let query = format!("?token={}", token.as_str().unwrap_or_default());
        let fetching = hot.star(Method::GET, &query, &well);
        let paper = self.count("fetchFromStar", fetching).await;
        assert_eq!(paper.status, 200, "{}", paper.text);
        let query = format!("{query}&code=200");
        let confirming = hot.star(Method::DELETE, &query, &well);
        self.count("confirmToStar", confirming).await;
        let of_job = |rest: &str| {
            let id = job["id"].as_str().unwrap_or_default();
            house.manager.path(&format!("print-jobs/{id}{rest}"))
        };
        self.count("readPrintJob", house.get(&of_job(""))).await;
        let again = self.count("reprint", once(of_job("/reprint"))).await;
        let again = again.expect_status(201);
        let id = again["id"].as_str().unwrap_or_default();
        let path = house.manager.path(&format!("print-jobs/{id}"));
        let wish = json!({"status": "dismissed"});
        let dismissing = house.send(Method::PATCH, &path, &wish);
        self.count("movePrintJob", dismissing).await;
        let path = house.manager.path("print-jobs");
        let listing = house.get(&path);
        self.count("listPrintJobs", listing).await;
        job
    }
}
