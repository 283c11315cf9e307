//! Sign-ins: ended, and wrong passwords.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Caller, Socket, Stack, ticket};
use serde_json::json;

async fn refreshed(nobody: &Caller, cookie: &str) -> Answer {
    let request = nobody.request(Method::POST, "/auth/refresh");
    Answer::to(request.header("cookie", format!("salver_refresh={cookie}"))).await
}

#[tokio::test]
async fn signing_out_drops_this_sign_in_s_socket() {
    let stack = Stack::start().await;
    let nobody = stack.nobody();
    let here = stack.staff(Role::Waiter).await;
    let there = stack.staff(Role::Waiter).await;
    let mut dropped = Socket::open(&here.caller).await;
    let mut stays = Socket::open(&there.caller).await;
    let early = ticket(&here.caller, None).await.expect_status(201);
    let request = nobody.request(Method::POST, "/auth/sign-out");
    let cookie = format!("salver_refresh={}", here.refresh);
    let answer = Answer::to(request.header("cookie", cookie)).await;
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    answer.expect_status(204);
    assert_eq!(dropped.ends().await, 4401);
    let last = dropped.messages().pop();
    assert_eq!(last, Some(json!({"type": "closed", "code": 4401})));
    refreshed(&nobody, &here.refresh)
        .await
        .refused(401, "token_expired");
    // The access token has minutes left, and is worth nothing for writes and sockets.
    ticket(&here.caller, None)
        .await
        .refused(401, "token_expired");
    let path = early["url"].as_str().unwrap();
    let late = Socket::try_open(&here.caller, path, None).await;
    assert_eq!(late.err(), Some(401), "a ticket from before the end");
    assert!(stays.is_alive().await);
    refreshed(&nobody, &there.refresh).await.expect_status(200);
}

#[tokio::test]
async fn wrong_passwords_are_refused_alike_and_then_limited() {
    let stack = Stack::start().await;
    let nobody = stack.nobody();
    let known = stack.sign_in_of(Role::Cashier);
    let try_in = async |login: &str, password: &str| {
        let body = json!({"login": login, "password": password});
        nobody.post("/auth/sign-in", &body).await
    };
    let mut told = Vec::new();
    for login in [known.login.as_str(), "nobody@example.com"] {
        let mut problem = try_in(login, "wrong").await.refused(401, "unauthenticated");
        problem.as_object_mut().unwrap().remove("request_id");
        told.push(problem);
    }
    assert_eq!(told[0], told[1], "who works here is not told");
    for _ in 0..9 {
        try_in(&known.login, "wrong")
            .await
            .refused(401, "unauthenticated");
    }
    let answer = try_in(&known.login, &known.password).await;
    assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
    answer.refused(429, "rate_limited");
    stack.staff(Role::Waiter).await;
}
