//! Tables are made, changed and taken away: whole, one after the other, and no two with one name.

use std::collections::BTreeSet;
use std::sync::Arc;

use salver::domain::DomainError;
use salver::domain::floor_plan::{ChangeTable, FloorPlan, NewTables};
use salver::domain::id::SectionId;
use salver::domain::name::{Label, Name};
use salver::domain::table::Table;
use salver::service::Refusal;
use salver::service::floor_plan;
use salver::service::intent::{Answer, Intent};
use salver::store::{MakingTables, Store};
use salver_demo::fixtures::{branch, now, table};

use crate::world::{World, answer, by, deed, together};

fn name(text: &str) -> Name {
    Name::try_from(text.to_owned()).unwrap()
}

fn wish(section: &str, count: u8) -> NewTables {
    NewTables {
        section: name(section),
        count,
        prefix: None,
        seats: None,
    }
}

fn intent(key: &str) -> Intent {
    Intent::new("lane.mira".to_owned(), key, "POST tables", b"")
}

/// As the function does it; the answer names the tables.
async fn make(store: &Store, wish: &NewTables, key: &str) -> Result<Answer, Refusal> {
    let named = |tables: &[Table]| {
        let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
        Ok(answer(&names.join(" ")))
    };
    floor_plan::make_tables(store, &intent(key), &branch(), wish, named, &by(now())).await
}

async fn there(store: &Store) -> Vec<Table> {
    store.tables(&branch()).await.unwrap()
}

async fn plan(store: &Store) -> u64 {
    store.floor_plan(&branch()).await.unwrap().version
}

#[tokio::test]
async fn forty_tables_are_one_commit_and_each_code_leads_to_its_table() {
    let world = World::new().await;
    let store = &world.store;
    let before = there(store).await.len();
    let made = make(store, &wish("Roof", 40), "key-0001").await.unwrap();
    assert_eq!(made.body.split(' ').count(), 40);
    let tables = there(store).await;
    assert_eq!((tables.len(), plan(store).await), (before + 40, 1));
    for table in &tables[before..] {
        let led = store.table_by_code(&table.code).await.unwrap();
        assert_eq!(led.as_ref(), Some(table));
    }
    assert_eq!(world.deeds().await, ["tables_made"]);
}

#[tokio::test]
async fn what_was_decided_on_an_older_plan_changes_nothing() {
    let world = World::new().await;
    let store = &world.store;
    make(store, &wish("Roof", 1), "key-0001").await.unwrap();
    let (was, here) = (there(store).await, branch());
    let old = (&here, FloorPlan::default());
    let record = intent("key-0002").record(&answer(""), now());
    let new = Table {
        id: "late".parse().unwrap(),
        code: "LATE1".parse().unwrap(),
        ..table(9)
    };
    let (news, entry) = (std::slice::from_ref(&new), deed());
    let late = store.make_tables(old, news, &record, &entry, now()).await;
    let late = late.unwrap();
    assert!(matches!(late, MakingTables::Again), "{late:?}");
    let moved = Table {
        version: was[0].version + 1,
        ..was[0].clone()
    };
    let moved = store.change_tables(old, &[moved], &deed()).await.unwrap();
    let gone = store.remove_table(old, &was[0], &deed()).await.unwrap();
    assert_eq!((moved, gone), (false, false));
    assert_eq!((there(store).await, plan(store).await), (was, 1));
    // Nothing was kept of the try: its key is still free.
    make(store, &wish("Roof", 1), "key-0002").await.unwrap();
}

