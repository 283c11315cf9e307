//! What the document says of an answer, held against each answer that a test gets.

use reqwest::{Method, Url};
use salver::api::operation::Facts;
use salver::api::{Code, operations};
use serde_json::Value;

/// Holds an answer against its operation. What the gateway answers itself, for a path that no
/// operation has or with a code that no function knows, is not in the document.
///
/// # Panics
/// When the operation does not name this status, or this problem with it.
pub(crate) fn check(method: &Method, url: &Url, status: u16, body: &Value) {
    let mut all = operations::ALL.iter();
    let Some(facts) = all.find(|facts| is_at(facts, method, url.path())) else {
        return;
    };
    if status < 400 {
        let kept = facts.kept && status == 304;
        let tried = facts.tried && status == 200;
        assert!(
            kept || tried || status == facts.status,
            "{} says nothing of {status}: {body}",
            facts.name
        );
        return;
    }
    let code = body["code"].as_str().unwrap_or_default();
    if let Some(code) = Code::ALL.iter().find(|known| known.name() == code) {
        assert!(
            facts.may_answer(status, *code),
            "{} says nothing of {status} {}: {body}",
            facts.name,
            code.name()
        );
    }
}

fn is_at(facts: &Facts, method: &Method, path: &str) -> bool {
    let its: Vec<&str> = facts.path().split('/').collect();
    let named: Vec<&str> = path.split('/').collect();
    let fits = |(its, named): (&&str, &&str)| its == named || its.starts_with('{');
    facts.method() == method.as_str()
        && its.len() == named.len()
        && its.iter().zip(&named).all(fits)
}
