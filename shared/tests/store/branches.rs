//! Branches, their menus and tables.

use std::io::Write;
use std::sync::{Arc, Mutex};

use salver::domain::stock::Stock;
use salver::domain::table::Table;
use salver_demo::fixtures::{branch, later, menu, now, profile, stock, table};

use crate::world::World;

#[tokio::test]
async fn a_branch_is_read_as_it_was_written() {
    let world = World::new().await;
    assert_eq!(
        world.store.profile(&branch()).await.unwrap(),
        Some(profile())
    );
    assert_eq!(world.store.stock(&branch()).await.unwrap(), Some(stock()));
    let read = world.known().await;
    assert_eq!((&*read.menu, &*read.profile), (&menu(), &profile()));
    let tables: Vec<Table> = (1..=40).map(table).collect();
    assert_eq!(
        world.store.tables(&branch()).await.unwrap(),
        tables,
        "in their order"
    );
    let unknown = "elsewhere".parse().unwrap();
    let nowhere = world.store.branch(&unknown, &stock()).await.unwrap();
    assert!(nowhere.is_none());
    assert_eq!(world.store.tables(&unknown).await.unwrap(), []);
    assert_eq!(world.store.profile(&unknown).await.unwrap(), None);
}

#[tokio::test]
async fn codes_lead_to_their_table() {
    let world = World::new().await;
    for number in [1, 40] {
        let found = world
            .store
            .table_by_code(&table(number).code)
            .await
            .unwrap();
        assert_eq!(found, Some(table(number)));
    }
    assert_eq!(
        world
            .store
            .table_by_code(&"NOCODE".parse().unwrap())
            .await
            .unwrap(),
        None
    );
}

#[tokio::test]
async fn a_code_that_was_issued_again_leads_nowhere() {
    let world = World::new().await;
    let mut seed = salver_demo::fixtures::seed(1);
    seed.tables[0].code = "NEWCODE".parse().unwrap();
    world.seeder.seed(&seed).await.unwrap();
    assert_eq!(
        world.store.table_by_code(&table(1).code).await.unwrap(),
        None
    );
    let found = world
        .store
        .table_by_code(&seed.tables[0].code)
        .await
        .unwrap();
    assert_eq!(found.as_ref(), seed.tables.first());
}

#[tokio::test]
async fn a_branch_is_remembered_at_the_versions_that_its_stock_names() {
    let world = World::new().await;
    let calls = async |stock: &Stock| {
        world.wire.take();
        let branch = world.store.branch(&branch(), stock).await.unwrap().unwrap();
        (
            world.wire.take().len(),
            branch.menu.version,
            branch.profile.version,
        )
    };
    assert!(world.store.remembered_profile(&branch()).is_none());
    assert_eq!(calls(&stock()).await, (1, 1, 1));
    assert_eq!(calls(&stock()).await, (0, 1, 1));
    assert!(world.store.remembered_profile(&branch()).is_some());
    let mut newer = menu();
    newer.version = 2;
    world
        .seeder
        .publish_menu(&stock().brand_id, &newer)
        .await
        .unwrap();
    let next = Stock {
        menu_version: 2,
        ..stock()
    };
    assert_eq!(calls(&next).await, (1, 2, 1));
    assert_eq!(calls(&next).await, (0, 2, 1));
    assert_eq!(
        calls(&stock()).await,
        (0, 1, 1),
        "a roll-back reads nothing"
    );
    let mut seed = salver_demo::fixtures::seed(0);
    seed.profile.version = 2;
    world.seeder.seed(&seed).await.unwrap();
    let reworked = Stock {
        profile_version: 2,
        ..next
    };
    assert_eq!(calls(&reworked).await, (1, 2, 2));
    assert_eq!(
        calls(&stock()).await,
        (0, 1, 2),
        "a profile does not go back"
    );
}

