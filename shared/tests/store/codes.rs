//! A table's code is issued again: once, whole, and nobody at the table notices.

use std::sync::Arc;

use salver::auth::table_code;
use salver::domain::check::Mode;
use salver::domain::id::TableCode;
use salver::domain::table::Table;
use salver::service::intent::Intent;
use salver::service::session;
use salver::store::{Recoding, Store};
use salver::wire::floor::FloorTable;
use salver_demo::fixtures::{branch, now, table};

use crate::world::{World, answer, by, deed, together};

async fn there(store: &Store, number: u32) -> Table {
    let id = table(number).id;
    store.table_of(&branch(), &id).await.unwrap().unwrap()
}

async fn leads(store: &Store, code: &TableCode) -> Option<Table> {
    store.table_by_code(code).await.unwrap()
}

/// One try under `key` on the table as it was read.
async fn recode(store: &Store, before: &Table, code: TableCode, key: &str) -> Recoding {
    let intent = Intent::new("lane.mira".to_owned(), key, "POST code t1", b"");
    let record = intent.record(&answer(code.as_str()), now());
    let after = before.recoded(code);
    let said = store
        .recode_table(before, &after, &record, &deed(), now())
        .await;
    said.unwrap()
}

/// As the function does it: again on the table as it is then.
async fn reissue(store: &Store, key: &str) -> Result<TableCode, String> {
    for _ in 0..50 {
        let code = table_code::fresh().unwrap();
        let before = there(store, 1).await;
        match recode(store, &before, code.clone(), key).await {
            Recoding::Recoded => return Ok(code),
            Recoding::Answered(record) => return Err(record.body),
            Recoding::Again => {}
        }
    }
    Err("the table moved under every try".to_owned())
}

#[tokio::test]
async fn the_new_code_leads_there_and_the_old_one_nowhere() {
    let world = World::new().await;
    let store = &world.store;
    let (old, new) = (table(1).code, "NEWCODE2".parse::<TableCode>().unwrap());
    let said = recode(store, &table(1), new.clone(), "key-0001").await;
    assert!(matches!(said, Recoding::Recoded), "{said:?}");
    assert_eq!(leads(store, &old).await, None);
    let recoded = table(1).recoded(new.clone());
    assert_eq!(leads(store, &new).await, Some(recoded.clone()));
    assert_eq!(recoded.version, 2);
    assert_eq!(leads(store, &table(2).code).await, Some(table(2)));

    // The old code is free again: another table can have it.
    let said = recode(store, &table(2), old.clone(), "key-0002").await;
    assert!(matches!(said, Recoding::Recoded), "{said:?}");
    assert_eq!(leads(store, &old).await, Some(table(2).recoded(old)));
}

#[tokio::test]
async fn a_code_that_is_taken_or_a_table_that_moved_changes_nothing() {
    let world = World::new().await;
    let store = &world.store;
    let fresh = || "NEWCODE2".parse::<TableCode>().unwrap();
    let taken = recode(store, &table(1), table(2).code, "key-0001").await;
    assert!(matches!(taken, Recoding::Again), "{taken:?}");
    let moved = Table {
        version: 7,
        ..table(1)
    };
    let moved = recode(store, &moved, fresh(), "key-0001").await;
    assert!(matches!(moved, Recoding::Again), "{moved:?}");
    assert_eq!(there(store, 1).await, table(1));
    assert_eq!(leads(store, &fresh()).await, None);
    assert_eq!(leads(store, &table(1).code).await, Some(table(1)));
    // Nothing was kept of these tries: the key is still free.
    let said = recode(store, &table(1), fresh(), "key-0001").await;
    assert!(matches!(said, Recoding::Recoded), "{said:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_requests_with_one_key_are_one_code() {
    let world = Arc::new(World::new().await);
    let tries = (0..20).map(|_| {
        let world = Arc::clone(&world);
        async move { reissue(&world.store, "key-0001").await }
    });
    let said = together(tries).await;
    let made: Vec<_> = said.iter().filter_map(|s| s.as_ref().ok()).collect();
    assert_eq!(made.len(), 1, "{said:?}");
    let code = made[0];
    assert!(
        said.iter()
            .filter_map(|s| s.as_ref().err())
            .all(|body| body == code.as_str()),
        "the others are told the same: {said:?}"
    );
    let now = there(&world.store, 1).await;
    assert_eq!((&now.code, now.version), (code, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_several_intents_at_once_the_last_code_counts_and_no_other() {
    let world = Arc::new(World::new().await);
    let tries = (0..6).map(|n| {
        let world = Arc::clone(&world);
        async move { reissue(&world.store, &format!("key-000{n}")).await.unwrap() }
    });
    let codes = together(tries).await;
    let last = there(&world.store, 1).await;
    assert_eq!(last.version, 7, "each moved it once");
    for code in codes.iter().chain([&table(1).code]) {
        let expected = (*code == last.code).then(|| last.clone());
        assert_eq!(leads(&world.store, code).await, expected, "{code}");
    }
    assert!(codes.contains(&last.code));
}

#[tokio::test]
async fn a_party_stays_and_the_floor_sees_its_next_change() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let check = world.check(&party.id).await;
    let before = there(&world.store, 1).await;
    let shown = FloorTable::of(&before, Some(&check));
    let said = recode(
        &world.store,
        &before,
        "NEWCODE2".parse().unwrap(),
        "key-0001",
    )
    .await;
    assert!(matches!(said, Recoding::Recoded), "{said:?}");

    let (table, after) = (there(&world.store, 1).await, world.check(&party.id).await);
    assert_eq!(table.session, Some(party.id.clone()));
    assert_eq!(after, check);
    // Nothing that the floor shows has changed; an event and a snapshot say the same.
    let told = FloorTable::of_check(&after).unwrap();
    assert_eq!(told, FloorTable::of(&table, Some(&after)));
    assert_eq!(told, shown);
    let rotated = after.rotate_pin().unwrap();
    assert!(world.store.save_check(&rotated, &deed()).await.unwrap());
    assert!(FloorTable::of(&table, Some(&rotated)).version > told.version);
    session::close(&world.store, (&branch(), &party.id), &by(now()))
        .await
        .unwrap();
    let free = there(&world.store, 1).await;
    assert_eq!((&free.session, free.code.as_str()), (&None, "NEWCODE2"));
    assert!(FloorTable::of(&free, None).version > told.version);
}
