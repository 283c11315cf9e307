//! What is printed, and what printers say.

use reqwest::{Method, RequestBuilder};
use salver_tests::{Answer, Staff, key};
use serde_json::{Value, json};

use super::{House, Scene, Write};

/// The printers of the house: one of each maker, and one that never asks.
pub(super) const PRINTERS: [(&str, &str); 3] = [
    ("star", "star_cloudprnt"),
    ("epson", "epson_sdp"),
    ("quiet", "star_cloudprnt"),
];

fn printer(kind: &str, name: &str) -> Value {
    json!({"name": name, "kind": kind, "columns": 48})
}

/// Sets a printer up: what is typed into it.
pub(super) async fn set_up(manager: &Staff, id: &str, kind: &str) -> Value {
    let path = manager.path(&format!("printers/{id}"));
    let put = manager
        .caller
        .send(Method::PUT, &path, &printer(kind, id))
        .await;
    put.expect_status(200);
    let path = format!("{path}/secret");
    let secret = Answer::to(manager.caller.request(Method::POST, &path)).await;
    secret.expect_status(200)
}

impl House {
    /// A request of a printer of Star's.
    fn star(&self, method: Method, query: &str) -> RequestBuilder {
        let typed = &self.printers["star"];
        let path = format!("{}{query}", typed["path"].as_str().unwrap());
        let request = self.stack.nobody().to(method, &path);
        request.basic_auth("star", typed["password"].as_str())
    }

    fn epson(&self, body: String) -> RequestBuilder {
        let path = self.printers["epson"]["path"].as_str().unwrap();
        let request = self.stack.nobody().to(Method::POST, path);
        let form = "application/x-www-form-urlencoded";
        request.header("content-type", form).body(body)
    }

    fn test(&self, id: &str, key: &str) -> RequestBuilder {
        let path = self.manager.path(&format!("printers/{id}/test"));
        let request = self.manager.caller.request(Method::POST, &path);
        request.header("idempotency-key", key)
    }

    async fn jobs(&self) -> Vec<Value> {
        let path = self.manager.path("print-jobs");
        let queue = self.manager.caller.get(&path).await.expect_status(200);
        queue["jobs"].as_array().unwrap().clone()
    }

    /// Those of bills are another scene's.
    async fn stored_jobs(&self) -> usize {
        let partition = format!("PRINT#{} ", self.stack.branch);
        let jobs = self.stack.items(&partition).await;
        let is_bill = |job: &Value| job["content"]["M"]["is"]["S"] == "bill";
        jobs.iter().filter(|job| !is_bill(job)).count()
    }
}

impl Scene {
    pub(super) async fn prepare_print(&mut self, house: &House) {
        let at = match self.write {
            Write::MovePrintJob | Write::Reprint => "quiet",
            Write::ConfirmToStar => "star",
            Write::AskEpson => "epson",
            Write::RemovePrinter => {
                set_up(&house.manager, &self.device, "star_cloudprnt").await;
                return;
            }
            _ => {
                self.before = json!({"jobs": house.stored_jobs().await});
                return;
            }
        };
        let made = Answer::to(house.test(at, &key())).await;
        self.before = made.expect_status(201);
        let id = self.before["id"].as_str().unwrap();
        let token = id.rsplit('_').next().unwrap().to_owned();
        match self.write {
            Write::ConfirmToStar => {
                let fetched = house.star(Method::GET, &format!("?token={token}"));
                assert_eq!(Answer::to(fetched).await.status, 200);
            }
            Write::AskEpson => {
                let asked = house.epson("ConnectionType=GetRequest".to_owned());
                assert!(Answer::to(asked).await.text.contains(&token));
            }
            _ => {}
        }
        self.before["token"] = json!(token);
        self.before["jobs"] = json!(house.stored_jobs().await);
    }

    pub(super) fn of_printers(&self, house: &House, write: Write) -> RequestBuilder {
        let manager = &house.manager;
        let printers = |rest: &str| manager.path(&format!("printers/{rest}"));
        let made = self.before["id"].as_str().unwrap_or_default();
        let job = |rest: &str| manager.path(&format!("print-jobs/{made}{rest}"));
        let token = self.before["token"].as_str().unwrap_or_default();
        let request = |method, path: String| manager.caller.request(method, &path);
        match write {
            Write::PutPrinter => {
                request(Method::PUT, printers("spare")).json(&printer("browser", &self.device))
            }
            Write::RemovePrinter => request(Method::DELETE, printers(&self.device)),
            Write::IssueSecret => request(Method::POST, printers("quiet/secret")),
            Write::TestPrinter => house.test("quiet", &self.key),
            Write::MovePrintJob => {
                request(Method::PATCH, job("")).json(&json!({"status": "dismissed"}))
            }
            Write::Reprint => request(Method::POST, job("/reprint"))
                .header("idempotency-key", &self.key)
                .json(&json!({})),
            Write::ConfirmToStar => house.star(Method::DELETE, &format!("?code=200&token={token}")),
            Write::AskEpson => {
                let file = format!(
                    "<PrintResponseInfo><ePOSPrint><Parameter><printjobid>{token}</printjobid></Parameter><PrintResponse><response success=\"true\"/></PrintResponse></ePOSPrint></PrintResponseInfo>"
                );
                let form = form_urlencoded::Serializer::new(String::new())
                    .append_pair("ConnectionType", "SetResponse")
                    .append_pair("ResponseFile", &file)
                    .finish();
                house.epson(form)
            }
            _ => house
                .star(Method::POST, "")
                .json(&json!({"statusCode": self.said()})),
        }
    }

    /// What the printer says of itself, something else in each scene.
    fn said(&self) -> String {
        format!("210 {}", self.device)
    }

    pub(super) async fn printed_once(&self, house: &House, answer: &Answer) {
        let path = house.manager.path("printers");
        let list = house.manager.caller.get(&path).await.expect_status(200);
        let printers = list["printers"].as_array().unwrap();
        let of = |id: &str| printers.iter().find(|printer| printer["id"] == id);
        let jobs = house.jobs().await;
        let job = jobs.iter().find(|job| job["id"] == self.before["id"]);
        let status = job.map(|job| job["status"].as_str().unwrap());
        let more = match self.write {
            Write::PutPrinter => {
                assert_eq!(of("spare").unwrap()["name"], self.device.as_str());
                0
            }
            Write::RemovePrinter => {
                assert_eq!(of(&self.device), None);
                return;
            }
            Write::IssueSecret => {
                let path = answer.body["path"].as_str().unwrap();
                let request = house.stack.nobody().to(Method::POST, path);
                let request = request.basic_auth("quiet", answer.body["password"].as_str());
                Answer::to(request.json(&json!({})))
                    .await
                    .expect_status(200);
                0
            }
            Write::PollStar => {
                assert_eq!(of("star").unwrap()["code"], self.said());
                0
            }
            Write::TestPrinter => 1,
            Write::Reprint => {
                assert_eq!(status, Some("dismissed"));
                1
            }
            Write::MovePrintJob => {
                assert_eq!(status, Some("dismissed"));
                0
            }
            _ => {
                assert_eq!(status, Some("printed"));
                0
            }
        };
        let before = usize::try_from(self.before["jobs"].as_u64().unwrap()).unwrap();
        assert_eq!(house.stored_jobs().await, before + more);
    }
}
