//! How a brand looks: chosen by its owner, seen by guests at their next look, by the cards and by the screen on the wall.

use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use salver::domain::role::Role;
use salver_tests::{Answer, Stack, Staff, picture};
use serde_json::{Value, json};

async fn bring(staff: &Staff, what: &str) -> Value {
    let request = staff.caller.request(Method::POST, &staff.path("photos"));
    let request = request
        .header(CONTENT_TYPE, "image/png")
        .body(picture(what));
    Answer::to(request).await.expect_status(201)["photo"].clone()
}

async fn put(staff: &Staff, looks: &Value) -> Answer {
    let path = staff.path("looks");
    staff.caller.send(Method::PUT, &path, looks).await
}

/// The brand as whoever scans a table's code sees it.
async fn seen(stack: &Stack) -> Value {
    let code = &stack.tables[0].code;
    let answer = stack.nobody().get(&format!("/tables/{code}")).await;
    answer.expect_status(200)["brand"].clone()
}

/// The brand as the screen on the wall shows it.
async fn on_the_wall(stack: &Stack, owner: &Staff) -> Value {
    let path = owner.path("status-screen/link");
    let made = Answer::to(owner.caller.request(Method::PUT, &path)).await;
    let made = made.expect_status(200);
    let link = made["link"].as_str().unwrap();
    let screen = stack.nobody();
    let screen = screen.with_token(link.strip_prefix("/status#").unwrap());
    let path = format!("/branches/{}/status-board", stack.branch);
    screen.get(&path).await.expect_status(200)["brand"].clone()
}

#[tokio::test]
async fn an_owner_chooses_and_guests_and_cards_have_it_at_once() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    assert_eq!(seen(&stack).await["looks"], Value::Null);
    let (logo, cover) = (bring(&owner, "logo").await, bring(&owner, "cover").await);
    let wish = json!({"colour": "#FFD24A", "face": "classic", "logo": logo, "cover": cover,
        "version": 0});
    let looks = put(&owner, &wish).await.expect_status(200);
    assert_eq!(
        (&looks["colour"], &looks["version"]),
        (&json!("#ffd24a"), &json!(1))
    );
    // Nobody reads yellow on white: in the light scheme it is darker, in the dark one as it is.
    assert_ne!(looks["palette"]["light"]["accent"], "#ffd24a");
    assert_eq!(looks["palette"]["dark"]["accent"], "#ffd24a");
    assert_eq!(seen(&stack).await["looks"], looks);
    let cards = owner.caller.get(&owner.path("cards")).await;
    assert_eq!(cards.expect_status(200)["looks"], looks);
    assert_eq!(on_the_wall(&stack, &owner).await, seen(&stack).await);
    // A lost answer asks again with what it saw.
    assert_eq!(put(&owner, &wish).await.expect_status(200), looks);

    let late = json!({"face": "modern", "version": 0});
    put(&owner, &late).await.refused(409, "version_conflict");
    for (field, wish) in [
        ("colour", json!({"colour": "red"})),
        ("face", json!({"face": "comic"})),
        ("logo", json!({"logo": "00ff"})),
        ("cover", json!({"cover": "00ff"})),
    ] {
        let refused = put(&owner, &wish).await;
        assert!(
            (400..=422).contains(&refused.status),
            "{field}: {refused:?}"
        );
        assert_eq!(seen(&stack).await["looks"], looks, "{field}");
    }
    // What is left out is as the pages are by themselves.
    let plain = put(&owner, &json!({})).await.expect_status(200);
    assert_eq!(plain, json!({"face": "plain", "version": 2}));
    assert_eq!(seen(&stack).await["looks"], Value::Null);
    assert_eq!(on_the_wall(&stack, &owner).await, seen(&stack).await);

    let record = stack.record().await;
    let noted: Vec<_> = record
        .iter()
        .filter(|entry| entry["what"] == "looks_changed")
        .collect();
    assert_eq!(noted.len(), 2);
    assert_eq!(noted[0]["details"]["face"], "plain -> classic");
    assert_eq!(noted[0]["details"]["colour"], "none -> #ffd24a");
}

#[tokio::test]
async fn a_manager_of_a_branch_may_not() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let refused = put(&manager, &json!({"colour": "#1d6b3a"})).await;
    refused.refused(403, "forbidden");
    assert_eq!(seen(&stack).await["looks"], Value::Null);
}
