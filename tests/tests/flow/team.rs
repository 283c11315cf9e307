//! The team: invited, joined, moved, given a new password, parted with.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Caller, SignIn, Socket, Stack, Staff, code_of, key, refresh_cookie};
use serde_json::{Value, json};

const PASSWORD: &str = "four plain words";

fn omar() -> SignIn {
    SignIn {
        login: "omar@lane.example".to_owned(),
        password: PASSWORD.to_owned(),
    }
}

async fn refreshed(nobody: &Caller, cookie: &str) -> Answer {
    let request = nobody.request(Method::POST, "/auth/refresh");
    Answer::to(request.header("cookie", format!("salver_refresh={cookie}"))).await
}

/// Somebody who has joined, as a waiter of this branch.
async fn joined(stack: &Stack, by: &Staff) -> Staff {
    let made = by.invite("Omar", "waiter", None).await.expect_status(201);
    let nobody = stack.nobody();
    let answer = nobody.join_team(&code_of(&made), &omar()).await;
    Staff::of(&nobody, &stack.branch, &omar(), answer)
}

#[tokio::test]
async fn somebody_is_invited_and_joins_and_works() {
    let stack = Stack::start().await;
    let (nobody, owner) = (stack.nobody(), stack.staff(Role::Owner).await);
    let made = owner.invite("Omar", "waiter", None).await;
    let path = format!("/api/v1/branches/{}/team", stack.branch);
    assert_eq!(made.header("location"), path);
    let made = made.expect_status(201);
    let code = code_of(&made);
    let team = owner.team().await.expect_status(200);
    let open = &team["invitations"][0];
    assert_eq!(
        (&open["id"], &open["name"], &open["role"], &open["branches"]),
        (
            &made["id"],
            &json!("Omar"),
            &json!("waiter"),
            &json!([stack.branch])
        )
    );
    assert_eq!(team["whole_brand"], true);
    assert_eq!(team["branches"][0]["name"], "Lake Road");
    assert!(!team.to_string().contains(&code), "the code is told once");
    let seen = nobody.look_up_link(&code).await.expect_status(200);
    assert_eq!(
        seen,
        json!({
            "purpose": "invitation", "name": "Omar", "brand": "The Marigold Tram",
            "branches": ["Lake Road"], "role": "waiter",
        })
    );
    // Looking does not use it up, and what is not right neither.
    for (login, password, field) in [
        ("omar@lane.example", "short", "password"),
        ("omar@lane.example", "omar-omar-1", "password"),
        ("two words", PASSWORD, "login"),
        (&stack.sign_in_of(Role::Cook).login, PASSWORD, "login"),
    ] {
        let who = SignIn {
            login: login.to_owned(),
            password: password.to_owned(),
        };
        let problem = nobody.join_team(&code, &who).await;
        let problem = problem.refused(422, "validation");
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
    }
    let answer = nobody.join_team(&code, &omar()).await;
    let cookie = refresh_cookie(&answer);
    let new = Staff::of(&nobody, &stack.branch, &omar(), answer);
    let party = new.open(&stack.tables[0], "family").await;
    new.close(&party).await.expect_status(200);
    refreshed(&nobody, &cookie).await.expect_status(200);
    Staff::sign_in(&nobody, &stack.branch, &omar()).await;
    // Colleagues see them, and the invitation is over.
    let floor = new.caller.get(&new.path("floor")).await.expect_status(200);
    let waiters = floor["waiters"].as_array().unwrap();
    assert!(waiters.iter().any(|waiter| waiter["name"] == "Omar"));
    let team = owner.team().await.expect_status(200);
    assert_eq!(team["invitations"], json!([]));
    let member = owner.member("Omar").await;
    assert_eq!(
        (&member["login"], &member["state"], &member["led"]),
        (&json!("omar@lane.example"), &json!("active"), &json!(true))
    );
    assert_eq!(
        member["places"],
        json!([{"branch": stack.branch, "role": "waiter"}])
    );
    for again in [
        nobody.look_up_link(&code).await,
        nobody.join_team(&code, &omar()).await,
    ] {
        again.refused(409, "link_used");
    }
    owner.withdraw(&made).await.refused(409, "link_used");
    let record = stack.record().await;
    let of = |what: &str| record.iter().filter(|entry| entry["what"] == what).count();
    assert_eq!((of("colleague_invited"), of("colleague_joined")), (1, 1));
    let text = json!(record).to_string();
    for secret in [code.as_str(), PASSWORD, "omar@lane.example", "Omar"] {
        assert!(!text.contains(secret), "{secret} is on record");
    }
    let table = json!(stack.dump().await).to_string();
    assert!(!table.contains(&code), "the table holds no code");
}

