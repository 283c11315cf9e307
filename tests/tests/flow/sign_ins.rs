//! Tokens and sign-ins: forged, expired, turned, copied, ended.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use salver::api::clock;
use salver::auth::staff_token::{self, Subject};
use salver::auth::{Role, refresh};
use salver_tests::{Answer, Caller, Socket, Stack, refresh_cookie, ticket};
use serde_json::{Value, json};

/// Header and body of a JWT with something in place of the signature.
fn forged(header: &Value, body: &Value, signature: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{signature}", part(header), part(body))
}

#[tokio::test]
async fn forged_and_expired_tokens_are_nobody() {
    let stack = Stack::start().await;
    let waiter = stack.staff(Role::Waiter).await;
    let token = waiter.caller.token();
    let parts: Vec<&str> = token.split('.').collect();
    let body = URL_SAFE_NO_PAD.decode(parts[1]).unwrap();
    let mut body: Value = serde_json::from_slice(&body).unwrap();
    let header = json!({"alg": "HS256", "typ": "at+jwt"});
    let none = json!({"alg": "none", "typ": "at+jwt"});
    let mut tokens = vec![
        forged(&none, &body, ""),
        forged(&none, &body, parts[2]),
        forged(&header, &body, "AAAA"),
        format!("{}.{}", parts[0], parts[1]),
        format!("{token}x"),
        String::new(),
    ];
    body["role"] = "owner".into();
    tokens.push(forged(&header, &body, parts[2]));
    let path = waiter.path("floor");
    let knock = async |token: &str| stack.nobody().with_token(token).get(&path).await;
    for token in tokens {
        knock(&token).await.refused(401, "unauthenticated");
    }

    // With the right key everything is right but the time.
    let key = stack.staff_key();
    let now = clock::now();
    let claims = staff_token::verify(&key, token, now).unwrap();
    let subject = Subject {
        staff: claims.sub,
        home: claims.home,
        branches: claims.branches,
        role: claims.role,
        family: claims.family,
        session_version: claims.session_version,
    };
    let ago = |seconds: i64| now - std::time::Duration::from_secs(seconds.unsigned_abs());
    let long_ago = ago(staff_token::ACCESS_SECONDS + 1);
    let expired = staff_token::issue(&key, subject.clone(), long_ago).unwrap();
    knock(&expired).await.refused(401, "token_expired");
    let good = staff_token::issue(&key, subject, ago(60)).unwrap();
    knock(&good).await.expect_status(200);
}

async fn refreshed(nobody: &Caller, cookie: &str) -> Answer {
    let request = nobody.request(Method::POST, "/auth/refresh");
    Answer::to(request.header("cookie", format!("salver_refresh={cookie}"))).await
}

#[tokio::test]
async fn a_refresh_token_turns_once_and_its_reuse_ends_the_sign_in() {
    let stack = Stack::start().await;
    let nobody = stack.nobody();
    let waiter = stack.staff(Role::Waiter).await;
    let answer = refreshed(&nobody, &waiter.refresh).await;
    let second = refresh_cookie(&answer);
    let token = answer.expect_status(200)["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_ne!(second, waiter.refresh);
    let floor = waiter.path("floor");
    nobody
        .with_token(&token)
        .get(&floor)
        .await
        .expect_status(200);
    // The reply may have been lost: the same successor again, also from two pages at once.
    let (one, two) = tokio::join!(
        refreshed(&nobody, &waiter.refresh),
        refreshed(&nobody, &waiter.refresh)
    );
    assert_eq!([refresh_cookie(&one), refresh_cookie(&two)], [&*second; 2]);
    let (one, two) = tokio::join!(refreshed(&nobody, &second), refreshed(&nobody, &second));
    let third = refresh_cookie(&one);
    assert_eq!(refresh_cookie(&two), third);
    assert_eq!((one.status, two.status), (200, 200));

    // Later it is a copy in somebody's hand. The grace is taken off in the table.
    let store = stack.store();
    let family = second.split('.').next().unwrap().parse().unwrap();
    let mut family = store.refresh_family(&family).await.unwrap().unwrap();
    family.rotated_at -= refresh::GRACE_SECONDS + 1;
    family.version += 1;
    assert!(store.save_refresh_family(&family).await.unwrap());
    let mut socket = Socket::open(&waiter.caller).await;
    refreshed(&nobody, &second)
        .await
        .refused(401, "token_expired");
    refreshed(&nobody, &third)
        .await
        .refused(401, "token_expired");
    assert_eq!(socket.ends().await, 4401);
    for bad in ["", "x", "a.1.b", &*third.replace('.', "")] {
        refreshed(&nobody, bad)
            .await
            .refused(401, "unauthenticated");
    }
    // Another sign-in of the same person is not concerned.
    let again = stack.staff(Role::Waiter).await;
    again.caller.get(&floor).await.expect_status(200);
    refreshed(&nobody, &again.refresh).await.expect_status(200);
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
