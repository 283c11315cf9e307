//! What staff and a printer do at a counter, as the parts of the benchmark ask it.

use reqwest::{Method, RequestBuilder};
use salver_tests::{Answer, Caller, Dish, Stack, Staff, key};
use serde_json::{Value, json};

/// A write that is done once, with a key of its own.
pub(crate) async fn post(staff: &Staff, path: &str, body: &Value) -> Answer {
    let request = staff.caller.request(Method::POST, &staff.path(path));
    Answer::to(request.header("idempotency-key", key()).json(body)).await
}

pub(crate) fn id(of: &Value) -> String {
    of["id"].as_str().unwrap().to_owned()
}

/// A pickup's check.
pub(crate) async fn pickup(staff: &Staff) -> String {
    let opened = post(staff, "checks", &json!({"kind": "pickup"})).await;
    id(&opened.expect_status(201))
}

/// Orders so many of each dish for a check, a line for each. The order.
pub(crate) async fn take(
    staff: &Staff,
    check: &str,
    action: &str,
    (dishes, quantity): (&[Dish], u32),
) -> Value {
    let lines = dishes.iter().enumerate().map(|(number, dish)| {
        let mut line = dish.line(quantity);
        line["id"] = json!(format!("line-{number}"));
        line
    });
    let body = json!({"action": action, "lines": lines.collect::<Vec<_>>()});
    let taken = post(staff, &format!("checks/{check}/orders"), &body).await;
    taken.expect_status(201)["order"].clone()
}

/// A scripted Star CloudPRNT printer.
pub(crate) struct Printer {
    caller: Caller,
    path: String,
    password: String,
}

impl Printer {
    /// Puts it up in the branch, under an ID, in place of what is there.
    pub(crate) async fn of(stack: &Stack, manager: &Staff, id: &str) -> Self {
        let path = manager.path(&format!("printers/{id}"));
        let printer =
            json!({"name": id, "kind": "star_cloudprnt", "columns": 48, "letters": "all"});
        let put = manager.caller.send(Method::PUT, &path, &printer).await;
        put.expect_status(200);
        let path = format!("{path}/secret");
        let secret = Answer::to(manager.caller.request(Method::POST, &path)).await;
        let secret = secret.expect_status(200);
        let text = |name: &str| secret[name].as_str().unwrap().to_owned();
        Self {
            caller: stack.nobody(),
            path: text("path"),
            password: text("password"),
        }
    }

    fn to(&self, method: Method, query: &str) -> RequestBuilder {
        let request = self.caller.to(method, &format!("{}{query}", self.path));
        request.basic_auth("printer", Some(&self.password))
    }

    /// The job that it is offered, if there is one.
    pub(crate) async fn polls(&self) -> Option<String> {
        let poll = json!({"statusCode": "200%20OK", "printerMAC": "02:00:00:aa:00:01"});
        let offer = Answer::to(self.to(Method::POST, "").json(&poll)).await;
        let offer = offer.expect_status(200);
        offer["jobToken"].as_str().map(str::to_owned)
    }

    /// Downloads the job.
    pub(crate) async fn fetches(&self, token: &str) {
        let query = format!("?uid=x&type=text%2Fplain&mac=02:00:00:aa:00:01&token={token}");
        let paper = Answer::to(self.to(Method::GET, &query)).await;
        assert_eq!(paper.status, 200, "{}", paper.text);
    }

    /// Says that the job is on paper.
    pub(crate) async fn confirms(&self, token: &str) {
        let query = format!("?uid=x&mac=02:00:00:aa:00:01&code=200%20OK&token={token}");
        let confirmed = Answer::to(self.to(Method::DELETE, &query)).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.text);
    }
}
