//! A menu that is written in more than one language, from the draft to the guest.

use reqwest::Method;
use reqwest::header::ACCEPT;
use salver::domain::role::Role;
use salver_tests::{Answer, Stack, Staff, key};
use serde_json::{Value, json};

async fn edit(staff: &Staff, commands: Value) -> Answer {
    let request = staff
        .caller
        .request(Method::POST, &staff.path("menu/draft/commands"));
    let request = request.header("idempotency-key", key());
    Answer::to(request.json(&json!({"commands": commands}))).await
}

async fn publish(staff: &Staff, draft_version: &Value) {
    let body = json!({"draft_version": draft_version});
    let path = staff.path("menu/publish");
    staff.caller.post(&path, &body).await.expect_status(201);
}

async fn menu(stack: &Stack) -> Value {
    let path = format!("/branches/{}/menu", stack.branch);
    stack.nobody().get(&path).await.expect_status(200)
}

fn item<'a>(menu: &'a Value, id: &str) -> &'a Value {
    let categories = menu["categories"].as_array().unwrap().iter();
    let mut items = categories.flat_map(|c| c["items"].as_array().unwrap());
    items.find(|item| item["id"] == id).unwrap()
}

#[tokio::test]
async fn what_is_written_in_another_language_reaches_guests_when_it_is_published() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let before = menu(&stack).await;
    assert_eq!(
        (&before["language"], before.get("languages")),
        (&json!("en"), None)
    );
    let dish = stack.menu().await.dish();
    let (id, name) = (
        dish.item_id.as_str(),
        item(&before, &dish.item_id)["name"].clone(),
    );
    assert_eq!(
        item(&before, id).get("texts"),
        None,
        "nothing for who has one language"
    );

    let both = json!([{"do": "edit_item", "id": id,
        "set": {"name": {"en": name, "hi": "पाव", "ar": "خبز"},
            "description": {"en": "Soft", "ar": "طري"}}}]);
    let edited = edit(&manager, both).await.expect_status(201);
    assert_eq!(menu(&stack).await, before, "not before it is published");
    publish(&manager, &edited["version"]).await;

    let after = menu(&stack).await;
    assert_eq!(after["languages"], json!(["ar", "hi"]));
    let told = item(&after, id);
    assert_eq!(
        (&told["name"], &told["description"]),
        (&name, &json!("Soft"))
    );
    assert_eq!(
        told["texts"],
        json!({"ar": {"name": "خبز", "description": "طري"}, "hi": {"name": "पाव"}})
    );

    // What is ordered is called as the kitchen calls it.
    let party = manager.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let cart = phone.put("line-1", &dish, 1).await;
    assert_eq!(cart["lines"][0]["name"], name);
}

#[tokio::test]
async fn a_menu_whose_own_language_was_named_wrongly_is_called_otherwise_and_its_page_too() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let refused = edit(&owner, json!([{"do": "set_language", "language": "Hindi"}])).await;
    refused.refused(422, "validation");
    let edited = edit(&owner, json!([{"do": "set_language", "language": "hi"}])).await;
    let edited = edited.expect_status(201);
    assert_eq!(edited["changes"][0]["thing"], "menu");
    publish(&owner, &edited["version"]).await;

    let menu = menu(&stack).await;
    assert_eq!(menu["language"], "hi");
    let first = &menu["categories"][0]["items"][0]["name"];
    let page = stack
        .nobody()
        .to(Method::GET, &format!("/m/{}", stack.branch));
    let page = page.header(ACCEPT, "text/html").send().await.unwrap();
    let html = page.text().await.unwrap();
    assert!(
        html.contains("<html lang=\"en\""),
        "its own words are English"
    );
    let name = first.as_str().unwrap().replace('&', "&amp;");
    assert!(
        html.contains(&format!("lang=\"hi\">{name}</span>")),
        "{name}"
    );
}

#[tokio::test]
async fn a_house_is_set_up_in_its_own_language() {
    let stack = Stack::start_empty().await;
    let nobody = stack.nobody();
    let wish = |language: &str| {
        json!({
            "code": stack.set_up_code,
            "account": {"name": "Vera", "login": "vera@lane.example", "password": "four plain words"},
            "brand": {"name": "The Lanes", "language": language},
            "branch": {"name": "Lake Road", "currency": "INR", "time_zone": "Asia/Kolkata", "closing_hour": 4},
        })
    };
    let bad = nobody.post("/set-up", &wish("hindi")).await;
    bad.refused(422, "validation");
    let done = nobody.post("/set-up", &wish("ar")).await.expect_status(201);
    let branch = done["branch"]["id"].as_str().unwrap();
    let menu = nobody.get(&format!("/branches/{branch}/menu")).await;
    assert_eq!(menu.expect_status(200)["language"], "ar");
}
