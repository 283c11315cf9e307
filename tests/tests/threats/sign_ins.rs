//! Sign-ins: copied, ended from outside, guessed at.

use reqwest::Method;
use salver::auth::secret;
use salver::domain::role::Role;
use salver::domain::sign_in::SAME_SECONDS;
use salver::store::Window;
use salver_tests::{Answer, Caller, SignIn, Socket, Stack, refresh_cookie, ticket};
use serde_json::json;

async fn refreshed(nobody: &Caller, cookie: &str) -> Answer {
    let request = nobody.request(Method::POST, "/auth/refresh");
    Answer::to(request.header("cookie", format!("salver_refresh={cookie}"))).await
}

#[tokio::test]
async fn threat_21_a_lost_answer_is_made_good_and_a_copied_token_ends_the_sign_in() {
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

    // Five minutes without a network, set in the table: whoever was to get the third has
    // never heard of it, and the second is as good as before.
    let store = stack.store();
    let family = second.split('.').next().unwrap().parse().unwrap();
    let mut family = store.refresh_family(&family).await.unwrap().unwrap();
    family.rotated_at -= SAME_SECONDS + 300;
    family.version += 1;
    assert!(store.rotate_sign_in(&family).await.unwrap());
    let back = refreshed(&nobody, &second).await;
    let fourth = refresh_cookie(&back);
    assert_ne!(fourth, third);
    back.expect_status(200);
    let mut socket = Socket::open(&waiter.caller).await;
    let on = refreshed(&nobody, &fourth).await;
    let fifth = refresh_cookie(&on);
    on.expect_status(200);
    // Since its successor was shown, it is a copy in somebody's hand.
    refreshed(&nobody, &second)
        .await
        .refused(401, "token_expired");
    refreshed(&nobody, &fifth)
        .await
        .refused(401, "token_expired");
    assert_eq!(socket.ends().await, 4401);
    let record = stack.record().await;
    let reused = record.iter().filter(|e| e["what"] == "refresh_reused");
    assert_eq!(
        reused.count(),
        1,
        "the end of the family is on record, once"
    );
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
async fn threat_22_a_disabled_person_with_a_live_socket() {
    let stack = Stack::start().await;
    let waiter = stack.staff(Role::Waiter).await;
    let cook = stack.staff(Role::Cook).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let mut socket = Socket::open(&waiter.caller).await;
    let mut other = Socket::open(&cook.caller).await;
    let early = ticket(&waiter.caller, None).await.expect_status(201);
    let login = &stack.sign_in_of(Role::Waiter).login;
    let people = stack.items("ACCOUNT#").await;
    let person = people.iter().find(|item| item["login"]["S"] == **login);
    stack
        .set(person.unwrap(), "disabled", json!({"BOOL": true}))
        .await;

    // Writes end at once, the socket as soon as the change has gone through the stream.
    waiter.close(&party).await.refused(401, "token_expired");
    ticket(&waiter.caller, None)
        .await
        .refused(401, "token_expired");
    assert_eq!(socket.ends().await, 4401);
    let path = early["url"].as_str().unwrap();
    let late = Socket::try_open(&waiter.caller, path, None).await;
    assert_eq!(late.err(), Some(401), "a ticket from before");
    let nobody = stack.nobody();
    refreshed(&nobody, &waiter.refresh)
        .await
        .refused(401, "token_expired");
    let sign_in = stack.sign_in_of(Role::Waiter);
    let answer = try_in(&nobody, sign_in, &sign_in.password).await;
    answer.refused(401, "unauthenticated");
    // Nobody else is concerned, and the table is still open.
    assert!(other.is_alive().await);
    let manager = stack.staff(Role::Manager).await;
    manager.close(&party).await.expect_status(200);
}

async fn try_in(caller: &Caller, sign_in: &SignIn, password: &str) -> Answer {
    let body = json!({"login": sign_in.login, "password": password});
    caller.post("/auth/sign-in", &body).await
}

/// Guessing a password locks the guesser out, and never the owner.
#[tokio::test]
async fn wrong_passwords_from_elsewhere_lock_nobody_out() {
    let stack = Stack::start().await;
    // The stack signs in by itself, to open the table whose QR code it prints.
    let of_start = stack.record().await.len();
    let owner = stack.sign_in_of(Role::Owner);
    let thief = stack.nobody().from_address("127.0.0.66");
    for _ in 0..10 {
        let answer = try_in(&thief, owner, "wrong").await;
        answer.refused(401, "unauthenticated");
    }
    // Also with the right one by now; but from anywhere else it opens.
    for password in ["wrong", &owner.password] {
        let answer = try_in(&thief, owner, password).await;
        let seconds: u64 = answer.header("retry-after").parse().unwrap();
        assert!((1..=900).contains(&seconds), "{seconds}");
        answer.refused(429, "rate_limited");
    }
    try_in(&stack.nobody(), owner, &owner.password)
        .await
        .expect_status(200);

    // Guessed at from everywhere, as if a hundred sources had done it: fewer tries for
    // each source, and a right password still opens, as often as it comes.
    let login = Window {
        what: "sign-in-login",
        who: secret::hash(&owner.login),
        limit: 100,
        seconds: 3600,
    };
    let (store, now) = (stack.store(), salver::api::clock::now());
    let windows = std::slice::from_ref(&login);
    while store.reserve(windows, None, now).await.unwrap().is_ok() {}
    let many = stack.nobody().from_address("127.0.0.67");
    let mut told = Vec::new();
    for _ in 0..5 {
        told.push(try_in(&many, owner, "wrong").await.status);
    }
    assert_eq!(told, [401, 401, 401, 429, 429]);
    let fresh = stack.nobody().from_address("127.0.0.68");
    for _ in 0..5 {
        try_in(&fresh, owner, &owner.password)
            .await
            .expect_status(200);
    }

    // One source that goes through the logins of the house has its thirty.
    let sweeper = stack.nobody().from_address("127.0.0.69");
    let mut judged = 0;
    for n in 0..40 {
        let made_up = SignIn {
            login: format!("somebody-{n}@example.com"),
            password: String::new(),
        };
        judged += usize::from(try_in(&sweeper, &made_up, "wrong").await.status == 401);
    }
    assert_eq!(judged, 30);
    // The wrong ones are on record: with whose the login is, else with nobody.
    let record = stack.record().await;
    let record = &record[of_start..];
    let of = |what: &str| record.iter().filter(|e| e["what"] == what).count();
    assert_eq!((of("sign_in_refused"), of("signed_in")), (13 + 30, 6));
    let strangers = record
        .iter()
        .filter(|e| e.get("branch_id").or(e.get("brand_id")).is_none());
    assert_eq!(strangers.count(), 30);
    let text = serde_json::to_string(&record).unwrap();
    assert!(!text.contains("127.0.0.66") && text.contains("127.0.0.0/24"));
}
