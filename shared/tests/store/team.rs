//! The team: two who do what only one of them may.

use futures::future::join_all;
use salver::auth::AuthError;
use salver::auth::secret::Key;
use salver::domain::DomainError;
use salver::domain::account::{Account, Membership, Person};
use salver::domain::audit::{Actor, Deed, Origin, Record};
use salver::domain::credentials::{Login, NewPassword};
use salver::domain::id::{BrandId, StaffId};
use salver::domain::name::Name;
use salver::domain::role::Role;
use salver::domain::staff_link::{NewLink, Purpose, StaffLink};
use salver::domain::team::Post;
use salver::service::intent::Intent;
use salver::service::{By, Refusal, team};
use salver::store::{Making, Window};
use salver_demo::fixtures::{branch, later, membership, profile, waiter};

use crate::world::World;

fn key() -> Key {
    Key::new("a key of the tests with 32 letters").unwrap()
}

fn by(who: &str, seconds: i64) -> By {
    By {
        who: Actor::Staff {
            id: who.parse().unwrap(),
            role: Some(Role::Owner),
        },
        origin: Origin::default(),
        at: later(seconds),
    }
}

fn brand() -> BrandId {
    profile().brand_id
}

/// Somebody of the whole brand, or of its branch.
async fn somebody(world: &World, id: &str, role: Role) {
    let account = Account {
        id: id.parse().unwrap(),
        name: id.to_owned(),
        login: format!("{id}@lane.example"),
        ..waiter()
    };
    let memberships = vec![Membership {
        account_id: account.id.clone(),
        branch_id: (role != Role::Owner).then(branch),
        role,
        ..membership()
    }];
    let person = Person {
        account,
        memberships,
    };
    world.seeder.overwrite_person(&person).await.unwrap();
}

async fn invited(world: &World, who: &str, request: &str) -> Result<team::Made, Refusal> {
    let intent = Intent::new(format!("lane.{who}"), request, "", b"");
    let name = Name::try_from("Omar".to_owned()).unwrap();
    let post = Post::of(Role::Waiter, Some(vec![branch()])).unwrap();
    let wish = (&brand(), &name, &post);
    team::invite(&world.store, &key(), &intent, wish, &by(who, 0)).await
}

async fn accepted(
    world: &World,
    made: &team::Made,
    login: &str,
    seconds: i64,
) -> Result<StaffId, Refusal> {
    let password = NewPassword::try_from("four plain words".to_owned()).unwrap();
    let login = Login::try_from(login.to_owned()).unwrap();
    let code = (made.code.text(), "here");
    let by = By {
        who: Actor::Nobody,
        ..by("nobody", seconds)
    };
    let opened = team::accept(&world.store, code, (login, password), &by).await?;
    Ok(opened.account.id)
}

fn ended(refused: &Refusal) -> bool {
    matches!(refused, Refusal::Domain(DomainError::LinkEnded))
}

#[tokio::test]
async fn of_two_who_use_one_invitation_one_joins() {
    let world = World::new().await;
    somebody(&world, "vera", Role::Owner).await;
    for round in 0..5 {
        let made = invited(&world, "vera", &format!("key-{round}"))
            .await
            .unwrap();
        let logins: Vec<String> = (0..4).map(|n| format!("omar-{round}-{n}")).collect();
        let all = logins.iter().map(|login| accepted(&world, &made, login, 1));
        let all = join_all(all).await;
        let (won, lost): (Vec<_>, Vec<_>) = all.into_iter().partition(Result::is_ok);
        assert_eq!(won.len(), 1);
        for refused in lost {
            let refused = refused.unwrap_err();
            let used = matches!(refused, Refusal::Domain(DomainError::LinkUsed));
            assert!(used, "{refused:?}");
        }
    }
    let staff = world.store.staff_of_branch(&branch()).await.unwrap();
    assert_eq!(staff.iter().filter(|staff| staff.name == "Omar").count(), 5);
}

#[tokio::test]
async fn an_invitation_ends_with_its_week_and_with_its_maker_s_rights() {
    let world = World::new().await;
    somebody(&world, "vera", Role::Owner).await;
    somebody(&world, "mira", Role::Manager).await;
    let made = invited(&world, "mira", "key-0001").await.unwrap();
    let week = 7 * 24 * 3600;
    let late = accepted(&world, &made, "omar", week).await.unwrap_err();
    assert!(ended(&late), "{late:?}");
    let who = (&brand(), &"mira".parse().unwrap());
    let post = Post::of(Role::Waiter, Some(vec![branch()])).unwrap();
    team::change(&world.store, who, &post, &by("vera", 1))
        .await
        .unwrap();
    let lowered = accepted(&world, &made, "omar", 2).await.unwrap_err();
    assert!(ended(&lowered), "{lowered:?}");
    let refused = invited(&world, "mira", "key-0002").await.unwrap_err();
    let over = matches!(refused, Refusal::Auth(AuthError::Expired));
    assert!(over, "{refused:?}");
    // A manager again: the link is good as before, to the end of its week.
    let post = Post::of(Role::Manager, Some(vec![branch()])).unwrap();
    team::change(&world.store, who, &post, &by("vera", 3))
        .await
        .unwrap();
    accepted(&world, &made, "omar", week - 1).await.unwrap();
}

