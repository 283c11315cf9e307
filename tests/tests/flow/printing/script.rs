//! Printers that do what they are told to, and a restaurant that has some.

use reqwest::{Method, RequestBuilder};
use salver::api::clock;
use salver::domain::role::Role;
use salver_tests::{Answer, Caller, Dish, Stack, Staff, key};
use serde_json::{Value, json};

/// A restaurant, and whoever works with its printers.
pub(super) struct House {
    pub(super) stack: Stack,
    pub(super) manager: Staff,
    pub(super) waiter: Staff,
    pub(super) dishes: Vec<Dish>,
}

/// What a printer is set up as, if nothing else is said.
pub(super) fn star() -> Value {
    json!({"name": "Kitchen", "kind": "star_cloudprnt", "columns": 48, "letters": "all"})
}

pub(super) fn epson() -> Value {
    json!({"name": "Kitchen", "kind": "epson_sdp", "columns": 42, "letters": "all"})
}

impl House {
    pub(super) async fn open() -> Self {
        let stack = Stack::start().await;
        Self {
            manager: stack.staff(Role::Manager).await,
            waiter: stack.staff(Role::Waiter).await,
            dishes: stack.menu().await.dishes(),
            stack,
        }
    }

    pub(super) async fn put(&self, id: &str, printer: &Value) -> Answer {
        let path = self.manager.path(&format!("printers/{id}"));
        self.manager.caller.send(Method::PUT, &path, printer).await
    }

    /// Sets a printer up; what has to be typed into it.
    pub(super) async fn printer(&self, id: &str, printer: &Value) -> Value {
        self.put(id, printer).await.expect_status(200);
        let path = self.manager.path(&format!("printers/{id}/secret"));
        let secret = Answer::to(self.manager.caller.request(Method::POST, &path)).await;
        secret.expect_status(200)
    }

    pub(super) async fn star(&self, id: &str, printer: &Value) -> Star {
        let secret = self.printer(id, printer).await;
        Star {
            caller: self.stack.nobody(),
            path: text(&secret["path"]),
            password: text(&secret["password"]),
            mac: "02:00:00:aa:00:01".to_owned(),
        }
    }

    pub(super) async fn epson(&self, id: &str, printer: &Value) -> Epson {
        let secret = self.printer(id, printer).await;
        Epson {
            caller: self.stack.nobody(),
            path: text(&secret["path"]),
        }
    }

    pub(super) async fn test(&self, id: &str) -> Value {
        let path = format!("printers/{id}/test");
        once(&self.manager, &path, &json!({}))
            .await
            .expect_status(201)
    }

    /// A pickup of these dishes is ordered.
    pub(super) async fn order(&self, action: &str, dishes: &[&Dish]) -> Value {
        let check = once(&self.waiter, "checks", &json!({"kind": "pickup"})).await;
        let check = check.expect_status(201);
        let lines = dishes.iter().enumerate().map(|(number, dish)| {
            let mut line = dish.line(2);
            line["id"] = json!(format!("line-{number}"));
            line
        });
        let body = json!({"action": action, "lines": lines.collect::<Vec<_>>()});
        let path = format!("checks/{}/orders", text(&check["id"]));
        once(&self.waiter, &path, &body).await.expect_status(201)
    }

    /// A pickup of one dish is ordered, of which more is said.
    pub(super) async fn order_with(&self, action: &str, dish: &Dish, said: &Value) -> Value {
        let check = once(&self.waiter, "checks", &json!({"kind": "pickup"})).await;
        let check = check.expect_status(201);
        let mut line = dish.line(2);
        line["id"] = json!("line-0");
        for (name, value) in said.as_object().unwrap() {
            line[name] = value.clone();
        }
        let body = json!({"action": action, "lines": [line]});
        let path = format!("checks/{}/orders", text(&check["id"]));
        once(&self.waiter, &path, &body).await.expect_status(201)
    }

    pub(super) async fn queue(&self) -> Value {
        let queue = self
            .waiter
            .caller
            .get(&self.waiter.path("print-jobs"))
            .await;
        queue.expect_status(200)
    }

    /// A job as staff see it.
    pub(super) async fn job(&self, job: &Value) -> Value {
        let queue = self.queue().await;
        let mut jobs = queue["jobs"].as_array().unwrap().iter();
        jobs.find(|known| known["id"] == job["id"]).unwrap().clone()
    }

    pub(super) async fn status(&self, job: &Value) -> String {
        text(&self.job(job).await["status"])
    }

    pub(super) async fn wish(&self, job: &Value, wish: &Value) -> Answer {
        let path = self
            .waiter
            .path(&format!("print-jobs/{}", text(&job["id"])));
        self.waiter.caller.send(Method::PATCH, &path, wish).await
    }

    pub(super) async fn reprint(&self, job: &Value, wish: &Value) -> Answer {
        let path = format!("print-jobs/{}/reprint", text(&job["id"]));
        once(&self.waiter, &path, wish).await
    }

