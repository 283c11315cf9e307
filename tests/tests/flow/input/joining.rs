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

#[tokio::test]
async fn the_sixth_wrong_pin_locks_this_device_and_no_other() {
    let scene = Scene::set().await;
    let (stack, party) = (&scene.stack, &scene.party);
    for _ in 0..5 {
        let refusal = party.try_join(stack, "phone-bad", &party.wrong_pin()).await;
        refusal.refused(403, "pin_wrong");
    }
    // The right one does not help this device any more.
    for pin in [party.wrong_pin(), party.pin.clone()] {
        let refusal = party.try_join(stack, "phone-bad", &pin).await;
        let seconds: u64 = refusal.header("retry-after").parse().unwrap();
        let problem = refusal.refused(429, "pin_limited");
        assert!((1..=900).contains(&seconds), "{seconds}");
        assert_eq!(problem["retry_after"], seconds);
    }
    scene.assert_unchanged("the wrong PINs").await;
    // Whoever is in goes on, and another phone gets in.
    scene.phone.order(&scene.cart).await;
    let other = party.join(stack, "phone-two").await;
    assert_eq!(other.orders().await.len(), 2);
    // At another table the device is locked as well: it is the device that guessed.
    let elsewhere = scene.waiter.open(&stack.tables[1], "family").await;
    let refusal = elsewhere.try_join(stack, "phone-bad", &elsewhere.pin).await;
    refusal.refused(429, "pin_limited");
}

#[tokio::test]
async fn parallel_guesses_are_counted_each() {
    let scene = Scene::set().await;
    let (stack, party) = (&scene.stack, &scene.party);
    let wrong = party.wrong_pin();
    let guesses = (0..16).map(|_| party.try_join(stack, "phone-bad", &wrong));
    let answers = futures::future::join_all(guesses).await;
    let judged = answers.iter().filter(|a| a.status == 403).count();
    let limited = answers.iter().filter(|a| a.status == 429).count();
    // A guess may also be sent away unjudged (503) when the counter is too busy.
    assert!((1..=5).contains(&judged), "{judged} were judged");
    assert!(limited > 0 && answers.iter().all(|a| a.status != 500));
    scene.assert_unchanged("the guesses").await;
}
