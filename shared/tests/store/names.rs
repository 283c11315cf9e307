//! Guests take other names, and are told apart whoever is faster.

use std::collections::BTreeSet;

use salver::auth::pin;
use salver::domain::audit::{Actor, Deed};
use salver::domain::check::Mode;
use salver::domain::text::GuestName;
use salver::service::Refusal;
use salver::service::join::{Visitor, join, rename};
use salver::service::session;
use salver_demo::fixtures::{branch, later, now, profile, table};

use crate::places::key;
use crate::world::{Party, World, by, together};

fn name(text: &str) -> Option<GuestName> {
    GuestName::parse(Some(text)).unwrap()
}

/// What the guests of a party are called, in the order of their numbers.
async fn names(world: &World, party: &Party) -> Vec<String> {
    let all = world.store.party(&party.id).await.unwrap().unwrap();
    all.guests
        .iter()
        .map(|guest| guest.display_name())
        .collect()
}

#[tokio::test]
async fn a_guest_takes_another_name_with_one_entry_and_the_party_moves() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 2).await;
    let (guest, token) = &party.guests[1];
    let before = world.check(&party.id).await.version;
    for (wanted, seen) in [
        ("Meera", "Meera"),
        ("Meera", "Meera"),
        ("\u{200B} ", "Guest 2"),
    ] {
        let renamed = rename(&world.store, token, name(wanted), &by(now())).await;
        assert_eq!(renamed.unwrap().display_name(), seen);
    }
    assert_eq!(names(&world, &party).await[1], "Guest 2");
    // The same name again is no change.
    assert_eq!(world.check(&party.id).await.version, before + 2);
    let entries = world.record().await;
    let renamed: Vec<_> = entries
        .iter()
        .filter(|e| e.what == Deed::GuestRenamed)
        .collect();
    assert_eq!(renamed.len(), 2);
    let who = Actor::Guest {
        id: guest.id.clone(),
        session: party.id.clone(),
    };
    assert!(renamed.iter().all(|entry| entry.who == who));
    assert!(!format!("{renamed:?}").contains("Meera"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_guests_who_take_one_name_at_once_one_has_it_alone() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 5).await;
    let pin = pin::derive(&key(), &party.id, 1, profile().pin_length).unwrap();
    let renames = party.guests.iter().map(|(_, token)| {
        let (store, token) = (world.store.clone(), token.clone());
        let renaming = async move {
            rename(&store, &token, name("Asha"), &by(now()))
                .await
                .unwrap();
        };
        Box::pin(renaming) as std::pin::Pin<Box<dyn Future<Output = ()> + Send>>
    });
    // One more comes in at the same moment, and calls itself so too.
    let store = world.store.clone();
    let coming = Box::pin(async move {
        let visitor = Visitor {
            code: table(1).code,
            pin,
            device_id: "device-newcomer".to_owned(),
            name: name("asha"),
            phone: None,
            party_size: None,
            may_be_new: true,
        };
        join(&store, &key(), &visitor, &by(later(1))).await.unwrap();
    });
    together(renames.chain([coming as _])).await;
    let names = names(&world, &party).await;
    let plain = names.iter().filter(|name| !name.contains('('));
    assert_eq!(plain.count(), 1, "{names:?}");
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 6, "{names:?}");
}

#[tokio::test]
async fn nobody_is_renamed_in_a_session_that_is_over() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    session::close(&world.store, (&branch(), &party.id), &by(now()))
        .await
        .unwrap();
    let before = names(&world, &party).await;
    let (_, token) = &party.guests[0];
    let refused = rename(&world.store, token, name("Meera"), &by(now())).await;
    assert!(refused.is_err());
    assert_eq!(names(&world, &party).await, before);
}

#[tokio::test]
async fn a_guest_takes_only_so_many_names() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 2).await;
    let take = async |guest: usize, number: u32, seconds: i64| {
        let token = &party.guests[guest].1;
        let wanted = name(&format!("Name {number}"));
        rename(&world.store, token, wanted, &by(later(seconds))).await
    };
    for number in 0..20 {
        take(0, number, 0).await.unwrap();
    }
    let version = world.check(&party.id).await.version;
    let refused = take(0, 20, 60).await;
    assert!(
        matches!(refused, Err(Refusal::RenamedTooOften { retry_after: 3540 })),
        "{refused:?}"
    );
    assert_eq!(world.check(&party.id).await.version, version);
    // The name that they have is no other one; others have tries of their own; an hour passes.
    take(0, 19, 60).await.unwrap();
    take(1, 30, 60).await.unwrap();
    take(0, 20, 3600).await.unwrap();
}