    /// Lets so many seconds pass for a job, and the same for who has it in hand.
    pub(super) async fn pass(&self, job: &Value, seconds: i64) {
        let branch = &self.stack.branch;
        let stored = self.stack.items(&format!("PRINT#{branch} JOB#")).await;
        let stored = stored
            .iter()
            .find(|item| item["id"]["S"] == job["id"])
            .unwrap();
        let then = clock::now() - jiff::SignedDuration::from_secs(seconds);
        let then = json!({"S": then.to_string()});
        self.stack.set(stored, "waiting_since", then.clone()).await;
        if stored["not_before"].is_object() {
            self.stack.set(stored, "not_before", then.clone()).await;
        }
        if stored["claim"].is_object() {
            let mut claim = stored["claim"].clone();
            claim["M"]["at"] = then;
            self.stack.set(stored, "claim", claim).await;
        }
    }

    pub(super) async fn seen(&self, printer: &str) -> Value {
        let queue = self.queue().await;
        let mut printers = queue["printers"].as_array().unwrap().iter();
        printers
            .find(|known| known["id"] == printer)
            .unwrap()
            .clone()
    }
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Sends a body once.
pub(super) async fn once(staff: &Staff, path: &str, body: &Value) -> Answer {
    let request = staff.caller.request(Method::POST, &staff.path(path));
    Answer::to(request.header("idempotency-key", key()).json(body)).await
}

/// A printer that speaks Star's CloudPRNT.
#[derive(Clone)]
pub(super) struct Star {
    pub(super) caller: Caller,
    pub(super) path: String,
    pub(super) password: String,
    pub(super) mac: String,
}

impl Star {
    fn to(&self, method: Method, query: &str) -> RequestBuilder {
        let request = self.caller.to(method, &format!("{}{query}", self.path));
        request.basic_auth("printer", Some(&self.password))
    }

    pub(super) async fn says(&self, poll: &Value) -> Answer {
        Answer::to(self.to(Method::POST, "").json(poll)).await
    }

    /// Polls with this status; the job that it is offered.
    pub(super) async fn polls(&self, status: &str) -> Option<String> {
        let poll = json!({"statusCode": status, "printerMAC": self.mac});
        let offer = self.says(&poll).await.expect_status(200);
        let ready = offer["jobReady"].as_bool().unwrap();
        assert_eq!(ready, offer["jobToken"].is_string(), "{offer}");
        if ready {
            assert_eq!(offer["mediaTypes"], json!(["text/plain"]));
        }
        offer["jobToken"].as_str().map(str::to_owned)
    }

    pub(super) async fn asks(&self, query: &str) -> Answer {
        Answer::to(self.to(Method::GET, query)).await
    }

    pub(super) async fn fetches(&self, token: &str) -> Answer {
        let query = format!("?uid=x&type=text%2Fplain&mac={}&token={token}", self.mac);
        self.asks(&query).await
    }

    pub(super) async fn confirms(&self, token: &str, code: &str) {
        let query = format!("?uid=x&mac={}&code={code}&token={token}", self.mac);
        let answer = Answer::to(self.to(Method::DELETE, &query)).await;
        assert_eq!((answer.status, answer.text.as_str()), (200, ""));
    }

    /// Polls, prints what it is offered and says so: what is on the paper.
    pub(super) async fn prints(&self) -> Option<String> {
        let token = self.polls("200%20OK").await?;
        let paper = self.fetches(&token).await;
        assert_eq!(paper.status, 200, "{}", paper.text);
        self.confirms(&token, "200%20OK").await;
        Some(paper.text)
    }
}

/// A printer that speaks Epson's Server Direct Print.
pub(super) struct Epson {
    pub(super) caller: Caller,
    pub(super) path: String,
}

impl Epson {
    pub(super) async fn posts(&self, form: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let request = self.caller.to(Method::POST, &self.path).body(body);
        Answer::to(request.header("content-type", "application/x-www-form-urlencoded")).await
    }

    /// Asks for work: the job's name and its XML.
    pub(super) async fn asks(&self) -> Option<(String, String)> {
        let form = [("ConnectionType", "GetRequest"), ("ID", "kitchen")];
        let answer = self.posts(&form).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert!(answer.header("content-type").starts_with("text/xml"));
        let (_, rest) = answer.text.split_once("<printjobid>")?;
        let (job, _) = rest.split_once("</printjobid>").unwrap();
        assert!(!answer.text.contains("Envelope"));
        Some((job.to_owned(), answer.text.clone()))
    }

    /// Says how a job went.
    pub(super) async fn answers(&self, job: Option<&str>, success: bool, code: &str) {
        let parameter =
            job.map(|job| format!("<Parameter><printjobid>{job}</printjobid></Parameter>"));
        let file = format!(
            "<PrintResponseInfo Version=\"2.00\"><ePOSPrint>{}<PrintResponse><response success=\"{success}\" code=\"{code}\" status=\"251658262\"/></PrintResponse></ePOSPrint></PrintResponseInfo>",
            parameter.unwrap_or_default()
        );
        let form = [
            ("ConnectionType", "SetResponse"),
            ("ID", "kitchen"),
            ("ResponseFile", &file),
        ];
        let answer = self.posts(&form).await;
        assert_eq!((answer.status, answer.text.as_str()), (200, ""));
    }
}
