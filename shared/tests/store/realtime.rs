//! Tickets, connections, topics and their numbers.

use std::collections::BTreeMap;

use salver::domain::account::Access;
use salver::domain::check::Mode;
use salver::domain::claims::Claims;
use salver::domain::role::Role;
use salver::domain::topic::Topic;
use salver::store::{Connection, Store, StoreError, Ticket, keys, write_item};
use salver_demo::fixtures::{access, check, later, now, seated, waiter};

use crate::world::{World, together};

fn claims(number: u32) -> Claims {
    let guest_id = format!("g{number}").parse().unwrap();
    Claims::Guest {
        check_id: check().id,
        guest_id,
    }
}

fn topics() -> [Topic; 2] {
    [
        Topic::session(&check().id),
        Topic::session(&seated(2, Mode::Family).1.id),
    ]
}

fn ticket() -> Ticket {
    Ticket {
        claims: claims(1),
        topics: topics().to_vec(),
        batches: false,
        identity_expires_at: later(3600).as_second(),
        expires_at: later(30).as_second(),
    }
}

fn connection(id: &str, number: u32, topics: &[Topic]) -> Connection {
    Connection {
        connection_id: id.to_owned(),
        claims: claims(number),
        topics: topics.to_vec(),
        batches: false,
        identity_expires_at: later(3600).as_second(),
        connected_at: now().as_second(),
        expires_at: later(7800).as_second(),
    }
}