#[tokio::test]
async fn an_invitation_is_made_once_for_each_request_and_taken_back() {
    let stack = Stack::start().await;
    let (nobody, owner) = (stack.nobody(), stack.staff(Role::Owner).await);
    let body = json!({"name": "Omar", "role": "cook", "branches": [stack.branch]});
    let key = key();
    let send = async |body: &Value| {
        let request = owner
            .caller
            .request(Method::POST, &owner.path("team/invitations"));
        Answer::to(request.header("idempotency-key", &key).json(body)).await
    };
    let first = send(&body).await.expect_status(201);
    let again = send(&body).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.expect_status(201), first);
    let other = json!({"name": "Mallory", "role": "cook", "branches": [stack.branch]});
    send(&other).await.refused(422, "idempotency_key_reused");
    let team = owner.team().await.expect_status(200);
    assert_eq!(team["invitations"].as_array().unwrap().len(), 1);
    owner.withdraw(&first).await.expect_status(204);
    owner.withdraw(&first).await.expect_status(204);
    let answer = nobody.join_team(&code_of(&first), &omar()).await;
    answer.refused(409, "link_ended");
    let team = owner.team().await.expect_status(200);
    assert_eq!(team["invitations"], json!([]));
    for bad in [
        json!({"name": "Omar", "role": "cook", "branches": []}),
        json!({"name": "Omar", "role": "owner", "branches": [stack.branch]}),
        json!({"name": "Omar", "role": "cook", "branches": ["nowhere"]}),
        json!({"name": "Omar", "role": "cook", "branches": vec!["b"; 3]}),
    ] {
        let request = owner
            .caller
            .request(Method::POST, &owner.path("team/invitations"));
        let request = request.header("idempotency-key", salver_tests::key());
        let problem = Answer::to(request.json(&bad))
            .await
            .refused(422, "validation");
        assert_eq!(problem["errors"][0]["field"], "branches", "{bad}");
    }
}

#[tokio::test]
async fn another_role_counts_at_once_and_parting_ends_all() {
    let stack = Stack::start().await;
    let (nobody, owner) = (stack.nobody(), stack.staff(Role::Owner).await);
    let omar_in = joined(&stack, &owner).await;
    let mut socket = Socket::open(&omar_in.caller).await;
    let id = omar_in.id.to_string();
    let to = json!({"role": "cashier", "branches": [stack.branch]});
    owner.change_member(&id, &to).await.expect_status(204);
    // What they were signed in with as a waiter writes nothing more; a new token is a cashier's.
    assert_eq!(socket.ends().await, 4401);
    let party = json!({"mode": "family", "party_size": 2});
    let path = omar_in.path(&format!("tables/{}/open", stack.tables[0].id));
    let answer = omar_in.caller.post(&path, &party).await;
    answer.refused(401, "token_expired");
    let again = refreshed(&nobody, &omar_in.refresh).await;
    let cookie = refresh_cookie(&again);
    let again = again.expect_status(200);
    assert_eq!(again["staff"]["role"], "cashier");
    // The same again is nothing new.
    owner.change_member(&id, &to).await.expect_status(204);

    owner.part_with(&id).await.expect_status(204);
    owner.part_with(&id).await.refused(404, "not_found");
    refreshed(&nobody, &cookie)
        .await
        .refused(401, "token_expired");
    let sign_in = json!({"login": omar().login, "password": PASSWORD});
    let answer = nobody.post("/auth/sign-in", &sign_in).await;
    answer.refused(401, "unauthenticated");
    let caller = nobody.with_token(again["access_token"].as_str().unwrap());
    caller
        .post(&path, &party)
        .await
        .refused(401, "token_expired");
    let team = owner.team().await.expect_status(200);
    assert!(!team.to_string().contains("Omar"));
    let floor = owner.caller.get(&owner.path("floor")).await;
    assert!(
        !floor.expect_status(200)["waiters"]
            .to_string()
            .contains("Omar")
    );
    let record = stack.record().await;
    let of = |what: &str| record.iter().filter(|entry| entry["what"] == what).count();
    assert_eq!((of("colleague_changed"), of("colleague_left")), (1, 1));
}

