//! Guests call; the floor answers; nobody calls twice.

use salver::domain::call::{COOL_DOWN_SECONDS, Call, CallReason};
use salver::domain::check::Mode;
use salver::domain::id::CallId;
use salver::domain::text::Note;
use salver::domain::transitions::CallStatus;
use salver::service::after_close::finish_session;
use salver::service::call::{OpenCall, open};
use salver::service::intent::{Answer, Intent};
use salver::service::{Refusal, session};
use salver::store::{Calling, Idempotent, Window};
use salver_demo::fixtures::{branch, later};

use crate::world::{Party, World, by, together};

fn window(party: &Party, reason: CallReason) -> Window {
    Window {
        what: "call",
        who: format!("{}#{}", party.id, reason.name()),
        limit: 1,
        seconds: COOL_DOWN_SECONDS,
    }
}

fn record(party: &Party, key: &str, call: &Call, at: i64) -> Idempotent {
    Idempotent {
        scope: format!("{}.{}", party.id, party.guest(1).id),
        key: key.to_owned(),
        request_hash: "00".to_owned(),
        location: format!("/api/v1/calls/{}", call.id),
        body: "{}".to_owned(),
        expires_at: later(at + 24 * 3600).as_second(),
    }
}

/// One request: a new call under `key`, `at` seconds after the start.
async fn call(world: &World, party: &Party, key: &str, name: &str, at: i64) -> Calling {
    let check = world.check(&party.id).await;
    let id = CallId::new(&party.id, name).unwrap();
    let reason = CallReason::Water;
    let open = Call::open(id, &check, party.guest(1), reason, None, later(at)).unwrap();
    world
        .store
        .call(
            &open,
            &window(party, reason),
            &record(party, key, &open, at),
            later(at),
        )
        .await
        .unwrap()
}

async fn open_calls(world: &World) -> Vec<Call> {
    world.store.open_calls(&branch()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_taps_are_one_call() {
    let world = World::new().await;
    let party = std::sync::Arc::new(world.party(1, Mode::Family, 1).await);
    let world = std::sync::Arc::new(world);
    let taps = (0..20).map(|n| {
        let (world, party) = (world.clone(), party.clone());
        async move { call(&world, &party, "key-0001", &format!("k{n}"), 0).await }
    });
    let said = together(taps).await;
    let called = said.iter().filter(|s| matches!(s, Calling::Called)).count();
    let answered = said
        .iter()
        .filter(|s| matches!(s, Calling::Answered(_)))
        .count();
    assert_eq!((called, answered), (1, 19), "{said:?}");
    assert_eq!(open_calls(&world).await.len(), 1);
}

#[tokio::test]
async fn threat_33_the_same_wish_cools_down() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    assert!(matches!(
        call(&world, &party, "key-0001", "k1", 0).await,
        Calling::Called
    ));
    let second = call(&world, &party, "key-0002", "k2", 20).await;
    assert!(
        matches!(second, Calling::TooSoon { retry_after: 40 }),
        "{second:?}"
    );
    // The window has ended: the first try clears it, the next one counts.
    let later_on = call(&world, &party, "key-0003", "k3", 60).await;
    assert!(matches!(later_on, Calling::Again), "{later_on:?}");
    assert!(matches!(
        call(&world, &party, "key-0003", "k3", 60).await,
        Calling::Called
    ));
    assert_eq!(open_calls(&world).await.len(), 2);
}

#[tokio::test]
async fn a_call_leaves_the_index_when_it_is_resolved_or_its_party_leaves() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    call(&world, &party, "key-0001", "k1", 0).await;
    call(&world, &party, "key-0002", "k2", 60).await;
    call(&world, &party, "key-0002", "k2", 60).await;
    let calls = open_calls(&world).await;
    assert_eq!(calls.len(), 2);
    let seen = calls[0]
        .move_to(CallStatus::Acknowledged, None, later(61))
        .unwrap();
    assert!(world.store.save_call(&seen).await.unwrap());
    assert!(
        !world.store.save_call(&seen).await.unwrap(),
        "somebody was faster"
    );
    let done = seen.move_to(CallStatus::Resolved, None, later(62)).unwrap();
    assert!(world.store.save_call(&done).await.unwrap());
    assert_eq!(open_calls(&world).await.len(), 1);
    session::close(&world.store, (&branch(), &party.id), &by(later(70)))
        .await
        .unwrap();
    assert_eq!(open_calls(&world).await.len(), 1, "the stream tells it");
    finish_session(&world.store, &party.id, later(71))
        .await
        .unwrap();
    assert_eq!(open_calls(&world).await, []);
    let all = world.store.party(&party.id).await.unwrap().unwrap().calls;
    assert!(
        all.iter().all(|c| c.status == CallStatus::Resolved),
        "{all:?}"
    );
    let late = Call {
        id: CallId::new(&party.id, "k9").unwrap(),
        ..all[0].clone()
    };
    let said = world
        .store
        .call(
            &late,
            &window(&party, CallReason::Bill),
            &record(&party, "key-0009", &late, 0),
            later(71),
        )
        .await
        .unwrap();
    assert!(matches!(said, Calling::SessionClosed), "{said:?}");
}