#[tokio::test]
async fn a_published_menu_never_changes() {
    let world = World::new().await;
    let mut dearer = menu();
    dearer.categories[0].items[0].price *= 2;
    world
        .seeder
        .publish_menu(&stock().brand_id, &dearer)
        .await
        .unwrap();
    assert_eq!(*world.known().await.menu, menu());
}

/// Branches of one brand sell one menu, which is read and kept once.
#[tokio::test]
async fn branches_of_a_brand_share_their_menu() {
    let world = World::new().await;
    let mut seed = salver_demo::fixtures::seed(0);
    seed.profile.id = "square".parse().unwrap();
    world.seeder.seed(&seed).await.unwrap();
    let here = world.known().await;
    let there = world.store.branch(&seed.profile.id, &stock()).await;
    let there = there.unwrap().unwrap();
    assert_eq!(there.profile.id, seed.profile.id);
    assert!(std::sync::Arc::ptr_eq(&here.menu, &there.menu));
}

/// One page of a query is 1 MB; a large floor does not end there.
#[tokio::test]
async fn what_is_longer_than_a_page_is_read_to_its_end() {
    let world = World::new().await;
    let mut seed = salver_demo::fixtures::seed(45);
    for table in &mut seed.tables {
        table.section = "x".repeat(30_000);
    }
    world.seeder.seed(&seed).await.unwrap();
    world.wire.take();
    let tables = world.store.tables(&branch()).await.unwrap();
    assert_eq!(world.wire.take().len(), 2);
    assert_eq!(tables, seed.tables);
}

/// What follows a stream reads no stock, so it asks again after a minute.
#[tokio::test]
async fn without_a_stock_a_branch_is_remembered_for_a_minute() {
    let world = World::new().await;
    let asked = async |seconds| {
        world.wire.take();
        let profile = world.store.recent_profile(&branch(), later(seconds)).await;
        let urgent = profile.unwrap().unwrap().urgent_minutes;
        (world.wire.take().len(), urgent)
    };
    world.known().await;
    assert_eq!(
        asked(0).await,
        (1, 10),
        "of what was read before, who knows when"
    );
    let mut seed = salver_demo::fixtures::seed(0);
    seed.profile.urgent_minutes = 7;
    world.seeder.seed(&seed).await.unwrap();
    assert_eq!(asked(59).await, (0, 10));
    assert_eq!(asked(60).await, (1, 7));
    assert_eq!(asked(119).await, (0, 7));
    assert_eq!(asked(30).await, (0, 7), "a clock that was set back");
}

/// What is logged from here on by this thread.
#[derive(Debug, Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(line)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_stored_time_zone_that_is_unknown_is_an_error_in_the_log() {
    let world = World::new().await;
    let log = Log::default();
    let writer = log.clone();
    let lines = tracing_subscriber::fmt().with_writer(move || writer.clone());
    let _guard = tracing::subscriber::set_default(lines.finish());
    assert!(world.store.profile(&branch()).await.unwrap().is_some());
    assert_eq!(log.text(), "");

    let mut seed = salver_demo::fixtures::seed(1);
    seed.profile.time_zone = "Mars/Base".to_owned().into();
    world.seeder.seed(&seed).await.unwrap();
    // Read as every function does that needs the branch's clock; and its own way each.
    let store = world.cold();
    let read = store.branch(&branch(), &seed.stock).await.unwrap().unwrap();
    assert_eq!(*read.profile, seed.profile);
    store.profile(&branch()).await.unwrap();
    store.recent_profile(&branch(), now()).await.unwrap();
    let text = log.text();
    assert_eq!(text.lines().count(), 1, "once for each process: {text}");
    for part in ["ERROR", "Mars/Base", "UTC stands in", branch().as_str()] {
        assert!(text.contains(part), "{part}: {text}");
    }
    world.cold().profile(&branch()).await.unwrap();
    assert_eq!(log.text().lines().count(), 2);
}
