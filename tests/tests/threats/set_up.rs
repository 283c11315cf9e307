//! Who is first at an empty stack: whoever has its code, and nobody else; and nobody is second.
//! And who lets an owner choose a new password: whoever has the other code.

use std::collections::BTreeSet;

use futures::future::join_all;
use salver::domain::role::Role;
use salver_tests::{Answer, Caller, Stack};
use serde_json::{Value, json};

fn wish(code: &str, number: usize) -> Value {
    json!({
        "code": code,
        "account": {
            "name": "Vera", "login": format!("vera-{number}@lane.example"), "password": "four plain words",
        },
        "brand": {"name": "The Lanes"},
        "branch": {
            "name": "Lake Road", "currency": "INR", "time_zone": "Asia/Kolkata", "closing_hour": 4,
        },
    })
}

async fn set_up(caller: &Caller, code: &str, number: usize) -> Answer {
    caller.post("/set-up", &wish(code, number)).await
}

/// How many items of each kind there are, but for those that count and record tries.
async fn made(stack: &Stack) -> Vec<String> {
    let dump = stack.dump().await;
    let keys = dump.keys().filter(|key| !key.starts_with("RATE#"));
    let kinds = keys.map(|key| key.split('#').next().unwrap_or(key));
    kinds
        .map(|kind| kind.split(' ').next().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn threat_43_of_many_at_one_moment_exactly_one_is_first() {
    let stack = Stack::start_empty().await;
    let code = stack.set_up_code.clone().unwrap();
    let nobody = stack.nobody();
    let all = (0..8).map(|number| set_up(&nobody, &code, number));
    let answers = join_all(all).await;
    let (won, lost): (Vec<_>, Vec<_>) = answers
        .into_iter()
        .enumerate()
        .partition(|(_, a)| a.status == 201);
    assert_eq!(won.len(), 1);
    for (_, answer) in lost {
        answer.refused(409, "already_set_up");
    }
    // What the others wanted to be is nowhere: no login, no account, no second brand.
    let kinds = made(&stack).await;
    let count = |kind: &str| kinds.iter().filter(|its| *its == kind).count();
    assert_eq!(
        [
            "CLAIM", "LOGIN", "ACCOUNT", "BRAND", "BRANCH", "REFRESH", "AUDIT"
        ]
        .map(count),
        // An account has its membership beside it; a brand its branch, its owner in the list of
        // staff and its menu; a branch its profile and its stock.
        [1, 1, 2, 4, 2, 1, 1],
        "{kinds:?}"
    );
    for number in 0..8 {
        let body =
            json!({"login": format!("vera-{number}@lane.example"), "password": "four plain words"});
        let answer = nobody.post("/auth/sign-in", &body).await;
        let is_winner = won[0].0 == number;
        assert_eq!(answer.status, if is_winner { 200 } else { 401 }, "{number}");
    }
}

#[tokio::test]
async fn threat_43_a_wrong_code_is_told_the_same_before_and_after_and_then_limited() {
    let stack = Stack::start_empty().await;
    let code = stack.set_up_code.clone().unwrap();
    let nobody = stack.nobody();
    let wrong = async |code: &str| {
        let mut problem = set_up(&nobody, code, 0)
            .await
            .refused(403, "set_up_code_wrong");
        problem.as_object_mut().unwrap().remove("request_id");
        problem.to_string()
    };
    let shorter = &code[1..];
    let other = code.to_uppercase();
    let mut told = BTreeSet::new();
    for code in ["", "x", shorter, &other] {
        told.insert(wrong(code).await);
    }
    assert!(!made(&stack).await.contains(&"CLAIM".to_owned()));
    set_up(&nobody, &code, 1).await.expect_status(201);
    told.insert(wrong("x").await);
    assert_eq!(told.len(), 1, "{told:?}");
    // Five of ten tries are gone; of many at once no more than the rest are judged.
    let guesses = (0..20).map(|_| set_up(&nobody, "x", 2));
    let statuses: Vec<u16> = join_all(guesses).await.iter().map(|a| a.status).collect();
    let judged = statuses.iter().filter(|status| **status == 403).count();
    assert_eq!(judged, 5, "{statuses:?}");
    let limited = set_up(&nobody, &code, 3).await.refused(429, "rate_limited");
    assert!(limited["retry_after"].as_u64().unwrap() <= 900);
    // Somebody else is not locked out by that.
    let elsewhere = nobody.from_address("127.0.0.9");
    set_up(&elsewhere, &code, 3)
        .await
        .refused(409, "already_set_up");
    // Each judged try is on record, and none of what was tried.
    let record = stack.record().await;
    let refused = record
        .iter()
        .filter(|entry| entry["what"] == "set_up_refused");
    assert_eq!(refused.count(), 10);
    assert!(!json!(record).to_string().contains(&code));
}

#[tokio::test]
async fn threat_50_the_operators_code_is_not_found_by_guessing() {
    let stack = Stack::start().await;
    let nobody = stack.nobody();
    let (code, login) = (
        stack.operator_code(),
        &stack.sign_in_of(Role::Owner).login.clone(),
    );
    let mut told = BTreeSet::new();
    let set_up = stack.code_of_set_up();
    // A wrong code tells nothing of who is an owner.
    for (wrong, login) in [
        ("", login.as_str()),
        (&code[1..], login),
        (&code.to_uppercase(), login),
        (&set_up, login),
        ("x", "nobody@lane.example"),
    ] {
        let answer = nobody.offer_owner_reset(wrong, login).await;
        let mut problem = answer.refused(403, "operator_code_wrong");
        problem.as_object_mut().unwrap().remove("request_id");
        told.insert(problem.to_string());
    }
    assert_eq!(told.len(), 1, "{told:?}");
    // Five of ten tries are gone; of many at once no more than the rest are judged, and the right
    // one among them is not told apart once they are.
    let guesses = (0..20).map(|_| nobody.offer_owner_reset("x", login));
    let statuses: Vec<u16> = join_all(guesses).await.iter().map(|a| a.status).collect();
    let judged = statuses.iter().filter(|status| **status == 403).count();
    assert_eq!(judged, 5, "{statuses:?}");
    let links = stack.items("LINK#").await.len();
    for login in [login.as_str(), "nobody@lane.example"] {
        let answer = nobody.offer_owner_reset(&code, login).await;
        let limited = answer.refused(429, "rate_limited");
        assert!(limited["retry_after"].as_u64().unwrap() <= 900);
    }
    assert_eq!(stack.items("LINK#").await.len(), links);
    // Whoever has the code is not locked out by a stranger. Logins that are no owner's count, so
    // that nobody learns from many answers at once that a code is right.
    let elsewhere = nobody.from_address("127.0.0.9");
    let made = elsewhere.offer_owner_reset(&code, login).await;
    made.expect_status(201);
    let misses = (0..12).map(|_| elsewhere.offer_owner_reset(&code, "nobody@lane.example"));
    let statuses: Vec<u16> = join_all(misses).await.iter().map(|a| a.status).collect();
    let judged = statuses.iter().filter(|status| **status == 422).count();
    assert_eq!(judged, 10, "{statuses:?}");
    let record = stack.record().await;
    let refused = record
        .iter()
        .filter(|entry| entry["what"] == "reset_refused");
    assert_eq!(refused.count(), 20);
    assert!(!json!(record).to_string().contains(&code));
}
