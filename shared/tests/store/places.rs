//! A session's places are those of the phones that are here.

use salver::auth::pin;
use salver::auth::secret::Key;
use salver::domain::check::{Check, Mode};
use salver::domain::claims::Claims;
use salver::domain::guest::{MAX_CHANGES, MAX_GUESTS, MAX_JOINED};
use salver::domain::topic::Topic;
use salver::domain::{DomainError, id::CheckId};
use salver::service::Refusal;
use salver::service::join::{Joined, Visitor, join, leave};
use salver::store::Connection;
use salver_demo::fixtures::{later, now, profile, table};

use crate::wire::Fault;
use crate::world::{Party, World, by, deed};

pub(crate) fn key() -> Key {
    Key::new("a key of the tests with 32 letters").unwrap()
}

/// A browser comes with the right PIN.
async fn come(world: &World, id: &CheckId, device: &str, seconds: i64) -> Result<Joined, Refusal> {
    let check = world.check(id).await;
    let digits = profile().pin_length;
    let right = pin::derive(&key(), id, check.pin_rotation, digits).unwrap();
    come_with(world, right, device, seconds).await
}

async fn come_with(
    world: &World,
    pin: String,
    device: &str,
    seconds: i64,
) -> Result<Joined, Refusal> {
    let visitor = Visitor {
        code: table(1).code,
        pin,
        device_id: format!("device-{device}"),
        name: None,
        phone: None,
        party_size: None,
        may_be_new: true,
    };
    join(&world.store, &key(), &visitor, &by(later(seconds))).await
}

/// A phone's page is open.
async fn connect(world: &World, joined: &Joined) {
    let connection = Connection {
        connection_id: joined.guest.id.to_string(),
        claims: Claims::Guest {
            check_id: joined.check.id.clone(),
            guest_id: joined.guest.id.clone(),
        },
        topics: vec![Topic::session(&joined.check.id)],
        batches: true,
        identity_expires_at: later(8 * 3600).as_second(),
        connected_at: now().as_second(),
        expires_at: later(2 * 3600).as_second(),
    };
    world.store.connect(&connection).await.unwrap();
}

async fn full(world: &World) -> (Party, Vec<Joined>) {
    let party = world.party(1, Mode::Family, 0).await;
    let mut phones = Vec::new();
    for number in 0..MAX_GUESTS {
        let phone = come(world, &party.id, &format!("p{number}"), 0)
            .await
            .unwrap();
        phones.push(phone);
    }
    assert_eq!(world.check(&party.id).await.guest_count, MAX_GUESTS);
    (party, phones)
}

#[tokio::test]
async fn a_browser_that_forgets_itself_locks_nobody_out() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 0).await;
    let own = come(&world, &party.id, "companion", 0).await.unwrap();
    connect(&world, &own).await;
    // Each time it is another device to us.
    for time in 1..=70 {
        let name = format!("forgetful-{time}");
        come(&world, &party.id, &name, time * 120).await.unwrap();
    }
    let check = world.check(&party.id).await;
    assert_eq!((check.guest_count, check.joined_count), (MAX_GUESTS, 71));
    let late = come(&world, &party.id, "late companion", 71 * 120).await;
    assert_eq!(late.unwrap().guest.number, 72);
    // Whose page is open keeps its place.
    let guests = world.store.guests_of(&party.id).await.unwrap();
    let companion = guests.iter().find(|g| g.id == own.guest.id).unwrap();
    assert!(companion.is_here());
    assert_eq!(guests.iter().filter(|g| g.is_here()).count(), 50);
}

#[tokio::test]
async fn a_session_whose_places_are_all_in_use_is_full_and_a_place_that_is_left_is_free() {
    let world = World::new().await;
    let (party, phones) = full(&world).await;
    for phone in &phones {
        connect(&world, phone).await;
    }
    let refused = come(&world, &party.id, "one more", 600).await;
    assert!(
        matches!(refused, Err(Refusal::Domain(DomainError::SessionFull))),
        "{refused:?}"
    );
    leave(&world.store, &phones[7].token, &by(later(601)))
        .await
        .unwrap();
    assert_eq!(world.check(&party.id).await.guest_count, MAX_GUESTS - 1);
    come(&world, &party.id, "one more", 602).await.unwrap();
    assert_eq!(world.check(&party.id).await.guest_count, MAX_GUESTS);
}

#[tokio::test]
async fn a_device_that_returns_takes_its_own_place() {
    let world = World::new().await;
    let (party, phones) = full(&world).await;
    for phone in &phones {
        connect(&world, phone).await;
    }
    let back = come(&world, &party.id, "p7", 600).await.unwrap();
    assert_eq!(back.guest.id, phones[7].guest.id);
    let check = world.check(&party.id).await;
    assert_eq!((check.guest_count, check.joined_count), (50, 50));
}