#[tokio::test]
async fn a_new_password_by_a_link_ends_what_was_open() {
    let stack = Stack::start().await;
    let nobody = stack.nobody();
    let manager = stack.staff(Role::Manager).await;
    let omar_in = joined(&stack, &manager).await;
    let mut socket = Socket::open(&omar_in.caller).await;
    let id = omar_in.id.to_string();
    let made = manager.offer_reset(&id).await.expect_status(201);
    let second = manager.offer_reset(&id).await.expect_status(201);
    let (code, second) = (code_of(&made), code_of(&second));
    let seen = nobody.look_up_link(&code).await.expect_status(200);
    assert_eq!(
        (&seen["purpose"], &seen["name"], &seen["login"]),
        (&json!("reset"), &json!("Omar"), &json!("omar@lane.example"))
    );
    // It is no invitation.
    nobody
        .join_team(&code, &omar())
        .await
        .refused(403, "link_wrong");
    let answer = nobody.reset_password(&code, "omar@lane.example").await;
    answer.refused(422, "validation");
    let other = SignIn {
        password: "other plain words".to_owned(),
        ..omar()
    };
    let answer = nobody.reset_password(&code, &other.password).await;
    let now = Staff::of(&nobody, &stack.branch, &other, answer);
    assert_eq!(socket.ends().await, 4401);
    refreshed(&nobody, &omar_in.refresh)
        .await
        .refused(401, "token_expired");
    let party = now.open(&stack.tables[0], "family").await;
    omar_in.close(&party).await.refused(401, "token_expired");
    now.close(&party).await.expect_status(200);
    let old = json!({"login": omar().login, "password": PASSWORD});
    nobody
        .post("/auth/sign-in", &old)
        .await
        .refused(401, "unauthenticated");
    Staff::sign_in(&nobody, &stack.branch, &other).await;
    nobody
        .reset_password(&code, PASSWORD)
        .await
        .refused(409, "link_used");
    // Another link from before has ended with the old password.
    nobody
        .reset_password(&second, PASSWORD)
        .await
        .refused(409, "link_ended");
}

#[tokio::test]
async fn the_last_owner_stays() {
    let stack = Stack::start().await;
    let (nobody, owner) = (stack.nobody(), stack.staff(Role::Owner).await);
    let vera = owner.id.to_string();
    let team = owner.team().await.expect_status(200);
    for other in team["people"].as_array().unwrap() {
        let id = other["id"].as_str().unwrap();
        if other["places"][0]["role"] == "owner" && id != vera {
            owner.part_with(id).await.expect_status(204);
        }
    }
    let to = json!({"role": "manager", "branches": [stack.branch]});
    owner
        .change_member(&vera, &to)
        .await
        .refused(409, "last_owner");
    owner.part_with(&vera).await.refused(409, "last_owner");
    let made = owner.invite("Omar", "owner", None).await.expect_status(201);
    let answer = nobody.join_team(&code_of(&made), &omar()).await;
    let second = Staff::of(&nobody, &stack.branch, &omar(), answer);
    assert_eq!(
        second.member("Omar").await["places"],
        json!([{"role": "owner"}])
    );
    owner.change_member(&vera, &to).await.expect_status(204);
    second
        .part_with(&second.id.to_string())
        .await
        .refused(409, "last_owner");
    // The token from before reads on, and what it reads is a manager's.
    let seen = owner.team().await.expect_status(200);
    assert_eq!(seen["whole_brand"], false);
}
