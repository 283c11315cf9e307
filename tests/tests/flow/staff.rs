//! Who may do what: roles, branches, tokens, sign-ins.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use salver::api::clock;
use salver::api::routes::{Caller as Who, ROUTES};
use salver::auth::staff_token::{self, Subject};
use salver::auth::{Role, refresh};
use salver::demo;
use salver_tests::{Answer, Caller, SignIn, Socket, Stack, Staff, refresh_cookie, ticket};
use serde_json::{Value, json};

/// Every staff operation, called at `branch` for a table, session and order that are not
/// there, with what it needs to be allowed.
fn staff_calls(branch: &str) -> impl Iterator<Item = (Method, String, salver::auth::Permission)> {
    ROUTES.iter().filter_map(move |route| {
        let Who::Staff(permission) = route.caller else {
            return None;
        };
        let path = route
            .path
            .replace("/api/v1", "")
            .replace("{branch}", branch)
            .replace("{table}", "no-such-table")
            .replace("{session}", &format!("{branch}_no-such-session"))
            .replace("{order}", &format!("{branch}_no-such_order"))
            .replace("{line}", "no-such-line");
        Some((route.method.parse().unwrap(), path, permission))
    })
}

/// A second branch of another owner, on the same table of the same stack.
async fn other_branch(stack: &Stack) -> Staff {
    let password = demo::fresh_password().unwrap();
    let mut seed = demo::seed(&password).unwrap();
    let id: salver::domain::id::BranchId = "hill-road".parse().unwrap();
    seed.profile.id = id.clone();
    for table in &mut seed.tables {
        table.branch_id = id.clone();
    }
    for person in &mut seed.staff {
        person.branch_id = id.clone();
        person.branches = vec![id.clone()];
        person.login = format!("hill-{}", person.login);
    }
    let waiter = seed.staff.iter().find(|s| s.role == Role::Waiter).unwrap();
    let sign_in = SignIn {
        login: waiter.login.clone(),
        password,
    };
    stack.store().seed(&seed).await.unwrap();
    Staff::sign_in(&stack.nobody(), id.as_str(), &sign_in).await
}

#[tokio::test]
async fn each_role_does_what_the_table_says_and_only_at_its_branch() {
    let stack = Stack::start().await;
    for role in Role::ALL {
        let person = stack.staff(role).await;
        for (method, path, permission) in staff_calls(&stack.branch) {
            let answer = person.caller.send(method, &path, &json!({})).await;
            if role.may(permission) {
                // Allowed: only what it names is missing, or the body is not enough.
                assert!(
                    matches!(answer.status, 200 | 404 | 422),
                    "{role:?} {path}: {}",
                    answer.text
                );
            } else {
                answer.refused(403, "forbidden");
            }
        }
        let answer = ticket(&person.caller, None).await;
        if role == Role::Rider {
            answer.refused(403, "forbidden");
        } else {
            answer.expect_status(201);
        }
    }
    for (method, path, _) in staff_calls(&stack.branch) {
        let answer = stack.nobody().send(method, &path, &json!({})).await;
        answer.refused(401, "unauthenticated");
    }
}

#[tokio::test]
async fn a_cook_opens_no_table_and_voids_nothing() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let cook = stack.staff(Role::Cook).await;
    let rider = stack.staff(Role::Rider).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let order = phone.order(&phone.put("line-1", &dish, 2).await).await;
    let before = party.state(&phone, &waiter).await;

    let free = cook.path(&format!("tables/{}/open", stack.tables[1].id));
    let answer = cook.caller.post(&free, &json!({"mode": "family"})).await;
    answer.refused(403, "forbidden");
    cook.close(&party).await.refused(403, "forbidden");
    let pin = cook.path(&format!("sessions/{}/pin", party.session));
    cook.caller.get(&pin).await.refused(403, "forbidden");
    let path = cook.path(&format!("orders/{}", order["id"].as_str().unwrap()));
    let line = format!("{path}/lines/line-1");
    for (path, status) in [
        (&path, "cancelled"),
        (&path, "rejected"),
        (&line, "cancelled"),
    ] {
        let body = json!({"status": status, "reason": "because"});
        let answer = cook.caller.send(Method::PATCH, path, &body).await;
        answer.refused(403, "forbidden");
    }
    rider
        .move_order(&order, "accepted")
        .await
        .refused(403, "forbidden");
    assert_eq!(party.state(&phone, &waiter).await, before);

    // What a cook may see of an order has no price in it, also as an answer.
    let moved = cook.move_order(&order, "accepted").await.expect_status(200);
    assert_eq!(
        (&moved["status"], &moved["total"]),
        (&json!("accepted"), &Value::Null)
    );
    let body = json!({"status": "cancelled", "reason": "because", "quantity": 1});
    let voided = waiter.caller.send(Method::PATCH, &line, &body).await;
    assert_eq!(voided.expect_status(200)["total"]["minor"], dish.price);
    assert_eq!(
        phone.snapshot().await["check"]["total"]["minor"],
        dish.price
    );
}

#[tokio::test]
async fn staff_of_another_branch_find_nothing_here() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let ours = stack.staff(Role::Waiter).await;
    let theirs = other_branch(&stack).await;
    let party = ours.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let order = phone.order(&phone.put("line-1", &dish, 1).await).await;
    let before = party.state(&phone, &ours).await;

    for (method, path, _) in staff_calls(&stack.branch) {
        let answer = theirs.caller.send(method, &path, &json!({})).await;
        answer.refused(404, "not_found");
    }
    // Their own branch in the path, our session and order: nothing either.
    let (session, order) = (&party.session, order["id"].as_str().unwrap());
    for rest in [
        format!("sessions/{session}/close"),
        format!("sessions/{session}/pin/rotate"),
    ] {
        let answer = theirs.caller.post(&theirs.path(&rest), &json!({})).await;
        answer.refused(404, "not_found");
    }
    let path = theirs.path(&format!("orders/{order}"));
    let body = json!({"status": "accepted"});
    let answer = theirs.caller.send(Method::PATCH, &path, &body).await;
    answer.refused(404, "not_found");
    let topic = format!("branch:{}:floor", stack.branch);
    let answer = ticket(&theirs.caller, Some(&[&topic])).await;
    answer.refused(403, "forbidden");
    assert_eq!(theirs.board().await, Vec::<Value>::new());
    assert_eq!(party.state(&phone, &ours).await, before);
}

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