#[tokio::test]
async fn a_pin_that_lets_somebody_in_is_locked_no_more() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 0).await;
    // A phone that is new, and the same when it comes again.
    for number in 0..2 {
        let check = world.check(&party.id).await;
        let locked = check.lock_pin(later(900), now()).unwrap();
        assert!(world.store.save_check(&locked, &deed()).await.unwrap());
        let joined = come(&world, &party.id, "phone", number).await.unwrap();
        let open = world.check(&party.id).await;
        assert_eq!((open.pin_locked_until, open.guest_count), (None, 1));
        assert_eq!(joined.check, open, "the phone finds it so");
    }
}

#[tokio::test]
async fn a_lock_that_cannot_be_written_takes_nothing_from_the_refusal() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 0).await;
    for number in 0..pin::SESSION_TRIES {
        let guess = come_with(&world, "none".to_owned(), &format!("g{number}"), 0).await;
        assert!(matches!(guess, Err(Refusal::PinWrong { .. })), "{guess:?}");
    }
    // The next try is refused by its window, and that cannot be written on the check.
    world.wire.fail("TransactWriteItems", Fault::Spared, 1);
    world.wire.fail("TransactWriteItems", Fault::Throttled, 50);
    let refused = come_with(&world, "none".to_owned(), "late", 0).await;
    assert!(world.wire.faults_left() < 50);
    world.wire.heal();
    assert!(
        matches!(
            refused,
            Err(Refusal::PinLimited {
                by_phone: false,
                ..
            })
        ),
        "{refused:?}"
    );
    assert_eq!(world.check(&party.id).await.pin_locked_until, None);
}

/// A table that is open from noon on: the first tokens are over at eight in the evening.
#[tokio::test]
async fn a_device_that_returns_after_its_token_is_over_is_who_it_was() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 0).await;
    let asha = come(&world, &party.id, "asha", 0).await.unwrap();
    come(&world, &party.id, "rohan", 60).await.unwrap();
    for hours in [9, 30, 5 * 24] {
        let at = hours * 3600;
        world.sweep(later(at)).await;
        let back = come(&world, &party.id, "asha", at).await.unwrap();
        assert_eq!(back.guest.id, asha.guest.id, "after {hours} hours");
        assert_eq!(back.guest.number, 1, "after {hours} hours");
        assert!(back.guest.version > 1, "others take its name for newer");
        let check = world.check(&party.id).await;
        assert_eq!((check.guest_count, check.joined_count), (2, 2));
    }
    // Nobody is kept for ever.
    world.sweep(later(30 * 24 * 3600)).await;
    assert_eq!(world.store.guests_of(&party.id).await.unwrap(), []);
}

#[tokio::test]
async fn places_of_phones_that_are_long_gone_are_free() {
    let world = World::new().await;
    let (party, _) = full(&world).await;
    let evening = 9 * 3600;
    world.sweep(later(evening)).await;
    for number in 0..MAX_GUESTS {
        let name = format!("evening-{number}");
        come(&world, &party.id, &name, evening).await.unwrap();
    }
    let check = world.check(&party.id).await;
    let guests = world.store.guests_of(&party.id).await.unwrap();
    let here = guests.iter().filter(|guest| guest.is_here()).count();
    assert_eq!((check.guest_count, here), (MAX_GUESTS, 50));
}

/// Whoever has the PIN and makes up phones on end fills neither the session nor the record.
#[tokio::test]
async fn a_session_takes_only_so_many_phones_in_all() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let check = world.check(&party.id).await;
    let many = Check {
        joined_count: MAX_JOINED - 1,
        version: check.version + 1,
        ..check
    };
    assert!(world.store.save_check(&many, &deed()).await.unwrap());
    come(&world, &party.id, "the last", 0).await.unwrap();
    let refused = come(&world, &party.id, "one more", 0).await;
    let is_full = |refused: &Result<Joined, Refusal>| {
        matches!(refused, Err(Refusal::Domain(DomainError::SessionFull)))
    };
    assert!(is_full(&refused), "{refused:?}");
    // Who was there comes back, but not on end.
    let mut back = 0;
    let refused = loop {
        match come(&world, &party.id, "the last", 60).await {
            Ok(_) => back += 1,
            refused => break refused,
        }
    };
    assert!(is_full(&refused), "{refused:?}");
    assert_eq!(back, MAX_CHANGES - 1);
}
