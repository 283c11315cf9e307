//! A photo on its way: brought, put on a dish, published, seen by guests.

use reqwest::header::{CONTENT_TYPE, HeaderMap, IF_NONE_MATCH};
use reqwest::{Method, RequestBuilder};
use salver::domain::role::Role;
use salver_tests::{Answer, Caller, Stack, Staff, key, picture};
use serde_json::{Value, json};

async fn bring(staff: &Staff, file: Vec<u8>) -> Answer {
    let request = staff.caller.request(Method::POST, &staff.path("photos"));
    Answer::to(request.header(CONTENT_TYPE, "image/png").body(file)).await
}

async fn edit(staff: &Staff, commands: Value) -> Value {
    let path = staff.path("menu/draft/commands");
    let request = staff.caller.request(Method::POST, &path);
    let request = request.header("idempotency-key", key());
    let answer = Answer::to(request.json(&json!({"commands": commands}))).await;
    answer.expect_status(201)
}

async fn publish(staff: &Staff, edited: &Value) {
    let body = json!({"draft_version": edited["version"]});
    let published = staff.caller.post(&staff.path("menu/publish"), &body).await;
    published.expect_status(201);
}

/// Status, headers and bytes of a picture.
async fn fetched(request: RequestBuilder) -> (u16, HeaderMap, Vec<u8>) {
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    (status, headers, answer.bytes().await.unwrap().to_vec())
}

fn at(caller: &Caller, address: &str) -> RequestBuilder {
    caller.to(Method::GET, address)
}

/// The item as guests see it.
async fn shown(stack: &Stack, item: &str) -> Value {
    let menu = stack.menu().await;
    let found = menu.items().find(|one| one["id"] == item);
    found.unwrap().clone()
}

#[tokio::test]
async fn a_photo_is_brought_put_on_a_dish_published_and_kept_for_ever() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let menu = stack.menu().await;
    let bare = menu.items().find(|item| item["photo"].is_null());
    let dish = bare.unwrap()["id"].as_str().unwrap().to_owned();
    let kept = bring(&manager, picture("dosa")).await;
    let address = kept.header("location").to_owned();
    let photo = kept.expect_status(201)["photo"].clone();
    let name = photo.as_str().unwrap();
    assert_eq!(address, format!("/photos/{name}-800"));
    // The answer may have been lost: the same photo again is the same one.
    let again = bring(&manager, picture("dosa")).await.expect_status(201);
    assert_eq!(again["photo"], photo);
    assert_eq!(stack.items(&format!("PHOTO#{name} ")).await.len(), 2);

    let put = json!([{"do": "edit_item", "id": dish, "set": {"photo": photo},
        "expected": {"photo": null}}]);
    let edited = edit(&manager, put).await;
    let command = &edited["changes"][0]["command"];
    assert_eq!(command["set"], json!({"photo": photo}));
    assert_eq!(shown(&stack, &dish).await["photo"], Value::Null);
    publish(&manager, &edited).await;
    assert_eq!(shown(&stack, &dish).await["photo"], photo);

    let nobody = stack.nobody();
    for width in ["192", "800"] {
        let address = format!("/photos/{name}-{width}");
        let (status, headers, jpeg) = fetched(at(&nobody, &address)).await;
        assert_eq!((status, &jpeg[..3]), (200, &[0xFF, 0xD8, 0xFF][..]));
        assert_eq!(headers["content-type"], "image/jpeg");
        let for_ever = "public, max-age=31536000, immutable";
        assert_eq!(headers["cache-control"], for_ever);
        assert_eq!(headers["x-content-type-options"], "nosniff");
        let tag = headers["etag"].clone();
        let known = at(&nobody, &address).header(IF_NONE_MATCH, tag);
        let (status, headers, none) = fetched(known).await;
        assert_eq!((status, none.len()), (304, 0));
        assert_eq!(headers["cache-control"], for_ever);
    }
    for missing in [
        format!("/photos/{name}-801"),
        format!("/photos/{name}"),
        "/photos/00ff-192".to_owned(),
    ] {
        let answer = Answer::to(at(&nobody, &missing)).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{missing}");
        answer.refused(404, "not_found");
    }

    // Another photo, then none; what was shown before stays where it was.
    let other = bring(&manager, picture("idli")).await.expect_status(201);
    assert_ne!(other["photo"], photo);
    for next in [other["photo"].clone(), Value::Null] {
        let put = json!([{"do": "edit_item", "id": dish, "set": {"photo": next}}]);
        publish(&manager, &edit(&manager, put).await).await;
        assert_eq!(shown(&stack, &dish).await["photo"], next);
    }
    let (status, _, _) = fetched(at(&nobody, &address)).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn a_new_dish_comes_with_its_photo_and_files_leave_photos_alone() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let photo = bring(&manager, picture("poha")).await.expect_status(201);
    let photo = photo["photo"].clone();
    let path = manager.path("menu/draft");
    let draft = manager.caller.get(&path).await.expect_status(200);
    let category = &draft["categories"][0];
    let add = json!([{"do": "add_item", "id": "poha", "category": category["id"], "name": "Poha",
        "price": {"minor": 6000, "currency": "INR"}, "diet": "veg", "photo": photo}]);
    edit(&manager, add).await;
    let dearer = json!([{"category": category["name"], "name": "Poha", "price": "70.00"}]);
    let import = manager.path("menu/imports");
    let imported = manager.caller.post(&import, &dearer).await;
    assert_eq!(imported.expect_status(200)["summary"]["updated"], 1);
    let draft = manager.caller.get(&path).await.expect_status(200);
    let items = draft["categories"][0]["items"].as_array().unwrap().iter();
    let poha = items.rev().find(|item| item["id"] == "poha").unwrap();
    assert_eq!(
        (&poha["photo"], &poha["price"]["minor"]),
        (&photo, &json!(7000))
    );
}
