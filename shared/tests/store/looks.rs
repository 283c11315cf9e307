//! A brand's looks: one item, changed whole by whoever saw it last.

use std::sync::Arc;

use salver::domain::DomainError;
use salver::domain::looks::{DisplayFace, Looks};
use salver::domain::photo::{Photo, PhotoSize};
use salver::service::{Refusal, looks, photo};
use salver_demo::fixtures::{now, profile};

use crate::world::{World, by, deed, together};

fn coloured(colour: &str) -> Looks {
    Looks {
        colour: Some(colour.parse().unwrap()),
        face: DisplayFace::Modern,
        ..Looks::default()
    }
}

#[tokio::test]
async fn a_brand_of_before_gets_its_first_looks_and_keeps_its_name() {
    let world = World::new().await;
    let id = profile().brand_id;
    let before = world.store.brand(&id).await.unwrap().unwrap();
    assert_eq!((before.version, before.looks.is_plain()), (0, true));
    let wish = coloured("#ffd24a");
    let changed = looks::change(&world.store, &id, (&wish, Some(0)), &by(now())).await;
    let changed = changed.unwrap();
    assert_eq!((changed.version, &changed.looks), (1, &wish));
    assert_eq!(changed.name, before.name);
    assert_eq!(world.store.brand(&id).await.unwrap(), Some(changed.clone()));
    // The answer may have been lost: the same again is no conflict, and changes nothing.
    let again = looks::change(&world.store, &id, (&wish, Some(0)), &by(now())).await;
    assert_eq!(again.unwrap(), changed);
    let other = coloured("#000000");
    let late = looks::change(&world.store, &id, (&other, Some(0)), &by(now())).await;
    let conflict = DomainError::VersionConflict {
        expected: 0,
        actual: 1,
    };
    assert!(matches!(late, Err(Refusal::Domain(error)) if error == conflict));
    // The step that was made is not made twice.
    let saved = world.store.save_brand(&before, &changed, &deed()).await;
    assert!(!saved.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_several_at_once_each_is_written_on_the_one_before() {
    let world = Arc::new(World::new().await);
    let id = profile().brand_id;
    let wishes = ["#111111", "#222222", "#333333", "#444444"].map(coloured);
    let changes = wishes.into_iter().map(|wish| {
        let (world, id) = (Arc::clone(&world), id.clone());
        async move {
            let changed = looks::change(&world.store, &id, (&wish, None), &by(now())).await;
            changed.unwrap().version
        }
    });
    let mut versions = together(changes).await;
    versions.sort_unstable();
    assert_eq!(versions, [1, 2, 3, 4]);
}

#[tokio::test]
async fn logo_and_cover_are_photos_that_somebody_has_brought() {
    let world = World::new().await;
    let id = profile().brand_id;
    let brought = Photo {
        id: "00ff".parse().unwrap(),
        list: vec![7; PhotoSize::List.max_bytes()],
        sheet: vec![7; PhotoSize::Sheet.max_bytes()],
    };
    photo::keep(&world.store, &brought).await.unwrap();
    let with = |logo: &str, cover: &str| Looks {
        logo: Some(logo.parse().unwrap()),
        cover: Some(cover.parse().unwrap()),
        ..Looks::default()
    };
    for (wish, field) in [
        (with("11ee", "00ff"), "logo"),
        (with("00ff", "11ee"), "cover"),
    ] {
        let refused = looks::change(&world.store, &id, (&wish, None), &by(now())).await;
        let error = DomainError::invalid(field, "there is no such photo");
        assert!(matches!(refused, Err(Refusal::Domain(why)) if why == error));
    }
    let wish = with("00ff", "00ff");
    let changed = looks::change(&world.store, &id, (&wish, None), &by(now())).await;
    assert_eq!(changed.unwrap().looks, wish);
}
