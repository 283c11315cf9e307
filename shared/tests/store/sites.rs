//! Where a brand's guests find it, and which cards carry that: each written on what was read.

use std::sync::Arc;

use salver::domain::DomainError;
use salver::domain::id::TableId;
use salver::domain::printed::{CardMark, CardStanding};
use salver::domain::site_origin::SiteOrigin;
use salver::service::{Refusal, printed, site};
use salver_demo::fixtures::{branch, later, now, profile, table};

use crate::world::{World, by, deed, together};

fn origin(text: &str) -> SiteOrigin {
    SiteOrigin::try_from(text.to_owned()).unwrap()
}

#[tokio::test]
async fn an_address_is_confirmed_and_changed_and_the_ones_before_are_remembered() {
    let world = World::new().await;
    let id = profile().brand_id;
    let before = world.store.brand(&id).await.unwrap().unwrap();
    let own = origin("http://192.168.1.5:8080");
    assert_eq!(site::origin_of(&before, Some(&own)), Some(own.clone()));
    assert_eq!(site::origin_of(&before, None), None);
    let change = async |wish: &str, version, seconds| {
        let wish = origin(wish);
        let wish = (&wish, version);
        site::change(&world.store, &id, Some(&own), wish, &by(later(seconds))).await
    };
    // The deployment's own is confirmed: nothing carries another one.
    let first = change("http://192.168.1.5:8080", Some(0), 1).await.unwrap();
    let kept = first.site.clone().unwrap();
    assert_eq!(
        (kept.since, kept.former.len(), first.site_version),
        (later(1), 0, 1)
    );
    assert_eq!(first.looks, before.looks);
    let second = change("https://lanes.example", Some(1), 2).await.unwrap();
    let kept = second.site.clone().unwrap();
    assert_eq!(
        (&kept.former[0].origin, kept.former[0].until),
        (&own, later(2))
    );
    assert_eq!(
        site::origin_of(&second, Some(&own)),
        Some(origin("https://lanes.example"))
    );
    // The answer may have been lost: the same again is no conflict, and changes nothing.
    assert_eq!(
        change("https://lanes.example", Some(1), 3).await.unwrap(),
        second
    );
    let late = change("https://other.example", Some(1), 4).await;
    let conflict = DomainError::VersionConflict {
        expected: 1,
        actual: 2,
    };
    assert!(matches!(late, Err(Refusal::Domain(error)) if error == conflict));
    // The step that was made is not made twice.
    let saved = world.store.save_brand(&before, &second, &deed()).await;
    assert!(!saved.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_several_who_note_cards_at_once_nobody_s_is_lost() {
    let world = Arc::new(World::new().await);
    let tables = world.store.tables(&branch()).await.unwrap();
    let ids: Vec<TableId> = tables.into_iter().take(4).map(|table| table.id).collect();
    let mark = CardMark::of_hash("0123456789abcdef").unwrap();
    let notes = ids.clone().into_iter().map(|id| {
        let (world, mark) = (Arc::clone(&world), mark.clone());
        async move {
            let wish = [(id, mark)];
            let wish = (&wish[..], &origin("https://lanes.example"));
            printed::confirm(&world.store, &branch(), wish, &by(now()))
                .await
                .unwrap();
        }
    });
    together(notes).await;
    let known = world.store.printed_cards(&branch()).await.unwrap();
    assert_eq!(known.version, u64::try_from(ids.len()).unwrap());
    for id in &ids {
        assert_eq!(known.standing(id, &mark), CardStanding::Current);
    }
    // Again it is nothing new.
    let all: Vec<_> = ids.iter().map(|id| (id.clone(), mark.clone())).collect();
    let wish = (&*all, &origin("https://lanes.example"));
    let again = printed::confirm(&world.store, &branch(), wish, &by(later(9))).await;
    assert_eq!(again.unwrap(), known);
    let foreign = [("no-such-table".parse().unwrap(), mark)];
    let wish = (&foreign[..], &origin("https://lanes.example"));
    let refused = printed::confirm(&world.store, &branch(), wish, &by(now())).await;
    assert!(matches!(
        refused,
        Err(Refusal::Domain(DomainError::Invalid { field: "cards", .. }))
    ));
}

#[tokio::test]
async fn what_was_printed_is_read_back_with_its_address() {
    let world = World::new().await;
    assert_eq!(
        world.store.printed_cards(&branch()).await.unwrap().version,
        0
    );
    let mark = CardMark::of_hash("0123456789abcdef").unwrap();
    let wish = [(table(1).id, mark)];
    let wish = (&wish[..], &origin("http://10.0.0.2:8080"));
    let noted = printed::confirm(&world.store, &branch(), wish, &by(now()))
        .await
        .unwrap();
    let read = world.cold().printed_cards(&branch()).await.unwrap();
    assert_eq!(read, noted);
    assert_eq!(
        read.cards[&table(1).id].origin,
        origin("http://10.0.0.2:8080")
    );
}
