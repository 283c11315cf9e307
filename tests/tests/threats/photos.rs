//! Photos that are none, or not theirs to bring.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Stack, Staff, Tenant, changes, picture};
use serde_json::json;

async fn bring(staff: &Staff, branch: &str, file: Vec<u8>) -> Answer {
    let path = format!("/branches/{branch}/photos");
    Answer::to(staff.caller.request(Method::POST, &path).body(file)).await
}

/// A picture that says it is 60,000 pixels wide and high, in 100 bytes.
fn bomb() -> Vec<u8> {
    let mut file = Vec::new();
    let encoder = png::Encoder::new(&mut file, 60_000, 60_000);
    let mut writer = encoder.write_header().unwrap();
    writer.write_chunk(png::chunk::IDAT, &[0x78, 0x9C]).unwrap();
    drop(writer);
    file
}

#[tokio::test]
async fn threat_49_a_bomb_a_broken_file_and_somebody_else_s_house() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let tenant = Tenant::move_in(&stack, "hill-road").await;
    let stranger = tenant.staff(&stack, Role::Owner).await;
    let good = picture("a dish");
    let before = stack.items("PHOTO#").await;
    let branch = stack.branch.as_str();
    for (file, status, code) in [
        (bomb(), 422, "photo_too_large"),
        (good[..good.len() / 2].to_vec(), 422, "photo_unreadable"),
        (b"PK\x03\x04 photo.jpg".to_vec(), 422, "photo_unreadable"),
        (b"{}".to_vec(), 422, "photo_unreadable"),
        (Vec::new(), 422, "photo_unreadable"),
        (vec![0xFF; 4_000_001], 413, "body_too_large"),
    ] {
        bring(&owner, branch, file).await.refused(status, code);
    }
    let answer = bring(&stranger, branch, good.clone()).await;
    answer.refused(404, "not_found");
    for role in [Role::Waiter, Role::Cook, Role::Rider] {
        let staff = stack.staff(role).await;
        let answer = bring(&staff, branch, good.clone()).await;
        answer.refused(403, "forbidden");
    }
    let nobody = stack.nobody();
    let path = format!("/branches/{branch}/photos");
    let request = nobody.request(Method::POST, &path).body(good.clone());
    Answer::to(request).await.refused(401, "unauthenticated");
    assert_eq!(stack.items("PHOTO#").await, before, "nothing is written");

    // Nobody has brought it, so nobody can show it.
    let draft = owner.path("menu/draft");
    let was = owner.caller.get(&draft).await.expect_status(200);
    let dish = stack.menu().await.dish();
    let put = json!([
        {"do": "edit_item", "id": dish.item_id, "set": {"kitchen_note": "Hot"}},
        {"do": "edit_item", "id": dish.item_id, "set": {"photo": "00ff00ff00ff00ff00ff00ff00ff00ff"}},
    ]);
    let path = owner.path("menu/draft/commands");
    let request = owner.caller.request(Method::POST, &path);
    let request = request.header("idempotency-key", salver_tests::key());
    let answer = Answer::to(request.json(&json!({"commands": put}))).await;
    let problem = answer.refused(422, "validation");
    assert_eq!(problem["errors"][0]["field"], "commands[1].photo");
    let now = owner.caller.get(&draft).await.expect_status(200);
    assert_eq!(now["version"], was["version"]);

    // A tenant's photo is written for whoever knows its name, and is theirs alone to put on a menu.
    let before = stack.dump().await;
    let kept = bring(&stranger, &tenant.branch, good.clone()).await;
    kept.expect_status(201);
    let mut changed = changes(&before, &stack.dump().await);
    changed.retain(|key, _| !key.starts_with("PHOTO#"));
    assert_eq!(changed.into_iter().next(), None);
}