#[tokio::test]
async fn a_close_ends_more_calls_than_one_transaction_takes() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    for number in 0..25 {
        // Each after the cool-down of the one before.
        let (key, name) = (format!("key-00{number:02}"), format!("k{number:02}"));
        let again = async || call(&world, &party, &key, &name, 61 * number).await;
        while !matches!(again().await, Calling::Called) {}
    }
    assert_eq!(open_calls(&world).await.len(), 25);
    session::close(&world.store, (&branch(), &party.id), &by(later(4_000)))
        .await
        .unwrap();
    finish_session(&world.store, &party.id, later(4_001))
        .await
        .unwrap();
    assert_eq!(open_calls(&world).await, []);
}

/// A guest of the party asks for water, `at` seconds after the start.
async fn ask(
    world: &World,
    party: &Party,
    (key, words): (&str, &str),
    at: i64,
) -> Result<Answer, Refusal> {
    let request = OpenCall {
        token: party.guests[0].1.clone(),
        reason: CallReason::Water,
        note: Note::parse(Some(words)).unwrap(),
    };
    let route = "POST /api/v1/calls";
    let intent = Intent::new(request.token.scope(), key, route, words.as_bytes());
    open(&world.store, &intent, &request, &by(later(at))).await
}

#[tokio::test]
async fn what_nobody_has_seen_yet_is_one_call_however_often_it_is_asked_for() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let first = ask(&world, &party, ("key-0001", "still"), 0).await.unwrap();
    for number in 2..=20 {
        let key = format!("key-{number:04}");
        let words = if number % 2 == 0 { "still" } else { "" };
        let again = ask(&world, &party, (&key, words), number * 61).await;
        assert_eq!(again.unwrap().location, first.location);
    }
    let other = ask(&world, &party, ("key-0021", "with gas"), 2_000).await;
    assert!(
        matches!(other, Err(Refusal::CalledJustNow { retry_after: 60 })),
        "{other:?}"
    );
    assert_eq!(open_calls(&world).await.len(), 1);

    let id: CallId = first.location.rsplit('/').next().unwrap().parse().unwrap();
    let waiting = world.store.read_call(&id).await.unwrap().unwrap();
    let seen = waiting
        .move_to(CallStatus::Acknowledged, None, later(2_000))
        .unwrap();
    assert!(world.store.save_call(&seen).await.unwrap());
    let replayed = ask(&world, &party, ("key-0002", "still"), 2_010).await;
    assert_eq!(replayed.unwrap().location, first.location, "by its key");
    let more = ask(&world, &party, ("key-0022", "with gas"), 2_020).await;
    assert_ne!(more.unwrap().location, first.location);
}

/// TTL is housekeeping: a record whose time is over is free again though it is still there.
#[tokio::test]
async fn a_key_is_free_again_after_its_time() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let day = 24 * 3600;
    let asked = [
        (1, 0, true),
        (2, day - 1, false),
        (3, day, true),
        (4, day + 1, false),
    ];
    let mut stands = String::new();
    for (number, at, free) in asked {
        let name = format!("k{number}");
        let mut said = call(&world, &party, "key-0001", &name, at).await;
        // The cool-down of the day before is put away first.
        if let Calling::Again = said {
            said = call(&world, &party, "key-0001", &name, at).await;
        }
        match said {
            Calling::Called => {
                assert!(free, "at {at}");
                stands = format!("/api/v1/calls/{}_k{number}", party.id);
            }
            Calling::Answered(earlier) => {
                assert!(!free && earlier.is_live(later(at)), "at {at}");
                assert_eq!(earlier.location, stands);
            }
            other => panic!("{other:?}"),
        }
    }
}
