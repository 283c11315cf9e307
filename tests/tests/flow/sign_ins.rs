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

/// A process that hashes sixteen passwords at once has the memory of one hash (19 MiB), and
/// gives it back.
#[tokio::test]
async fn a_rush_of_sign_ins_is_not_kept_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let options = ["--workers", "1", "--concurrency", "16"];
    let stack = Stack::start_with(folder, &options).await;
    let process = || {
        let mut all = stack.processes().into_iter();
        all.find(|process| process.program() == "sign-in").unwrap()
    };
    let (before, _) = process().resident();
    for _ in 0..2 {
        let rush = (0..16).map(|_| stack.staff(Role::Waiter));
        futures::future::join_all(rush).await;
    }
    let (after, most) = process().resident();
    const MIB: u64 = 1024 * 1024;
    let grown = |bytes: u64| bytes.saturating_sub(before) / MIB;
    assert!(grown(most) < 28, "{} MiB more at the most", grown(most));
    assert!(grown(after) < 8, "{} MiB kept", grown(after));
}

/// What the token says and what a socket listens to is that of one branch, however many
/// there are.
#[tokio::test]
async fn somebody_of_two_hundred_branches_has_one_of_them_open() {
    let stack = Stack::start().await;
    let (seeder, brand) = (stack.seeder(), "marigold-tram".parse().unwrap());
    for number in 0..199 {
        let branch = format!("b{number:03}").parse().unwrap();
        let name = format!("Branch {number}");
        seeder.list_branch(&brand, &branch, &name).await.unwrap();
    }
    let nobody = stack.nobody();
    let owner = stack.staff(Role::Owner).await;
    let cookie = format!("salver_refresh={}", owner.refresh);
    let open = async |branch: &str| {
        let request = nobody.request(Method::POST, "/auth/refresh");
        let request = request.header("cookie", &cookie);
        Answer::to(request.json(&json!({"branch": branch}))).await
    };
    open("elsewhere").await.refused(404, "not_found");
    let here = open(&stack.branch).await.expect_status(200);
    assert_eq!(here["staff"]["branches"][0], stack.branch.as_str());
    assert_eq!(here["staff"]["branches"].as_array().unwrap().len(), 100);
    let token = here["access_token"].as_str().unwrap();
    assert!(token.len() < 500, "{} bytes", token.len());
    let caller = nobody.with_token(token);
    caller.get(&owner.path("floor")).await.expect_status(200);
    let mut socket = Socket::open(&caller).await;
    assert!(socket.is_alive().await);
    let granted = ticket(&caller, None).await.expect_status(201);
    assert_eq!(granted["topics"].as_array().unwrap().len(), 4);

    // The tickets of a token are of its branch, and so is everything else.
    let wish = json!({"branch": "b007"});
    let other = caller.post("/realtime/tickets", &wish).await;
    other.refused(404, "not_found");
    let there = open("b007").await.expect_status(200);
    let there = nobody.with_token(there["access_token"].as_str().unwrap());
    there
        .get(&owner.path("floor"))
        .await
        .refused(404, "not_found");
    let granted = there.post("/realtime/tickets", &wish).await;
    let granted = granted.expect_status(201);
    assert_eq!(granted["topics"][0], "branch:b007:floor");

    // All of them, a page at a time.
    let page = async |query: &str| {
        let path = format!("/auth/branches{query}");
        let request = nobody.request(Method::GET, &path);
        Answer::to(request.header("cookie", &cookie)).await
    };
    let first = page("").await.expect_status(200);
    let next = first["next"].as_str().unwrap();
    let second = page(&format!("?next={next}")).await.expect_status(200);
    assert!(second.get("next").is_none());
    let names = [&first, &second].map(|page| page["branches"].as_array().unwrap().len());
    assert_eq!(names, [100, 100]);
    assert_eq!(
        second["branches"][99],
        json!({"id": "lake-road", "name": "Lake Road", "role": "owner"})
    );
    page("?next=a%20b").await.refused(422, "validation");
}
