//! PINs that are guessed: by one phone, by five hundred, and what that is to the others.

use std::collections::BTreeMap;

use futures::StreamExt;
use futures::stream;
use salver_tests::{Party, Scene};
use serde_json::json;

#[tokio::test]
async fn threat_11_the_sixth_wrong_pin_locks_this_device_and_no_other() {
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

    // A quarter of an hour later the window is over, and it was no life sentence.
    for window in stack.items("RATE#pin-device#").await {
        let ends: i64 = window["expires_at"]["N"].as_str().unwrap().parse().unwrap();
        let ended = json!({"N": (ends - 900).to_string()});
        stack.set(&window, "expires_at", ended).await;
    }
    let back = elsewhere.try_join(stack, "phone-bad", &elsewhere.pin).await;
    back.expect_status(201);
}

#[tokio::test]
async fn threat_11_parallel_guesses_are_counted_each() {
    let scene = Scene::set().await;
    let (stack, party) = (&scene.stack, &scene.party);
    let wrong = party.wrong_pin();
    let guesses = (0..16).map(|_| party.try_join(stack, "phone-bad", &wrong));
    let answers = futures::future::join_all(guesses).await;
    let judged = answers.iter().filter(|a| a.status == 403).count();
    let limited = answers.iter().filter(|a| a.status == 429).count();
    // A guess may also be sent away unjudged (409) when the counter is too busy.
    assert!((1..=5).contains(&judged), "{judged} were judged");
    assert!(limited > 0 && answers.iter().all(|a| a.status != 500));
    scene.assert_unchanged("the guesses").await;
}

/// Five hundred phones guess, each a few times: they have the session's twenty tries
/// together, then the table is for its staff to open. Whoever has joined goes on (row 13).
#[tokio::test]
async fn threat_12_pin_guessed_from_500_clients() {
    let scene = Scene::set().await;
    let (stack, party) = (&scene.stack, &scene.party);
    let dish = stack.menu().await.dish();
    let wrong = party.wrong_pin();
    let guesses = stream::iter(0..500).map(|n| {
        let (wrong, device) = (&wrong, format!("phone-bad-{n}"));
        async move { party.try_join(stack, &device, wrong).await }
    });
    let attack = async {
        let mut told: BTreeMap<u16, usize> = BTreeMap::new();
        let mut answers = guesses.buffer_unordered(16);
        while let Some(answer) = answers.next().await {
            *told.entry(answer.status).or_default() += 1;
            if answer.status == 429 {
                let problem = answer.refused(429, "pin_limited");
                assert!(problem["detail"].as_str().unwrap().contains("your waiter"));
            }
        }
        told
    };
    // Row 13: lock-out as an attack. The phone inside orders all the while.
    let evening = async {
        let mut orders = 0;
        for round in 0..8 {
            let cart = scene.phone.put(&format!("during-{round}"), &dish, 1).await;
            scene.phone.order(&cart).await;
            orders += 1;
        }
        orders
    };
    let (told, orders) = tokio::join!(attack, evening);
    let of = |status: u16| told.get(&status).copied().unwrap_or_default();
    // What found the counter too busy was sent away unjudged.
    assert_eq!(of(403) + of(429) + of(409), 500, "{told:?}");
    assert!((1..=20).contains(&of(403)), "{told:?}");
    assert!(of(429) > 0, "{told:?}");
    assert_eq!(orders + 1, scene.phone.orders().await.len());
    let wrong_ones = stack.record().await;
    let wrong_ones = wrong_ones.iter().filter(|e| e["what"] == "pin_wrong");
    assert_eq!(
        wrong_ones.count(),
        of(403),
        "each wrong one is on record, once"
    );
    still_guessed_at(&scene).await;
}

/// The lock of a session that was guessed at, and its key.
async fn still_guessed_at(scene: &Scene) {
    let (stack, party) = (&scene.stack, &scene.party);
    // The twenty are used up now, whatever was too busy before.
    let mut last = 0;
    for n in 0..40 {
        let answer = party
            .try_join(stack, &format!("late-{n:04}"), &party.wrong_pin())
            .await;
        last = answer.status;
    }
    assert_eq!(last, 429);
    let answer = party.try_join(stack, "phone-new", &party.pin).await;
    answer.refused(429, "pin_limited");
    let locked = scene.waiter.table(&stack.tables[0]).await;
    assert!(
        locked["session"]["pin_locked_until"].is_string(),
        "the floor sees it: {locked}"
    );
    let path = scene
        .waiter
        .path(&format!("sessions/{}/pin/rotate", party.session));
    let rotated = scene.waiter.caller.post(&path, &json!({})).await;
    let rotated = rotated.expect_status(200);
    let renewed = Party {
        pin: rotated["pin"].as_str().unwrap().to_owned(),
        ..party.clone()
    };
    renewed.join(stack, "phone-new").await;
    let open = scene.waiter.table(&stack.tables[0]).await;
    assert!(open["session"]["pin_locked_until"].is_null(), "{open}");
    let record = stack.record().await;
    let locks = record.iter().filter(|entry| entry["what"] == "pin_locked");
    assert_eq!(locks.count(), 1, "a lock is on record, once");
}

/// A guest who has joined is not locked out by wrong PINs at their table, nor by their own.
#[tokio::test]
async fn threat_13_lock_out_used_as_an_attack() {
    let scene = Scene::set().await;
    let (stack, party) = (&scene.stack, &scene.party);
    for n in 0..20 {
        let device = format!("phone-bad-{}", n / 4);
        let answer = party.try_join(stack, &device, &party.wrong_pin()).await;
        answer.refused(403, "pin_wrong");
    }
    scene.assert_unchanged("twenty wrong PINs").await;
    let answer = party.try_join(stack, "phone-bad-9", &party.pin).await;
    answer.refused(429, "pin_limited");
    // All that comes of it is that the floor sees it.
    let locked = scene.waiter.table(&stack.tables[0]).await;
    assert!(
        locked["session"]["pin_locked_until"].is_string(),
        "{locked}"
    );
    // Reads, edits, calls, orders, listens.
    scene.phone.order(&scene.cart).await;
    assert_eq!(scene.phone.orders().await.len(), 2);
    salver_tests::ticket(&scene.phone.caller, None)
        .await
        .expect_status(201);
    // Another table is not concerned.
    let elsewhere = scene.waiter.open(&stack.tables[1], "family").await;
    elsewhere.join(stack, "phone-two").await;
}