/// Whoever is quicker stays; both leaving at one moment would leave nobody.
#[tokio::test]
async fn two_owners_who_part_with_each_other_leave_one() {
    for round in 0..10 {
        let world = World::new().await;
        for owner in ["vera", "omar"] {
            somebody(&world, owner, Role::Owner).await;
        }
        let store = &world.store;
        let pairs = [("vera", "omar"), ("omar", "vera")];
        let all = pairs.map(async |(who, whom)| {
            let person = (&brand(), &whom.parse().unwrap());
            team::part_with(store, person, &by(who, 1)).await
        });
        let all = join_all(all).await;
        let stood = all.iter().filter(|one| one.is_ok()).count();
        assert_eq!(stood, 1, "{round}: {all:?}");
        let owners = store.staff_of_brand(&brand()).await.unwrap();
        assert_eq!(owners.len(), 1);
        // And both lowering themselves.
        let left = owners[0].id.clone();
        let alone = team::part_with(store, (&brand(), &left), &by(left.as_str(), 2)).await;
        let last = matches!(alone, Err(Refusal::Domain(DomainError::LastOwner)));
        assert!(last, "{alone:?}");
    }
    let world = World::new().await;
    for owner in ["vera", "omar"] {
        somebody(&world, owner, Role::Owner).await;
    }
    let store = &world.store;
    let all = ["vera", "omar"].map(async |own| {
        let post = Post::of(Role::Manager, Some(vec![branch()])).unwrap();
        team::change(store, (&brand(), &own.parse().unwrap()), &post, &by(own, 1)).await
    });
    let all = join_all(all).await;
    assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 1, "{all:?}");
    assert_eq!(store.staff_of_brand(&brand()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_link_for_an_owner_is_made_while_there_are_tries_left_and_while_they_are_one() {
    let world = World::new().await;
    somebody(&world, "vera", Role::Owner).await;
    let owner = || Membership {
        account_id: "vera".parse().unwrap(),
        branch_id: None,
        role: Role::Owner,
        ..membership()
    };
    let window = Window {
        what: "operator-source",
        who: "here".to_owned(),
        limit: 2,
        seconds: 900,
    };
    let vera = owner();
    let make = async |id: &str, seconds: i64| {
        let by = By {
            who: Actor::Operator,
            ..by("nobody", seconds)
        };
        let new = NewLink {
            id: id.parse().unwrap(),
            brand: brand(),
            by: None,
            request_hash: id.to_owned(),
        };
        let purpose = Purpose::Reset {
            account_id: "vera".parse().unwrap(),
            session_version: 1,
        };
        let link = StaffLink::make(new, purpose, by.at);
        let entry = by
            .entry(Record::Brand(brand()), Deed::ResetOffered)
            .unwrap();
        let made = world
            .store
            .make_owner_link(&link, &vera, &window, (&entry, by.at));
        made.await.unwrap()
    };
    let is_there = async |id: &str| {
        let link = world.store.staff_link(&id.parse().unwrap()).await;
        link.unwrap().is_some()
    };
    assert!(matches!(make("00aa", 0).await, Ok(Making::Made)));
    assert!(matches!(make("00aa", 1).await, Ok(Making::MadeBefore(_))));
    let windows = std::slice::from_ref(&window);
    for second in 1..=2 {
        let counted = world.store.reserve(windows, None, later(second)).await;
        counted.unwrap().unwrap();
    }
    // Guesses that were on their way at the same time have used the tries up.
    assert_eq!(make("00bb", 3).await.unwrap_err().retry_after, 898);
    assert!(!is_there("00bb").await);
    // The one that was made is still told to a retry of its request.
    assert!(matches!(make("00aa", 3).await, Ok(Making::MadeBefore(_))));
    assert!(matches!(make("00bb", 901).await, Ok(Making::Made)));
    // Somebody made the owner a manager in the same moment.
    let manager = Membership {
        role: Role::Manager,
        version: 2,
        ..owner()
    };
    let account = world.store.person(&"vera".parse().unwrap()).await;
    let person = Person {
        account: account.unwrap().unwrap().account,
        memberships: vec![manager],
    };
    world.seeder.overwrite_person(&person).await.unwrap();
    assert!(matches!(make("00cc", 902).await, Ok(Making::Again)));
    assert!(!is_there("00cc").await);
}
