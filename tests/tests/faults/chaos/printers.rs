//! Printers that poll, on a bad network: each paper that comes out of them is noted.

use std::collections::BTreeSet;
use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use salver_tests::{Answer, Caller, Papers, Stack, Staff, Wire, key};
use serde_json::{Value, json};

use super::Over;

/// A machine that speaks Star's CloudPRNT.
pub(super) struct Machine {
    branch: String,
    caller: Caller,
    /// The network in front of it, which loses replies.
    _wire: Wire,
    path: String,
    password: String,
    mac: String,
}

/// Sets a printer up, and two machines that go by its name, as after one was replaced and not
/// switched off.
pub(super) async fn set_up(
    manager: &Staff,
    (id, printer): (&str, &Value),
    stack: &Stack,
) -> Vec<Machine> {
    let path = manager.path(&format!("printers/{id}"));
    let put = manager.caller.send(Method::PUT, &path, printer).await;
    put.expect_status(200);
    let request = manager
        .caller
        .request(Method::POST, &format!("{path}/secret"));
    let secret = Answer::to(request.header("idempotency-key", key())).await;
    let secret = secret.expect_status(200);
    let text = |name: &str| secret[name].as_str().unwrap().to_owned();
    let mut machines = Vec::new();
    for number in 1..=2 {
        let wire = Wire::before(&stack.url).await;
        wire.lose_every(5);
        machines.push(Machine {
            branch: manager.branch.clone(),
            caller: wire.reach(&stack.nobody()),
            _wire: wire,
            path: text("path"),
            password: text("password"),
            mac: format!("02:00:00:aa:00:{number:02}"),
        });
    }
    machines
}

/// What a printer for the kitchen is, and one beside the till.
pub(super) fn kinds() -> [(&'static str, Value); 2] {
    let of = |name: &str, kitchen: bool| {
        json!({"name": name, "kind": "star_cloudprnt", "columns": 48, "letters": "all",
            "prints_kitchen": kitchen, "prints_orders": kitchen, "prints_bills": !kitchen})
    };
    [("pass", of("Pass", true)), ("till", of("Till", false))]
}

impl Machine {
    fn to(&self, method: Method, query: &str) -> RequestBuilder {
        let request = self.caller.to(method, &format!("{}{query}", self.path));
        request.basic_auth("printer", Some(&self.password))
    }

    /// Polls: the name of the job that it is offered.
    async fn offered(&self) -> Option<String> {
        let poll = json!({"statusCode": "200%20OK", "printerMAC": self.mac});
        let offer = Answer::try_to(self.to(Method::POST, "").json(&poll)).await;
        let offer = offer.ok().filter(|offer| offer.status == 200)?;
        offer.body["jobToken"].as_str().map(str::to_owned)
    }

    /// Asks until something is said.
    async fn insist(&self, method: Method, query: &str) -> Option<Answer> {
        for _ in 0..100 {
            let answer = Answer::try_to(self.to(method.clone(), query)).await.ok();
            let answer = answer.filter(|answer| answer.status < 500);
            if answer.is_some() {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        None
    }

    /// Prints what it is offered, and says so.
    async fn print(&self, papers: &mut Papers) {
        let Some(token) = self.offered().await else {
            return;
        };
        let mac = &self.mac;
        let query = format!("?uid=x&type=text%2Fplain&mac={mac}&token={token}");
        let paper = self.insist(Method::GET, &query).await;
        if paper.is_none_or(|paper| paper.status != 200) {
            return;
        }
        // From here on it is on paper, whatever the server knows.
        let job = format!("{}_{token}", self.branch);
        papers.printed.push(job.clone());
        let query = format!("?uid=x&mac={mac}&code=200%20OK&token={token}");
        let said = self.insist(Method::DELETE, &query).await;
        if said.is_some_and(|said| said.status == 200) {
            papers.confirmed.insert(job);
        }
    }

    /// Polls all evening.
    pub(super) async fn evening(self, over: Over) -> Papers {
        let mut papers = Papers::default();
        while !over.is_over() {
            self.print(&mut papers).await;
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
        papers
    }
}

/// What came out of all of them.
pub(super) fn together(all: Vec<Papers>) -> Papers {
    let mut papers = Papers::default();
    for one in all {
        papers.printed.extend(one.printed);
        papers.confirmed.extend(one.confirmed);
    }
    papers
}

/// How many different jobs.
pub(super) fn jobs(papers: &Papers) -> usize {
    papers.printed.iter().collect::<BTreeSet<_>>().len()
}
