//! Guests ask that staff open a table: once counts, and never at a table where a party sits.

use salver::auth::secret::Key;
use salver::domain::DomainError;
use salver::domain::audit::Deed;
use salver::domain::check::{Check, Mode, OpenTable};
use salver::domain::id::CheckId;
use salver::domain::money::Currency;
use salver::domain::table::Table;
use salver::domain::transitions::TableStatus;
use salver::service::Refusal;
use salver::service::table::ask;
use salver::store::Store;
use salver_demo::fixtures::{branch, later, now, seated, table, terms};

use crate::world::{World, by, deed, together};

fn key() -> Key {
    Key::new("a key of the tests with 32 letters").unwrap()
}

async fn asked(store: &Store, number: u32, seconds: i64) -> Result<(), Refusal> {
    ask(store, &key(), &table(number).code, &by(later(seconds))).await
}

async fn there(store: &Store, number: u32) -> Table {
    let id = table(number).id;
    store.table_of(&branch(), &id).await.unwrap().unwrap()
}

/// Seats a party, however often others move the table.
async fn seat(store: &Store, number: u32) {
    for _ in 0..50 {
        let id: CheckId = format!("lane_seated{number}").parse().unwrap();
        let seated = there(store, number).await.occupy(id.clone()).unwrap();
        let open = OpenTable {
            mode: Mode::Family,
            party_size: None,
            waiter_id: None,
        };
        let check = Check::open(id, &seated, Currency::INR, terms(), &open, now()).unwrap();
        if store.open_check(&seated, &check, &deed()).await.unwrap() {
            return;
        }
    }
    panic!("the table moved under every try");
}

#[tokio::test]
async fn asking_counts_once_is_on_record_and_comes_again_after_ten_minutes() {
    let world = World::new().await;
    let store = &world.store;
    asked(store, 1, 0).await.unwrap();
    let first = there(store, 1).await;
    assert_eq!((first.asked_at, first.version), (Some(later(0)), 2));
    let items = world.items().await.len();
    for second in [0, 1, 599] {
        asked(store, 1, second).await.unwrap();
    }
    assert_eq!(there(store, 1).await, first, "asking again changes nothing");
    assert_eq!(world.items().await.len(), items);
    asked(store, 1, 600).await.unwrap();
    let again = there(store, 1).await;
    assert_eq!((again.asked_at, again.version), (Some(later(600)), 3));
    let record = world.record().await;
    let noted = record.iter().filter(|e| e.what == Deed::OpeningAsked);
    assert_eq!(noted.count(), 2);
}

#[tokio::test]
async fn a_table_where_a_party_sits_and_a_code_that_leads_nowhere_are_refused() {
    let world = World::new().await;
    let store = &world.store;
    world.party(1, Mode::Family, 0).await;
    let refused = asked(store, 1, 0).await;
    assert!(
        matches!(refused, Err(Refusal::Domain(DomainError::TableNotFree))),
        "{refused:?}"
    );
    assert_eq!(there(store, 1).await, seated(1, Mode::Family).0);
    let nowhere = "NOSUCHCD".parse().unwrap();
    let refused = ask(store, &key(), &nowhere, &by(now())).await;
    assert!(matches!(refused, Err(Refusal::NotFound("table"))));
}

#[tokio::test]
async fn one_table_is_asked_for_six_times_an_hour_and_one_source_asks_for_twenty() {
    let world = World::new().await;
    let store = &world.store;
    for round in 0..6 {
        asked(store, 1, round * 599).await.unwrap();
        let free = there(store, 1).await.move_to(TableStatus::Booked).unwrap();
        assert!(store.save_table(&free, &deed()).await.unwrap());
        let free = free.move_to(TableStatus::Free).unwrap();
        assert!(store.save_table(&free, &deed()).await.unwrap());
    }
    let before = there(store, 1).await;
    let refused = asked(store, 1, 3599).await;
    let wait = matches!(refused, Err(Refusal::AskedTooOften { retry_after: 1 }));
    assert!(wait, "{refused:?}");
    assert_eq!(there(store, 1).await, before);
    // From another hour on, and by one source: twenty of the forty tables.
    let mut told = Vec::new();
    for number in 2..=40 {
        told.push(asked(store, number, 10_000).await.is_ok());
    }
    assert_eq!(told.iter().filter(|ok| **ok).count(), 20);
    let waiting = asked(store, 40, 10_001).await;
    let wait = matches!(waiting, Err(Refusal::AskedTooOften { retry_after: 599 }));
    assert!(wait, "{waiting:?}");
    asked(store, 40, 10_601).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_ask_at_once_one_is_counted() {
    let world = World::new().await;
    let asks = (0..10).map(|_| {
        let store = world.store.clone();
        async move { asked(&store, 1, 0).await.is_ok() }
    });
    // Who finds the table too busy is told to come back; nobody is told of a limit.
    assert!(together(asks).await.into_iter().any(|ok| ok));
    let table = there(&world.store, 1).await;
    assert_eq!((table.asked_at, table.version), (Some(later(0)), 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_is_first_no_table_is_asked_for_while_a_party_sits_there() {
    let world = World::new().await;
    for number in 1..=16 {
        let (asking, seating) = (world.store.clone(), world.store.clone());
        let tasks: [std::pin::Pin<Box<dyn Future<Output = ()> + Send>>; 2] = [
            Box::pin(async move {
                let told = asked(&asking, number, 0).await;
                let fits = matches!(
                    told,
                    Ok(()) | Err(Refusal::Domain(DomainError::TableNotFree))
                );
                assert!(fits, "{told:?}");
            }),
            Box::pin(async move { seat(&seating, number).await }),
        ];
        together(tasks).await;
        let table = there(&world.store, number).await;
        assert!(table.session.is_some());
        assert_eq!(table.asked_at, None, "of {number}");
        let left = table.vacate().unwrap();
        assert_eq!(left.asked_at, None);
    }
}
