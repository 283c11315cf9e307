//! Bad input to the floor.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::Answer;
use serde_json::{Value, json};

use super::Scene;

async fn send(scene: &Scene, path: &str, body: &'static str) -> Answer {
    let request = scene.waiter.caller.request(Method::PATCH, path);
    let request = request.header("content-type", "application/json");
    Answer::to(request.body(body)).await
}

#[tokio::test]
async fn a_party_is_only_changed_to_what_it_can_be() {
    let scene = Scene::set().await;
    let path = scene
        .waiter
        .path(&format!("sessions/{}", scene.party.session));
    for (body, status, code, field) in [
        ("", 400, "malformed_json", Value::Null),
        ("{", 400, "malformed_json", Value::Null),
        ("[]", 422, "validation", json!("body")),
        ("{}", 422, "validation", json!("party_size")),
        (
            r#"{"party_size": null}"#,
            422,
            "validation",
            json!("party_size"),
        ),
        (
            r#"{"party_size": 0}"#,
            422,
            "validation",
            json!("party_size"),
        ),
        (
            r#"{"party_size": 201}"#,
            422,
            "validation",
            json!("party_size"),
        ),
        (
            r#"{"party_size": -1}"#,
            422,
            "validation",
            json!("party_size"),
        ),
        (
            r#"{"party_size": 2.5}"#,
            422,
            "validation",
            json!("party_size"),
        ),
        (
            r#"{"party_size": "2"}"#,
            422,
            "validation",
            json!("party_size"),
        ),
        (
            r#"{"party_size": 99999}"#,
            422,
            "validation",
            json!("party_size"),
        ),
        (
            r#"{"waiter_id": ""}"#,
            422,
            "validation",
            json!("waiter_id"),
        ),
        (
            r#"{"waiter_id": "nobody"}"#,
            422,
            "validation",
            json!("waiter_id"),
        ),
        (
            r#"{"waiter_id": "nobody", "party_size": 4}"#,
            422,
            "validation",
            json!("waiter_id"),
        ),
        (
            r#"{"party_size": 3, "total": 0}"#,
            422,
            "validation",
            json!("total"),
        ),
        (
            r#"{"party_size": 3, "mode": "family"}"#,
            422,
            "validation",
            json!("mode"),
        ),
    ] {
        let answer = send(&scene, &path, body).await;
        let problem = answer.refused(status, code);
        assert_eq!(problem["errors"][0]["field"], field, "{body}: {problem}");
        scene.assert_unchanged(body).await;
    }
    // Who works there but serves no table, and who has left.
    let store = scene.stack.store();
    let branch = scene.stack.branch.parse().unwrap();
    let brand = store.profile(&branch).await.unwrap().unwrap().brand_id;
    let staff = store.colleagues(&brand, &branch).await.unwrap();
    for role in [Role::Cook, Role::Rider] {
        let person = staff.iter().find(|s| s.role == role).unwrap();
        let to = json!({"waiter_id": person.id});
        let answer = scene.waiter.change(&scene.party, &to).await;
        answer.refused(422, "validation");
        let open = scene
            .waiter
            .path(&format!("tables/{}/open", scene.stack.tables[1].id));
        let body = json!({"mode": "family", "waiter_id": person.id});
        let answer = scene.waiter.caller.post(&open, &body).await;
        answer.refused(422, "validation");
        scene.assert_unchanged(person.id.as_str()).await;
    }
    // No session of that name; one whose name is none; a closed one.
    for session in [
        format!("{branch}_none"),
        "none".to_owned(),
        "a%20b".to_owned(),
    ] {
        let path = scene.waiter.path(&format!("sessions/{session}"));
        let answer = send(&scene, &path, r#"{"party_size": 3}"#).await;
        answer.refused(404, "not_found");
        scene
            .waiter
            .caller
            .get(&path)
            .await
            .refused(404, "not_found");
    }
    scene.waiter.close(&scene.party).await.expect_status(200);
    let before = scene.waiter.party(&scene.party).await.expect_status(200);
    let answer = send(&scene, &path, r#"{"party_size": 3}"#).await;
    answer.refused(409, "session_closed");
    let after = scene.waiter.party(&scene.party).await.expect_status(200);
    assert_eq!(after, before);
}

#[tokio::test]
async fn a_table_is_only_booked_or_freed() {
    let scene = Scene::set().await;
    let free = &scene.stack.tables[1];
    let before = scene.waiter.table(free).await;
    let path = scene.waiter.path(&format!("tables/{}", free.id));
    for (body, status, code, field) in [
        ("", 400, "malformed_json", Value::Null),
        ("{}", 422, "validation", json!("status")),
        (
            r#"{"status": "Booked"}"#,
            422,
            "validation",
            json!("status"),
        ),
        (
            r#"{"status": "occupied"}"#,
            422,
            "validation",
            json!("status"),
        ),
        (
            r#"{"status": "billed"}"#,
            422,
            "validation",
            json!("status"),
        ),
        (
            r#"{"status": "cleaning"}"#,
            422,
            "validation",
            json!("status"),
        ),
        (
            r#"{"status": "booked", "session": "x"}"#,
            422,
            "validation",
            json!("session"),
        ),
        (
            r#"{"status": "free"}"#,
            409,
            "illegal_transition",
            Value::Null,
        ),
    ] {
        let problem = send(&scene, &path, body).await.refused(status, code);
        assert_eq!(problem["errors"][0]["field"], field, "{body}: {problem}");
        assert_eq!(scene.waiter.table(free).await, before, "{body}");
    }
    for to in ["free", "booked"] {
        let to = json!({"status": to});
        let answer = scene.waiter.move_table(&scene.party.table, &to).await;
        let problem = answer.refused(409, "illegal_transition");
        assert_eq!(problem["current"], "occupied");
        scene
            .assert_unchanged("a status for a table with a party")
            .await;
    }
    let nowhere = scene.waiter.path("tables/no-such-table");
    let answer = send(&scene, &nowhere, r#"{"status": "booked"}"#).await;
    answer.refused(404, "not_found");
}