#[tokio::test]
async fn a_code_that_is_taken_makes_no_table_of_the_batch() {
    let world = World::new().await;
    let store = &world.store;
    let was = there(store).await;
    let new = |n: u32, code: &str| Table {
        id: format!("n{n}").parse().unwrap(),
        code: code.parse().unwrap(),
        ..table(n)
    };
    let both = [new(20, "FREE20"), new(21, table(1).code.as_str())];
    let record = intent("key-0001").record(&answer(""), now());
    let at = (&branch(), FloorPlan::default());
    let made = store.make_tables(at, &both, &record, &deed(), now()).await;
    assert!(matches!(made.unwrap(), MakingTables::Again));
    assert_eq!((there(store).await, plan(store).await), (was, 0));
    let free = store.table_by_code(&both[0].code).await.unwrap();
    assert_eq!(free, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twelve_requests_with_one_key_are_one_batch() {
    let world = Arc::new(World::new().await);
    let before = there(&world.store).await.len();
    let tries = (0..12).map(|_| {
        let world = Arc::clone(&world);
        async move { make(&world.store, &wish("Roof", 3), "key-0001").await }
    });
    let said = together(tries).await;
    let said: Vec<Answer> = said.into_iter().map(Result::unwrap).collect();
    assert_eq!(said.iter().filter(|answer| !answer.replayed).count(), 1);
    assert!(said.iter().all(|answer| answer.body == said[0].body));
    let after = there(&world.store).await.len();
    assert_eq!((after, plan(&world.store).await), (before + 3, 1));
    // The key belongs to its body.
    let other = Intent::new("lane.mira".to_owned(), "key-0001", "POST tables", b"x");
    let store = &world.store;
    let of = |_: &[Table]| Ok(answer(""));
    let said =
        floor_plan::make_tables(store, &other, &branch(), &wish("Roof", 3), of, &by(now())).await;
    assert!(matches!(said, Err(Refusal::KeyReused)), "{said:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_plans_at_once_plans_one_after_the_other() {
    let world = Arc::new(World::new().await);
    let before = there(&world.store).await.len();
    let tries = (0..5).map(|n| {
        let world = Arc::clone(&world);
        let section = format!("Section {n}");
        async move { make(&world.store, &wish(&section, 4), &format!("key-000{n}")).await }
    });
    for said in together(tries).await {
        said.unwrap();
    }
    let tables = there(&world.store).await;
    assert_eq!(tables.len(), before + 20);
    let names: BTreeSet<_> = tables.iter().map(|table| &table.name).collect();
    let positions: BTreeSet<_> = tables[before..].iter().map(|t| t.position).collect();
    assert_eq!((names.len(), positions.len()), (tables.len(), 20));
    assert_eq!(plan(&world.store).await, 5);
}

#[tokio::test]
async fn a_section_is_renamed_at_each_table_and_a_table_goes_with_its_code() {
    let world = World::new().await;
    let (store, here, by) = (&world.store, branch(), by(now()));
    make(store, &wish("Roof", 3), "key-0001").await.unwrap();
    let roof: Vec<Table> = there(store).await;
    let roof: Vec<&Table> = roof.iter().filter(|t| t.section == "Roof").collect();
    let at = (&here, &roof[0].section_id);
    for _ in 0..2 {
        let renamed = floor_plan::rename_section(store, at, &name("Terrace"), &by).await;
        let renamed = renamed.unwrap();
        assert!(
            renamed
                .iter()
                .all(|t| t.section == "Terrace" && t.version == 2)
        );
        assert_eq!(renamed.len(), 3);
    }
    assert_eq!(plan(store).await, 2, "the second time it is so already");

    let one = (&here, &roof[0].id);
    let wish = ChangeTable {
        name: Label::try_from("Window".to_owned()).ok(),
        ..ChangeTable::default()
    };
    let changed = floor_plan::change_table(store, one, &wish, &by)
        .await
        .unwrap();
    assert_eq!((changed.name.as_str(), changed.version), ("Window", 3));
    floor_plan::remove_table(store, one, &by).await.unwrap();
    assert_eq!(store.table_by_code(&changed.code).await.unwrap(), None);
    let again = floor_plan::remove_table(store, one, &by).await;
    assert!(
        matches!(again, Err(Refusal::NotFound("table"))),
        "{again:?}"
    );
    let nowhere: SectionId = "nowhere".parse().unwrap();
    let nowhere = floor_plan::rename_section(store, (&here, &nowhere), &name("A"), &by).await;
    assert!(matches!(nowhere, Err(Refusal::NotFound("section"))));
    let deeds = world.deeds().await;
    let expected = [
        "section_renamed",
        "table_changed",
        "table_removed",
        "tables_made",
    ];
    assert_eq!(deeds, expected);
}

#[tokio::test]
async fn a_table_at_which_somebody_sits_is_not_taken_away() {
    let world = World::new().await;
    let party = world.party(1, salver::domain::check::Mode::Family, 1).await;
    let (here, table) = (branch(), table(1));
    let gone = floor_plan::remove_table(&world.store, (&here, &table.id), &by(now())).await;
    let refused = matches!(gone, Err(Refusal::Domain(DomainError::TableNotFree)));
    assert!(refused, "{gone:?}");
    assert!(world.check(&party.id).await.is_open());
    let still = world.store.table_of(&here, &table.id).await.unwrap();
    assert!(still.is_some_and(|table| table.session.is_some()));
}
