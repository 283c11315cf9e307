//! Behind a reverse proxy with TLS on the same machine.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, SignIn, Socket, Stack, ticket};
use serde_json::json;

const ORIGIN: &str = "https://order.example.com";

/// Signs in as a page does that came to the proxy from `address`.
async fn sign_in_from(stack: &Stack, address: &str, sign_in: &SignIn) -> Answer {
    let request = stack.nobody().request(Method::POST, "/auth/sign-in");
    let request = request
        .header("x-forwarded-for", address)
        .header("x-forwarded-proto", "https");
    let body = json!({"login": sign_in.login, "password": sign_in.password});
    Answer::to(request.json(&body)).await
}

#[tokio::test]
async fn cookies_limits_record_sockets_and_cards_are_the_client_s_own() {
    let folder = tempfile::tempdir().unwrap();
    let options = ["--trust-proxy", "--origin", ORIGIN];
    let stack = Stack::start_with(folder, &options).await;
    let right = stack.sign_in_of(Role::Owner);
    let wrong = SignIn {
        password: "not-the-one".to_owned(),
        ..right.clone()
    };
    // The last address is the proxy's word; what stands before it is the client's own.
    let guesser = "192.0.2.1, 203.0.113.9";
    for _ in 0..10 {
        let answer = sign_in_from(&stack, guesser, &wrong).await;
        answer.refused(401, "unauthenticated");
    }
    let other_lie = "192.0.2.2, 203.0.113.9";
    let limited = sign_in_from(&stack, other_lie, right).await;
    limited.refused(429, "rate_limited");
    let answer = sign_in_from(&stack, "198.51.100.4", right).await;
    assert!(answer.header("set-cookie").ends_with("; Secure"));
    let signed_in = answer.expect_status(200);
    let owner = signed_in["access_token"].as_str().unwrap();
    let owner = stack.nobody().with_token(owner);

    let record = stack.record().await;
    let sources = |what: &str| {
        let entries = record.iter().filter(|entry| entry["what"] == what);
        let sources = entries.map(|entry| entry["source"].as_str().unwrap().to_owned());
        sources.collect::<Vec<_>>()
    };
    assert_eq!(sources("sign_in_refused"), ["203.0.113.0/24"; 10]);
    // The stack's own program signs in at the start, past the proxy.
    let signed_in = sources("signed_in");
    assert_eq!(signed_in, ["127.0.0.0/24", "198.51.100.0/24"]);

    let open = async |origin: &str| {
        let ticket = ticket(&owner, None).await.expect_status(201);
        let path = ticket["url"].as_str().unwrap().to_owned();
        Socket::try_open(&owner, &path, Some(origin)).await
    };
    assert!(open(ORIGIN).await.unwrap().is_alive().await);
    assert_eq!(open("https://order.example").await.err(), Some(403));
    let path = format!("/branches/{}/cards", stack.branch);
    let cards = owner.get(&path).await.expect_status(200);
    let link = cards["cards"][0]["url"].as_str().unwrap();
    assert!(
        link.starts_with(&format!("{ORIGIN}/m/{}#", stack.branch)),
        "{link}"
    );
}

#[tokio::test]
async fn without_a_trusted_proxy_headers_say_nothing() {
    let stack = Stack::start().await;
    let right = stack.sign_in_of(Role::Owner);
    let answer = sign_in_from(&stack, "198.51.100.4", right).await;
    assert!(!answer.header("set-cookie").contains("Secure"));
    answer.expect_status(200);
    let record = stack.record().await;
    let last = record.iter().rfind(|entry| entry["what"] == "signed_in");
    assert_eq!(last.unwrap()["source"], "127.0.0.0/24");
}
