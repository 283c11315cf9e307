//! Somebody who works for one restaurant joins another with the account that they have.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Caller, SignIn, Stack, Staff, Tenant, code_of, refresh_cookie};
use serde_json::{Value, json};

fn omar() -> SignIn {
    SignIn {
        login: "omar@lane.example".to_owned(),
        password: "four plain words".to_owned(),
    }
}

/// Somebody who has joined the first restaurant, as a waiter.
async fn joined(stack: &Stack, by: &Staff) -> Staff {
    let made = by.invite("Omar", "waiter", None).await.expect_status(201);
    let nobody = stack.nobody();
    let answer = nobody.join_team(&code_of(&made), &omar()).await;
    Staff::of(&nobody, &stack.branch, &omar(), answer)
}

/// The sign-in that a cookie goes on with, at a branch.
async fn at(nobody: &Caller, cookie: &str, branch: &str) -> (Answer, Option<String>) {
    let request = nobody.request(Method::POST, "/auth/refresh");
    let request = request.header("cookie", format!("salver_refresh={cookie}"));
    let answer = Answer::to(request.json(&json!({"branch": branch}))).await;
    let next = (answer.status == 200).then(|| refresh_cookie(&answer));
    (answer, next)
}

fn names(team: &Value) -> Vec<&str> {
    let people = team["people"].as_array().unwrap().iter();
    people.map(|p| p["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn one_account_works_for_two_restaurants_and_each_sees_its_own() {
    let stack = Stack::start().await;
    let (nobody, ours) = (stack.nobody(), stack.staff(Role::Owner).await);
    let omar_in = joined(&stack, &ours).await;
    let tenant = Tenant::move_in(&stack, "hill-road").await;
    let theirs = tenant.staff(&stack, Role::Owner).await;
    let made = theirs.invite("Omar K.", "cashier", None).await;
    let code = code_of(&made.expect_status(201));
    // The link names the house and the post, and says nothing of accounts.
    let seen = nobody.look_up_link(&code).await.expect_status(200);
    assert_eq!(
        (&seen["role"], seen.get("login")),
        (&json!("cashier"), None)
    );
    // The login is one, so a second account with it is none; the link stays good.
    let taken = nobody.join_team(&code, &omar()).await;
    let taken = taken.refused(422, "validation");
    assert_eq!(taken["errors"][0]["message"], "taken");

    let typed = SignIn {
        login: " Omar@Lane.Example".to_owned(),
        ..omar()
    };
    let answer = nobody.join_with_account(&code, &typed).await;
    let staff = answer.body["staff"].clone();
    let there = Staff::of(&nobody, &tenant.branch, &omar(), answer);
    assert_eq!(there.id, omar_in.id, "it is the same person");
    assert_eq!(
        (&staff["name"], &staff["role"], &staff["branches"]),
        (
            &json!("Omar"),
            &json!("cashier"),
            &json!(["hill-road", stack.branch])
        )
    );
    // Nothing that they had has ended: not the first sign-in, nor the password.
    let party = omar_in.open(&stack.tables[0], "family").await;
    omar_in.close(&party).await.expect_status(200);
    Staff::sign_in(&nobody, &stack.branch, &omar()).await;
    nobody
        .join_with_account(&code, &omar())
        .await
        .refused(409, "link_used");

    // A token is of the branch that is open, and of no other.
    let own = |staff: &Staff| staff.path("floor");
    there.caller.get(&own(&there)).await.expect_status(200);
    omar_in.caller.get(&own(&omar_in)).await.expect_status(200);
    for (token, path) in [(&there, own(&omar_in)), (&omar_in, own(&there))] {
        token.caller.get(&path).await.refused(404, "not_found");
    }
    // One sign-in goes from one restaurant to the other, and the list tells whose each is.
    let (answer, cookie) = at(&nobody, &there.refresh, &stack.branch).await;
    let back = answer.expect_status(200);
    assert_eq!(back["staff"]["role"], "waiter");
    let caller = nobody.with_token(back["access_token"].as_str().unwrap());
    caller.get(&own(&omar_in)).await.expect_status(200);
    caller.get(&own(&there)).await.refused(404, "not_found");
    let list = nobody.request(Method::GET, "/auth/branches");
    let list = list.header("cookie", format!("salver_refresh={}", cookie.unwrap()));
    let list = Answer::to(list).await.expect_status(200);
    let list = list["branches"].as_array().unwrap();
    let named: Vec<_> = list
        .iter()
        .map(|b| (&b["id"], b["brand"].is_string()))
        .collect();
    assert_eq!(
        named,
        [(&json!("hill-road"), true), (&json!(stack.branch), true)]
    );

    // Each team has them, and knows nothing of the other.
    let ours_seen = ours.team().await.expect_status(200);
    let theirs_seen = theirs.team().await.expect_status(200);
    for (team, place) in [
        (
            &ours_seen,
            json!({"branch": stack.branch, "role": "waiter"}),
        ),
        (
            &theirs_seen,
            json!({"branch": "hill-road", "role": "cashier"}),
        ),
    ] {
        let people = team["people"].as_array().unwrap().iter();
        let found: Vec<_> = people.filter(|p| p["id"] == omar_in.id.as_str()).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0]["places"], json!([place]));
    }
    assert!(!ours_seen.to_string().contains("hill-road"));
    assert!(!names(&theirs_seen).contains(&"Omar K."));
    let record = stack.record().await.into_iter();
    let joins: Vec<_> = record.filter(|e| e["what"] == "colleague_joined").collect();
    assert_eq!(joins.len(), 2);
    assert_eq!(joins[1]["branch_id"], "hill-road");
    assert_eq!(joins[1]["who"]["id"], omar_in.id.as_str());

    // Leaving one leaves the other.
    let id = omar_in.id.to_string();
    ours.part_with(&id).await.expect_status(204);
    let path = omar_in.path(&format!("tables/{}/open", stack.tables[0].id));
    let writing = omar_in.caller.post(&path, &json!({"mode": "family"})).await;
    writing.refused(401, "token_expired");
    let party = there.open(&tenant.tables[0], "family").await;
    there.close(&party).await.expect_status(200);
}