/// The first of the next numbers of one topic.
pub async fn draw(store: &Store, topic: &Topic, count: u64) -> u64 {
    let counts = BTreeMap::from([(topic, count)]);
    let scope = topic.scope();
    let drawn = store.number_events(&scope, &counts, now()).await;
    drawn.unwrap()[topic]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn threat_23_of_twenty_uses_of_a_ticket_one_counts() {
    let world = World::new().await;
    world.store.put_ticket("hash", &ticket()).await.unwrap();
    let uses = (0..20).map(|_| {
        let store = world.store.clone();
        async move { store.take_ticket("hash", now()).await.unwrap() }
    });
    let taken: Vec<_> = together(uses).await.into_iter().flatten().collect();
    assert_eq!(taken, [ticket()]);
}

#[tokio::test]
async fn a_late_ticket_is_none() {
    let world = World::new().await;
    for (name, seconds, good) in [("a", 29, true), ("b", 30, false), ("c", 3600, false)] {
        world.store.put_ticket(name, &ticket()).await.unwrap();
        let taken = world.store.take_ticket(name, later(seconds)).await.unwrap();
        assert_eq!(taken.is_some(), good, "after {seconds} s");
    }
    assert_eq!(
        world.store.take_ticket("unknown", now()).await.unwrap(),
        None
    );
}

#[tokio::test]
async fn a_connection_is_found_at_each_of_its_topics_until_it_ends() {
    let world = World::new().await;
    let [mine, other] = topics();
    let both = connection("one", 1, &[mine.clone(), other.clone()]);
    let single = connection("two=", 2, std::slice::from_ref(&mine));
    for connection in [&both, &single] {
        world.store.connect(connection).await.unwrap();
        // A gateway that sends the same handshake again changes nothing.
        world.store.connect(connection).await.unwrap();
    }
    let listeners = async |topic| world.store.listeners(topic).await.unwrap();
    assert_eq!(listeners(&mine).await, [both.clone(), single.clone()]);
    assert_eq!(listeners(&other).await, std::slice::from_ref(&both));
    assert_eq!(
        world.store.connection("one").await.unwrap(),
        Some(both.clone())
    );
    for _ in 0..2 {
        world.store.disconnect(&both).await.unwrap();
        assert_eq!(listeners(&mine).await, std::slice::from_ref(&single));
        assert_eq!(listeners(&other).await, []);
        assert_eq!(world.store.connection("one").await.unwrap(), None);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn events_are_numbered_without_gaps() {
    let world = World::new().await;
    let [mine, other] = topics();
    let draws = (0..15).map(|turn| {
        let (store, topic) = (world.store.clone(), mine.clone());
        let count = 1 + turn % 3;
        async move {
            let first = draw(&store, &topic, count).await;
            first..first + count
        }
    });
    let mut numbers: Vec<_> = together(draws).await.into_iter().flatten().collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=30).collect::<Vec<_>>());
    // A topic that is asked for twice has one number.
    let asked = [mine.clone(), other.clone(), mine.clone()];
    let seen = world.store.sequences(&asked).await.unwrap();
    assert_eq!(seen, BTreeMap::from([(mine, 30), (other, 0)]));
}

#[tokio::test]
async fn the_numbers_of_many_topics_are_read_together() {
    let world = World::new().await;
    let topics: Vec<_> = (0..130)
        .map(|n| Topic::named(&format!("session:{n}")))
        .collect();
    for topic in topics.iter().step_by(10) {
        draw(&world.store, topic, 1).await;
    }
    world.wire.take();
    let seen = world.store.sequences(&topics).await.unwrap();
    assert_eq!(world.wire.take().len(), 2, "a batch takes 100 keys");
    assert_eq!((seen.len(), seen.values().sum::<u64>()), (130, 13));
}

/// What is told of one order to kitchen and floor costs one write and one read, not one for each.
#[tokio::test]
async fn the_topics_of_a_branch_are_numbered_in_one_write_and_their_listeners_read_in_one() {
    let world = World::new().await;
    let store = &world.store;
    let branch = access().branch;
    let topic = [Topic::kitchen, Topic::floor, Topic::owner].map(|of| of(&branch));
    let [kitchen, floor, owner] = &topic;
    let scope = kitchen.scope();
    let cook = connection("cook", 1, std::slice::from_ref(kitchen));
    let boss = connection("boss", 2, &topic);
    world.wire.take();
    for connection in [&cook, &boss] {
        store.connect(connection).await.unwrap();
    }
    assert_eq!(world.wire.take().len(), 2);
    let numbers = async |counts: &[(&Topic, u64)]| {
        let counts = counts.iter().copied().collect();
        let drawn = store.number_events(&scope, &counts, now()).await.unwrap();
        drawn.into_iter().collect::<Vec<_>>()
    };
    let drawn = numbers(&[(kitchen, 2), (floor, 1)]).await;
    assert_eq!(drawn, [(floor.clone(), 1), (kitchen.clone(), 1)]);
    let drawn = numbers(&[(kitchen, 1), (owner, 3)]).await;
    assert_eq!(drawn, [(kitchen.clone(), 3), (owner.clone(), 1)]);
    assert_eq!(world.wire.take().len(), 2);
    let seen = store.sequences(&topic).await.unwrap();
    let expected = [(kitchen, 3), (floor, 1), (owner, 3)].map(|(topic, n)| (topic.clone(), n));
    assert_eq!(seen, BTreeMap::from(expected));
    let all = store.listeners_of(&scope).await.unwrap();
    assert_eq!(all, [boss.clone(), cook.clone()]);
    assert_eq!(world.wire.take().len(), 2, "one read each");
    assert_eq!(store.listeners(kitchen).await.unwrap(), all);
    assert_eq!(store.listeners(floor).await.unwrap(), [boss]);
    // Another branch is another scope.
    let other = Topic::kitchen(&"cove".parse().unwrap());
    assert_eq!(store.listeners(&other).await.unwrap(), []);
    assert_eq!(
        store.sequences(std::slice::from_ref(&other)).await.unwrap(),
        BTreeMap::from([(other, 0)])
    );
}

#[tokio::test]
async fn a_connection_of_somebody_with_two_hundred_branches_is_one_of_one_branch() {
    let world = World::new().await;
    let owner = Access {
        role: Role::Owner,
        whole_brand: true,
        ..access()
    };
    let staff = waiter().id;
    // What the role hears at the branch that is open, and the person's own: all that a
    // connection can have, however long the chain is.
    let mut topics = Topic::of_staff(&owner);
    topics.push(Topic::staff(&staff));
    let claims = Claims::Staff {
        staff_id: staff,
        access: owner,
        family_id: "f1".parse().unwrap(),
        session_version: 1,
    };
    let open = Connection {
        claims,
        ..connection("one", 1, &topics)
    };
    world.wire.take();
    world.store.connect(&open).await.unwrap();
    assert_eq!(world.wire.take().len(), 1);
    assert_eq!(topics.len(), 5);
    for topic in &topics {
        let listeners = world.store.listeners(topic).await.unwrap();
        assert_eq!(listeners, std::slice::from_ref(&open), "{topic}");
    }
}

/// The gateway never gives an ID twice; if it did, somebody would hear nothing for two hours.
#[tokio::test]
async fn a_connection_whose_id_is_in_use_is_refused() {
    let world = World::new().await;
    let first = connection("one", 1, &topics());
    world.store.connect(&first).await.unwrap();
    // Its answer was lost, and the call is made again.
    world.store.connect(&first).await.unwrap();
    let other = connection("one", 2, &topics());
    let refused = world.store.connect(&other).await;
    assert!(matches!(refused, Err(StoreError::Sdk(_))), "{refused:?}");
    let there = world.store.connection("one").await.unwrap();
    assert_eq!(there, Some(first));
    // The same where only a topic still knows the ID.
    let key = keys::listener(&topics()[0].scope(), "two");
    let listener = connection("two", 1, &topics());
    world.put(write_item(&key, &listener).unwrap()).await;
    assert!(world.store.connect(&listener).await.is_err());
    assert_eq!(world.store.connection("two").await.unwrap(), None);
}
