//! The menu in the making: two people edit, two publish, and nothing is lost or done twice.

use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;
use salver::domain::DomainError;
use salver::domain::audit::{Actor, Origin};
use salver::domain::draft::{
    Command, Draft, DraftError, Import, ProblemCode, Versions, WhyRefused,
};
use salver::domain::menu::Menu;
use salver::domain::role::Role;
use salver::service::intent::{Answer, Intent};
use salver::service::menu::{self, Desk, Trying};
use salver::service::{By, Refusal};
use salver::store::{MAX_BRANCHES, Store};
use salver_demo::fixtures::{branch, later, menu as published_menu, now, stock, waiter};
use serde_json::{Value, json};

use crate::world::{World, together};

pub fn by() -> By {
    By {
        who: Actor::Staff {
            id: waiter().id,
            role: Some(Role::Manager),
        },
        origin: Origin::default(),
        at: now(),
    }
}

fn intent(key: &str, body: &str) -> Intent {
    Intent::new("lane.asha".to_owned(), key, "edit", body.as_bytes())
}

fn price(item: &str, minor: i64) -> Value {
    json!({"do": "edit_item", "id": item, "set": {"price": {"minor": minor, "currency": "INR"}}})
}

async fn edit(store: &Store, key: &str, commands: Value) -> Result<Answer, Refusal> {
    let intent = intent(key, &commands.to_string());
    let commands: Vec<Command> = serde_json::from_value(commands).unwrap();
    let answer = |_: &Draft, after: &Draft| Answer::new(String::new(), &after.version);
    menu::edit(store, &intent, &branch(), &commands, answer, &by()).await
}

async fn desk(world: &World) -> Desk {
    menu::desk(&world.cold(), &branch()).await.unwrap()
}

fn priced(menu: &Menu, item: &str) -> i64 {
    menu.item(&item.parse().unwrap()).unwrap().price
}