#[tokio::test]
async fn whoever_works_there_is_told_and_whoever_left_comes_back() {
    let stack = Stack::start().await;
    let (nobody, owner) = (stack.nobody(), stack.staff(Role::Owner).await);
    let omar_in = joined(&stack, &owner).await;
    let made = owner.invite("Omar", "manager", None).await;
    let code = code_of(&made.expect_status(201));
    let answer = nobody.join_with_account(&code, &omar()).await;
    answer.refused(409, "already_colleague");
    // Somebody of the whole brand is everywhere already: they would be less there.
    let boss = stack.sign_in_of(Role::Owner).clone();
    let answer = nobody.join_with_account(&code, &boss).await;
    answer.refused(409, "already_colleague");
    assert_eq!(
        omar_in.caller.get(&omar_in.path("floor")).await.status,
        200,
        "nothing has changed"
    );
    let id = omar_in.id.to_string();
    owner.part_with(&id).await.expect_status(204);
    let sign_in = json!({"login": omar().login, "password": omar().password});
    let answer = nobody.post("/auth/sign-in", &sign_in).await;
    answer.refused(401, "unauthenticated");
    // The link is still good, and the old account too.
    let answer = nobody.join_with_account(&code, &omar()).await;
    let back = Staff::of(&nobody, &stack.branch, &omar(), answer);
    assert_eq!(back.id, omar_in.id);
    let place = json!([{"branch": stack.branch, "role": "manager"}]);
    assert_eq!(owner.member("Omar").await["places"], place);
    back.team().await.expect_status(200);
    // What was signed in as a waiter stays out.
    let path = omar_in.path(&format!("tables/{}/open", stack.tables[0].id));
    let writing = omar_in.caller.post(&path, &json!({"mode": "family"})).await;
    writing.refused(401, "token_expired");
}

#[tokio::test]
async fn a_bad_request_joins_nobody() {
    let stack = Stack::start().await;
    let (nobody, owner) = (stack.nobody(), stack.staff(Role::Owner).await);
    let omar_in = joined(&stack, &owner).await;
    let tenant = Tenant::move_in(&stack, "hill-road").await;
    let theirs = tenant.staff(&stack, Role::Owner).await;
    let made = theirs.invite("Omar", "cook", None).await;
    let code = code_of(&made.expect_status(201));
    let right = json!({"code": code, "login": omar().login, "password": omar().password});
    for (field, value) in [
        ("login", json!(7)),
        ("login", json!("x".repeat(201))),
        ("password", Value::Null),
        ("code", json!(["x"])),
        ("role", json!("owner")),
        ("branch", json!("hill-road")),
    ] {
        let mut body = right.clone();
        body[field] = value;
        let answer = nobody.post("/auth/links/account", &body).await;
        let problem = answer.refused(422, "validation");
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
    }
    // A link to a new password is no invitation.
    let made = owner.offer_reset(omar_in.id.as_str()).await;
    let reset = code_of(&made.expect_status(201));
    let answer = nobody.join_with_account(&reset, &omar()).await;
    answer.refused(403, "link_wrong");
    // One that was taken back joins nobody.
    let team = theirs.team().await.expect_status(200);
    let open = &team["invitations"][0];
    theirs.withdraw(open).await.expect_status(204);
    let answer = nobody.join_with_account(&code, &omar()).await;
    answer.refused(409, "link_ended");
    assert!(!theirs.team().await.text.contains(omar_in.id.as_str()));
}
