//! Photos: each is kept once and whole, and a dish shows only what somebody has brought.

use std::sync::Arc;

use salver::domain::audit::{Actor, Origin};
use salver::domain::draft::{Command, CommandRefused, Draft, DraftError, WhyRefused};
use salver::domain::photo::{Photo, PhotoName, PhotoSize};
use salver::domain::role::Role;
use salver::service::intent::{Answer, Intent};
use salver::service::{By, Refusal, menu, photo};
use salver::store::keys;
use salver_demo::fixtures::{branch, now, waiter};
use serde_json::{Value, json};

use crate::wire::{Fault, Trip};
use crate::world::{World, together};

/// A photo as large as one may be.
fn large(id: &str) -> Photo {
    let jpeg = |size: PhotoSize| vec![7; size.max_bytes()];
    Photo {
        id: id.parse().unwrap(),
        list: jpeg(PhotoSize::List),
        sheet: jpeg(PhotoSize::Sheet),
    }
}

async fn read(world: &World, photo: &Photo) -> [Option<Vec<u8>>; 2] {
    let read = async |size| {
        let photo = photo.id.clone();
        let name = PhotoName { photo, size };
        world.store.photo(&name).await.unwrap()
    };
    [read(PhotoSize::List).await, read(PhotoSize::Sheet).await]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_photo_is_kept_whole_and_once_however_often_it_comes() {
    let world = Arc::new(World::new().await);
    let photo = large("00ff");
    assert_eq!(read(&world, &photo).await, [None, None]);
    let brought = (0..6).map(|_| {
        let (world, photo) = (Arc::clone(&world), photo.clone());
        async move { world.store.keep_photo(&photo).await.unwrap() }
    });
    let new = together(brought).await;
    assert_eq!(new.iter().filter(|new| **new).count(), 1);
    let whole = [Some(photo.list.clone()), Some(photo.sheet.clone())];
    assert_eq!(read(&world, &photo).await, whole);
    assert!(!world.store.keep_photo(&photo).await.unwrap());
}

#[tokio::test]
async fn of_a_photo_whose_commit_fails_nothing_is_kept() {
    let world = World::new().await;
    let late = large("11ee");
    world.wire.fail("TransactWriteItems", Fault::Conflict, 2);
    photo::keep(&world.store, &late).await.unwrap();
    assert_eq!(world.wire.faults_left(), 0);
    // Half of it, as nobody but a test could leave it: then the rest does not come either.
    let half = large("22dd");
    let sheet = keys::photo(&half.id, PhotoSize::Sheet);
    world.put(sheet.attributes()).await;
    assert!(!world.store.keep_photo(&half).await.unwrap());
    assert!(!world.store.has_photo(&half.id).await.unwrap());
}

async fn edit(world: &World, key: &str, commands: Value) -> Result<Answer, Refusal> {
    let body = commands.to_string();
    let intent = Intent::new("lane.asha".to_owned(), key, "edit", body.as_bytes());
    let commands: Vec<Command> = serde_json::from_value(commands).unwrap();
    let answer = |_: &Draft, after: &Draft| Answer::new(String::new(), &after.version);
    let by = By {
        who: Actor::Staff {
            id: waiter().id,
            role: Some(Role::Manager),
        },
        origin: Origin::default(),
        at: now(),
    };
    menu::edit(&world.store, &intent, &branch(), &commands, answer, &by).await
}

#[tokio::test]
async fn a_dish_shows_only_what_somebody_has_brought() {
    let world = World::new().await;
    let put = |photo: &str| json!({"do": "edit_item", "id": "dosa", "set": {"photo": photo}});
    let none = json!({"do": "edit_item", "id": "dosa", "set": {"photo": null}});
    world.store.keep_photo(&large("00ff")).await.unwrap();
    let refused = edit(&world, "key-0001", json!([none, put("00ff"), put("11ee")])).await;
    let Err(Refusal::Draft(DraftError::Command(CommandRefused { command, why }))) = refused else {
        panic!("done, or another refusal");
    };
    assert_eq!(command, 2);
    assert!(
        matches!(why, WhyRefused::Invalid { field: "photo", .. }),
        "{why}"
    );
    edit(&world, "key-0002", json!([put("00ff")]))
        .await
        .unwrap();
    let desk = menu::desk(&world.store, &branch()).await.unwrap();
    let dosa = desk.draft.menu.item(&"dosa".parse().unwrap()).unwrap();
    assert_eq!(dosa.photo, Some("00ff".parse().unwrap()));
    assert_eq!(desk.draft.version, 1);
}

/// At most so many of them were on their way at once.
fn most_at_once(trips: &[Trip]) -> usize {
    let is_under_way = |at: u32, trip: &Trip| trip.start <= at && trip.end.unwrap() > at;
    let at = |at| trips.iter().filter(|trip| is_under_way(at, trip)).count();
    trips.iter().map(|trip| at(trip.start)).max().unwrap_or(0)
}

#[tokio::test]
async fn photos_of_many_dishes_are_looked_for_once_a_few_at_a_time_and_without_their_pictures() {
    let world = World::new().await;
    let ids: Vec<_> = (0..20).map(|number| format!("{number:04x}")).collect();
    for id in &ids {
        world.store.keep_photo(&large(id)).await.unwrap();
    }
    let reads = async |key, photos: Vec<Value>| {
        let put = |id| json!({"do": "edit_item", "id": "dosa", "set": {"photo": id}});
        let commands: Vec<_> = photos.into_iter().map(put).collect();
        world.wire.take();
        edit(&world, key, json!(commands)).await.unwrap();
        let mut trips = world.wire.take();
        trips.retain(|trip| trip.operation == "GetItem");
        trips
    };
    // The first edit begins the draft, which the next ones find.
    reads("key-0001", vec![Value::Null]).await;
    let others = reads("key-0002", vec![Value::Null]).await.len();
    let many = ids.iter().cycle().take(200).map(|id| json!(id)).collect();
    let trips = reads("key-0003", many).await;
    assert_eq!(trips.len(), others + ids.len());
    let pictures = PhotoSize::List.max_bytes();
    assert!(trips.iter().all(|trip| trip.bytes.unwrap() < pictures));
    // One beside them reads who edits.
    assert!(most_at_once(&trips) <= 8 + 1, "{trips:?}");
}
