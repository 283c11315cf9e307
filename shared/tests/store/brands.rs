//! An owner makes branches: whole, once, and none misses a menu that is published meanwhile.

use std::sync::Arc;

use salver::api::{Code, Problem};
use salver::domain::DomainError;
use salver::domain::account::Access;
use salver::domain::audit::{Deed, Record};
use salver::domain::branch::Profile;
use salver::domain::id::BranchId;
use salver::domain::new_branch::NewBranch;
use salver::domain::role::Role;
use salver::domain::settings::ChangeSettings;
use salver::service::branch::change_settings;
use salver::service::intent::{Answer, Intent};
use salver::service::{Refusal, access, brand, menu};
use salver::store::{MAX_BRANCHES, Store};
use salver_demo::fixtures::{branch, now, stock};
use serde_json::json;

use crate::samples::owner;
use crate::world::{World, answer, by, together};

fn wish(name: &str) -> NewBranch {
    let wish = json!({
        "name": name, "currency": "EUR", "time_zone": "Europe/Lisbon", "closing_hour": 5});
    serde_json::from_value::<salver::wire::set_up::NewBranch>(wish)
        .unwrap()
        .into()
}

/// An owner of the brand, who has the fixtures' branch open.
fn owns() -> Access {
    Access {
        brand: stock().brand_id,
        branch: branch(),
        role: Role::Owner,
        whole_brand: true,
    }
}

async fn make_by(store: &Store, who: &Access, key: &str, name: &str) -> Result<Answer, Refusal> {
    let intent = Intent::new(
        "lane.vera".to_owned(),
        key,
        "POST branches",
        name.as_bytes(),
    );
    let answer = |made: &Profile| Ok(answer(made.id.as_str()));
    brand::make_branch(store, &intent, who, &wish(name), answer, &by(now())).await
}

async fn make(store: &Store, key: &str, name: &str) -> Result<Answer, Refusal> {
    make_by(store, &owns(), key, name).await
}

fn id_of(answer: &Answer) -> BranchId {
    answer.body.trim_matches('"').parse().unwrap()
}