#[tokio::test]
async fn nobody_has_edited_yet_and_the_draft_is_what_is_published() {
    let world = World::new().await;
    let desk = desk(&world).await;
    assert_eq!(desk.draft, Draft::of(&published_menu()));
    assert_eq!((desk.draft.version, desk.published.version), (0, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_eight_editors_at_once_every_edit_is_kept() {
    let world = Arc::new(World::new().await);
    let edits = (0..8).map(|n| {
        let world = Arc::clone(&world);
        let category =
            json!([{"do": "add_category", "id": format!("c{n}"), "name": format!("C {n}")}]);
        async move {
            let key = format!("key-000{n}");
            edit(&world.store, &key, category).await.unwrap()
        }
    });
    together(edits).await;
    let draft = desk(&world).await.draft;
    assert_eq!((draft.version, draft.menu.categories.len()), (8, 2 + 8));
    let edited = draft.edited.unwrap();
    assert_eq!((edited.name, edited.at), (waiter().name, now()));
}

#[tokio::test]
async fn the_same_edit_twice_is_one_edit() {
    let world = World::new().await;
    let add = json!([{"do": "add_category", "id": "c1", "name": "Soups"}]);
    let first = edit(&world.store, "key-0001", add.clone()).await.unwrap();
    // The ID is taken by now, by this very request.
    let again = edit(&world.store, "key-0001", add.clone()).await.unwrap();
    assert!(again.replayed && again.body == first.body);
    let twice = json!([price("dosa", 13000)]);
    edit(&world.store, "key-0002", twice.clone()).await.unwrap();
    edit(&world.store, "key-0003", json!([price("dosa", 14000)]))
        .await
        .unwrap();
    // A late retry does not undo what came after it.
    assert!(
        edit(&world.store, "key-0002", twice)
            .await
            .unwrap()
            .replayed
    );
    let draft = desk(&world).await.draft;
    assert_eq!((draft.version, priced(&draft.menu, "dosa")), (3, 14000));
    let other = edit(&world.store, "key-0001", json!([price("dosa", 1)])).await;
    assert!(matches!(other.unwrap_err(), Refusal::KeyReused));
    let taken = edit(&world.store, "key-0004", add).await.unwrap_err();
    let Refusal::Draft(DraftError::Command(refused)) = taken else {
        panic!("{taken}");
    };
    assert!(matches!(refused.why, WhyRefused::Taken { .. }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_publishers_at_once_one_wins_and_the_other_is_told() {
    let world = Arc::new(World::new().await);
    edit(&world.store, "key-0001", json!([price("dosa", 13000)]))
        .await
        .unwrap();
    let publishers = (0..2).map(|_| {
        let world = Arc::clone(&world);
        async move { menu::publish(&world.store, &branch(), 1, &by()).await }
    });
    let ends = together(publishers).await;
    let (won, lost): (Vec<_>, Vec<_>) = ends.into_iter().partition(Result::is_ok);
    let turned = won.into_iter().next().unwrap().unwrap();
    assert_eq!(
        (turned.version, turned.draft_version, turned.branches),
        (2, 2, 1)
    );
    assert_eq!(lost.len(), 1);
    for end in lost {
        match end.unwrap_err() {
            Refusal::DraftMoved(draft) => assert_eq!((draft.version, draft.base), (2, 2)),
            other => panic!("{other}"),
        }
    }
    let desk = desk(&world).await;
    assert_eq!(priced(&desk.published, "dosa"), 13000);
    assert_eq!((desk.stock.menu_version, desk.stock.version), (2, 2));
    // What was published before stands as it was.
    let brand = stock().brand_id;
    let before = world.cold().published_menu(&brand, 1).await.unwrap();
    assert_eq!(*before.unwrap(), published_menu());
    let entries = world.deeds().await;
    assert_eq!(entries, ["menu_published"]);
}

#[tokio::test]
async fn what_blocks_is_listed_and_nothing_is_published() {
    let world = World::new().await;
    let unfit = json!([{"do": "edit_group", "id": "size", "set": {"min": 3}},
        {"do": "edit_item", "id": "dosa", "set": {"name": ""}}]);
    edit(&world.store, "key-0001", unfit).await.unwrap();
    let refused = menu::publish(&world.store, &branch(), 1, &by()).await;
    let Refusal::Draft(DraftError::NotReady(problems)) = refused.unwrap_err() else {
        panic!("published, or another refusal");
    };
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(
        codes,
        [ProblemCode::NameMissing, ProblemCode::GroupUnfulfillable]
    );
    let desk = desk(&world).await;
    assert_eq!((desk.stock.menu_version, desk.draft.version), (1, 1));
    assert_eq!(world.deeds().await, [""; 0]);
}

#[tokio::test]
async fn a_roll_back_lets_an_earlier_menu_count_and_keeps_the_draft() {
    let world = World::new().await;
    edit(&world.store, "key-0001", json!([price("dosa", 13000)]))
        .await
        .unwrap();
    menu::publish(&world.store, &branch(), 1, &by())
        .await
        .unwrap();
    let turned = menu::roll_back(&world.store, &branch(), 1, &by())
        .await
        .unwrap();
    assert_eq!((turned.version, turned.draft_version), (1, 3));
    let rolled = desk(&world).await;
    assert_eq!(priced(&rolled.published, "dosa"), 12000);
    assert_eq!(
        (rolled.draft.base, priced(&rolled.draft.menu, "dosa")),
        (1, 13000)
    );
    // Whoever meant to publish what they saw before is told.
    let late = menu::publish(&world.store, &branch(), 2, &by()).await;
    assert!(matches!(late.unwrap_err(), Refusal::DraftMoved(_)));
    // The next publication takes a number that no menu had.
    let again = menu::publish(&world.store, &branch(), 3, &by()).await;
    assert_eq!(again.unwrap().version, 3);
    let last = desk(&world).await;
    let known = last.draft.published.iter();
    let named = known.map(|known| (known.version, known.edited.is_some()));
    assert_eq!(last.published.version, 3);
    assert_eq!(
        named.collect::<Vec<_>>(),
        [(3, true), (2, true), (1, false)]
    );
    let none = menu::roll_back(&world.store, &branch(), 9, &by()).await;
    assert!(matches!(
        none.unwrap_err(),
        Refusal::NotFound("menu version")
    ));
    let deeds = world.deeds().await;
    assert_eq!(
        deeds,
        ["menu_published", "menu_published", "menu_rolled_back"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_edit_and_a_publication_at_once_are_both_whole() {
    for round in 0..4 {
        let world = Arc::new(World::new().await);
        edit(&world.store, "key-0001", json!([price("dosa", 13000)]))
            .await
            .unwrap();
        let (one, other) = (Arc::clone(&world), Arc::clone(&world));
        let editor = async move { edit(&one.store, "key-0002", json!([price("water", 1)])).await };
        let publisher = async move { menu::publish(&other.store, &branch(), 1, &by()).await };
        let (edited, published) = tokio::join!(tokio::spawn(editor), tokio::spawn(publisher));
        edited.unwrap().unwrap();
        let desk = desk(&world).await;
        assert_eq!(priced(&desk.draft.menu, "water"), 1, "{round}");
        match published.unwrap() {
            // What was published is what the publisher saw, never half of the other's edit.
            Ok(_) => assert_eq!(priced(&desk.published, "water"), 4000),
            Err(Refusal::DraftMoved(_)) => assert_eq!(desk.published.version, 1),
            Err(other) => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn an_import_is_one_commit_on_the_newest_draft() {
    let world = World::new().await;
    edit(&world.store, "key-0001", json!([price("dosa", 13000)]))
        .await
        .unwrap();
    let plan = |menu: &Menu| {
        let mut item = menu.item(&"dosa".parse().unwrap()).unwrap().clone();
        (item.id, item.price) = ("vada".parse().unwrap(), item.price + 1);
        let category = "food".parse().unwrap();
        let import = Import {
            items: vec![salver::domain::draft::Placed { category, item }],
            ..Import::default()
        };
        Ok::<_, Refusal>((import, menu.item(&"vada".parse().unwrap()).is_some()))
    };
    let (branch, by) = (branch(), by());
    let import = |trying| menu::import(&world.store, &branch, plan, trying, &by);
    let (tried, _) = import(Trying::Yes).await.unwrap();
    assert_eq!((tried, desk(&world).await.draft.version), (None, 1));
    let (draft, known) = import(Trying::No).await.unwrap();
    assert_eq!(priced(&draft.unwrap().menu, "vada"), 13001);
    assert!(!known, "what the plan tells comes along");
    assert_eq!(desk(&world).await.draft.version, 2);
    let nothing = |_: &Menu| Ok::<_, Refusal>((Import::default(), ()));
    let same = menu::import(&world.store, &branch, nothing, Trying::No, &by).await;
    assert_eq!(
        same.unwrap().0,
        None,
        "what changes nothing makes no version"
    );
    assert_eq!(desk(&world).await.draft.version, 2);
}

#[tokio::test]
async fn every_branch_of_the_brand_sells_what_is_published_and_so_many_fit() {
    let world = World::new().await;
    for n in 1..MAX_BRANCHES {
        world.branch_of_brand(&format!("b{n}")).await;
    }
    let turned = menu::publish(&world.store, &branch(), 0, &by()).await;
    assert_eq!(turned.unwrap().branches, MAX_BRANCHES);
    let last = world.store.stock(&"b89".parse().unwrap()).await.unwrap();
    assert_eq!(last.unwrap().menu_version, 2);
    world.branch_of_brand("one-more").await;
    let refused = menu::publish(&world.store, &branch(), 1, &by()).await;
    let Refusal::Domain(DomainError::Invalid { field, .. }) = refused.unwrap_err() else {
        panic!("published, or another refusal");
    };
    assert_eq!(field, "branches");
    assert_eq!(later(0), now());
}

#[tokio::test]
async fn what_was_published_long_ago_is_still_listed_and_counts_again() {
    let world = World::new().await;
    // More than a draft remembers.
    for draft in 0..53 {
        let turned = menu::publish(&world.store, &branch(), draft, &by()).await;
        assert_eq!(turned.unwrap().version, draft + 2);
    }
    // As large as menus are with texts in some languages: more than the store reads at once.
    for mut item in world.items().await {
        if matches!(&item["sk"], AttributeValue::S(sk) if sk.starts_with("MENU#")) {
            let padding = AttributeValue::S("x".repeat(40_000));
            item.insert("padding".to_owned(), padding);
            world.put(item).await;
        }
    }
    let store = world.cold();
    let page = menu::versions(&store, &branch(), None).await.unwrap();
    let numbers = |page: &Versions| -> Vec<u64> {
        let versions = page.versions.iter();
        versions.map(|version| version.version).collect()
    };
    assert_eq!((page.current, page.more), (54, true));
    assert_eq!(numbers(&page), (5..=54).rev().collect::<Vec<_>>());
    let rest = menu::versions(&store, &branch(), Some(5)).await.unwrap();
    assert_eq!((numbers(&rest), rest.more), (vec![4, 3, 2, 1], false));
    assert!(
        rest.versions[0].edited.is_some(),
        "by whom is known of each"
    );
    assert_eq!(rest.versions[3].edited, None, "it came with its brand");
    let middle = menu::versions(&store, &branch(), Some(53)).await.unwrap();
    assert_eq!((middle.versions.len(), middle.more), (50, true));
    let none = menu::versions(&store, &branch(), Some(0)).await.unwrap();
    assert_eq!((numbers(&none), none.more), (vec![], false));

    let back = menu::roll_back(&world.store, &branch(), 1, &by()).await;
    assert_eq!(back.unwrap().version, 1);
    assert_eq!(desk(&world).await.published.version, 1);
    let missing = menu::roll_back(&world.store, &branch(), 99, &by()).await;
    assert!(matches!(missing, Err(Refusal::NotFound("menu version"))));
    let next = menu::publish(&world.store, &branch(), 54, &by()).await;
    assert_eq!(next.unwrap().version, 55);
}
