//! Table codes and PINs.

use salver_tests::Party;
use serde_json::json;

use super::Scene;

#[tokio::test]
async fn only_an_open_table_s_own_pin_lets_a_phone_in() {
    let scene = Scene::set().await;
    let (stack, party) = (&scene.stack, &scene.party);
    let nobody = stack.nobody();
    for code in ["ZZZZZZZZ", "x", "a%2Fb", "%23"] {
        let path = format!("/tables/{code}");
        nobody.get(&path).await.refused(404, "not_found");
    }
    let mut unknown = party.join_body("phone-new", &party.pin);
    unknown["table_code"] = "ZZZZZZZZ".into();
    let refusal = nobody.post("/sessions/join", &unknown).await;
    refusal.refused(404, "not_found");

    // Nobody has opened this table.
    let not_open = Party {
        table: stack.tables[1].clone(),
        ..party.clone()
    };
    let refusal = not_open.try_join(stack, "phone-new", &party.pin).await;
    refusal.refused(409, "session_closed");

    let wrong = party.wrong_pin();
    let refusal = party.try_join(stack, "phone-new", &wrong).await;
    refusal.refused(403, "pin_wrong");
    let mut resume = party.join_body("phone-one", &wrong);
    resume.as_object_mut().unwrap().remove("guest");
    let refusal = nobody.post("/sessions/resume", &resume).await;
    refusal.refused(403, "pin_wrong");
    resume["pin"] = party.pin.clone().into();
    resume["device_id"] = "phone-new".into();
    let refusal = nobody.post("/sessions/resume", &resume).await;
    refusal.refused(404, "not_found");
    for pin in ["", "12", "12345678", "abcd", "-123", "１２３４"] {
        let refusal = party.try_join(stack, "phone-new", pin).await;
        refusal.refused(422, "validation");
    }
    scene.assert_unchanged("all of these").await;

    // The same phone comes back as the same guest, and its old token is over.
    resume["device_id"] = "phone-one".into();
    let back = nobody
        .post("/sessions/resume", &resume)
        .await
        .expect_status(200);
    assert_eq!(back["guest"]["id"], scene.phone.guest);
    scene
        .phone
        .caller
        .get("/session")
        .await
        .refused(401, "unauthenticated");

    // A new PIN shuts the door for those who know the old one, and puts nobody out.
    let inside = party.join(stack, "phone-two").await;
    let path = scene
        .waiter
        .path(&format!("sessions/{}/pin/rotate", party.session));
    let rotated = scene.waiter.caller.post(&path, &json!({})).await;
    let pin = rotated.expect_status(200)["pin"]
        .as_str()
        .unwrap()
        .to_owned();
    if pin != party.pin {
        let refusal = party.try_join(stack, "phone-new", &party.pin).await;
        refusal.refused(403, "pin_wrong");
    }
    party
        .try_join(stack, "phone-three", &pin)
        .await
        .expect_status(201);
    assert_eq!(
        inside.snapshot().await["guests"].as_array().unwrap().len(),
        3
    );

    // A PIN of a session that has ended opens nothing, and neither does closing it again.
    scene.waiter.close(party).await.expect_status(200);
    let refusal = party.try_join(stack, "phone-new", &pin).await;
    refusal.refused(409, "session_closed");
    scene
        .waiter
        .close(party)
        .await
        .refused(409, "session_closed");
    let next = scene.waiter.open(&party.table, "family").await;
    if next.pin != party.pin {
        let refusal = next.try_join(stack, "phone-new", &party.pin).await;
        refusal.refused(403, "pin_wrong");
    }
}