#[tokio::test]
async fn a_new_branch_sells_the_brands_menu_and_the_owner_works_there_at_once() {
    let world = World::new().await;
    let store = &world.store;
    let made = id_of(&make(store, "key-0001", "Harbour").await.unwrap());
    let sold = store.stock(&made).await.unwrap().unwrap();
    assert_eq!((sold.menu_version, sold.overrides_version), (1, 0));
    let known = store.branch(&made, &sold).await.unwrap().unwrap();
    assert_eq!(known.profile.time_zone.name(), "Europe/Lisbon");
    // In another currency nothing has a price yet, so nothing is offered.
    assert_eq!(
        (known.menu.currency.code(), known.menu.categories.len()),
        ("EUR", 0)
    );
    assert_eq!(store.tables(&made).await.unwrap(), []);
    let membership = salver::domain::account::Membership {
        account_id: owner().id,
        brand_id: stock().brand_id,
        branch_id: None,
        role: Role::Owner,
        ended: false,
        version: 1,
    };
    let person = salver::domain::account::Person {
        account: owner(),
        memberships: vec![membership],
    };
    let there = access::at(store, &person, &made).await.unwrap().unwrap();
    assert_eq!((there.role, there.whole_brand), (Role::Owner, true));
    let record = world.record_of(&Record::Brand(stock().brand_id)).await;
    let entry = record.iter().find(|entry| entry.what == Deed::BranchMade);
    assert_eq!(entry.unwrap().entity.as_deref(), Some(made.as_str()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_key_makes_one_branch_and_one_name_belongs_to_one() {
    let world = Arc::new(World::new().await);
    let posts = (0..8).map(|_| {
        let world = Arc::clone(&world);
        async move { make(&world.store, "key-0001", "Harbour").await.unwrap() }
    });
    let made = together(posts).await;
    assert!(made.iter().all(|answer| answer.body == made[0].body));
    assert_eq!(made.iter().filter(|answer| !answer.replayed).count(), 1);
    let brand = stock().brand_id;
    let branches = world.store.branches_of(&brand, None, 10).await.unwrap();
    assert_eq!(branches.len(), 2);
    let again = make(&world.store, "key-0002", "harbour").await.unwrap_err();
    let Refusal::Domain(DomainError::Invalid { field, .. }) = again else {
        panic!("{again}");
    };
    assert_eq!(field, "name");
    let other = make(&world.store, "key-0001", "Hill").await.unwrap_err();
    assert!(matches!(other, Refusal::KeyReused));
}

/// Two managers give two branches one name at once: one has it, and the list says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_branches_that_are_given_one_name_at_once_one_has_it() {
    let world = Arc::new(World::new().await);
    let other = id_of(&make(&world.store, "key-0001", "Harbour").await.unwrap());
    let wish = ChangeSettings {
        name: Some("Mill Lane".to_owned().try_into().unwrap()),
        ..ChangeSettings::default()
    };
    let renames = [branch(), other].map(|id| {
        let (world, wish) = (Arc::clone(&world), wish.clone());
        async move { change_settings(&world.store, &id, (&wish, None), &by(now())).await }
    });
    let said = together(renames).await;
    assert_eq!(said.iter().filter(|said| said.is_ok()).count(), 1);
    let field = said.into_iter().find_map(|said| match said {
        Err(Refusal::Domain(DomainError::Invalid { field, .. })) => Some(field),
        _ => None,
    });
    assert_eq!(field, Some("name"));
    let listed = world.store.names_of_branches(&stock().brand_id, 10).await;
    for (id, name) in listed.unwrap() {
        let profile = world.store.profile(&id).await.unwrap().unwrap();
        assert_eq!(name, profile.name, "{id}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_branch_misses_a_menu_that_is_published_while_it_is_made() {
    let world = Arc::new(World::new().await);
    for round in 1..=10_u64 {
        let (making, publishing) = (Arc::clone(&world), Arc::clone(&world));
        let (key, name) = (format!("key-{round:04}"), format!("Branch {round}"));
        let staff = crate::menus::by();
        let draft = world.store.draft(&stock().brand_id).await.unwrap();
        let draft = draft.map_or(0, |draft| draft.version);
        let (made, published) = tokio::join!(
            async move { make(&making.store, &key, &name).await },
            async move { menu::publish(&publishing.store, &branch(), draft, &staff).await }
        );
        let published = published.unwrap();
        made.unwrap();
        let branches = world
            .store
            .branches_of(&stock().brand_id, None, 100)
            .await
            .unwrap();
        for id in branches {
            let sold = world.store.stock(&id).await.unwrap().unwrap();
            assert_eq!(
                sold.menu_version, published.version,
                "{id} in round {round}"
            );
        }
    }
}

#[tokio::test]
async fn a_brand_has_as_many_branches_as_a_menu_is_published_to_and_only_its_owner_makes_them() {
    let world = World::new().await;
    let here = Access {
        whole_brand: false,
        ..owns()
    };
    let refused = make_by(&world.store, &here, "key-0001", "Harbour").await;
    assert!(matches!(refused.unwrap_err(), Refusal::Auth(_)));
    for number in 1..MAX_BRANCHES - 1 {
        world.branch_of_brand(&format!("b{number}")).await;
    }
    make(&world.store, "key-0002", "The last").await.unwrap();
    let full = make(&world.store, "key-0003", "One more")
        .await
        .unwrap_err();
    let Refusal::Domain(DomainError::Invalid { field, message }) = full else {
        panic!("{full}");
    };
    assert_eq!(
        (field, message.as_str()),
        ("branches", "a brand has at most 90 branches")
    );
    // Asked for again, it is answered as it was.
    assert!(
        make(&world.store, "key-0002", "The last")
            .await
            .unwrap()
            .replayed
    );
}

#[tokio::test]
async fn the_brands_menu_is_whose_brand_it_is_and_of_who_runs_its_only_branch() {
    let world = World::new().await;
    let store = &world.store;
    let manager = Access {
        role: Role::Manager,
        whole_brand: false,
        ..owns()
    };
    brand::require_menu(store, &manager).await.unwrap();
    make(store, "key-0001", "Harbour").await.unwrap();
    let refused = brand::require_menu(store, &manager).await.unwrap_err();
    let problem = Problem::from(refused);
    assert_eq!(problem.code, Code::Forbidden);
    assert!(problem.detail.contains("At this branch"), "{problem:?}");
    brand::require_menu(store, &owns()).await.unwrap();
    let of_all = Access {
        whole_brand: true,
        ..manager.clone()
    };
    brand::require_menu(store, &of_all).await.unwrap();
    brand::require_whole(&of_all).unwrap();
    assert!(brand::require_whole(&manager).is_err());
}

/// A name is given while the brand's list and its looks move: each is written on the one before.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_brand_is_renamed_while_a_branch_is_made_and_other_looks_are_chosen() {
    let world = Arc::new(World::new().await);
    let id = stock().brand_id;
    let name = |text: &str| salver::domain::name::Name::try_from(text.to_owned()).unwrap();
    let (naming, making, looking) = (Arc::clone(&world), Arc::clone(&world), Arc::clone(&world));
    let (named, made, looked) = tokio::join!(
        async { brand::rename(&naming.store, &id, (&name("Alleys"), Some(0)), &by(now())).await },
        async { make(&making.store, "key-0001", "Harbour").await },
        async {
            let looks = salver::domain::looks::Looks {
                colour: Some("#1d6b3a".parse().unwrap()),
                ..Default::default()
            };
            salver::service::looks::change(&looking.store, &id, (&looks, None), &by(now())).await
        }
    );
    let (named, made) = (named.unwrap(), id_of(&made.unwrap()));
    looked.unwrap();
    assert_eq!((named.name.as_str(), named.name_version), ("Alleys", 1));
    let known = world.store.brand(&id).await.unwrap().unwrap();
    assert_eq!((known.version, known.looks_version), (3, 1));
    assert_eq!(
        (known.name.as_str(), known.name_version),
        (named.name.as_str(), 1)
    );
    assert!(world.store.profile(&made).await.unwrap().is_some());
    // The answer may have been lost; who saw an older name is told.
    let again = brand::rename(&world.store, &id, (&name("Alleys"), Some(0)), &by(now())).await;
    assert_eq!(again.unwrap(), known);
    let late = brand::rename(&world.store, &id, (&name("Roads"), Some(0)), &by(now())).await;
    let conflict = DomainError::VersionConflict {
        expected: 0,
        actual: 1,
    };
    assert!(matches!(late, Err(Refusal::Domain(error)) if error == conflict));
    let record = world.record_of(&Record::Brand(id)).await;
    let entries = record
        .iter()
        .filter(|entry| entry.what == Deed::BrandRenamed);
    let steps: Vec<_> = entries.map(|entry| entry.details["name"].clone()).collect();
    assert_eq!(steps.len(), 1, "{steps:?}");
    assert!(steps[0].ends_with(" -> Alleys"), "{steps:?}");
}
