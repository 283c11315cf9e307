use super::*;
use crate::fixtures;

fn branch(id: &str) -> BranchId {
    id.parse().unwrap()
}

fn person(id: &str, memberships: &[(Role, Option<&str>)]) -> Person {
    let account = Account {
        id: id.parse().unwrap(),
        ..fixtures::waiter()
    };
    let memberships = memberships.iter().map(|(role, place)| Membership {
        account_id: account.id.clone(),
        brand_id: "lanes".parse().unwrap(),
        branch_id: place.map(branch),
        role: *role,
        ended: false,
        version: 1,
    });
    Person {
        memberships: memberships.collect(),
        account,
    }
}

fn leader(memberships: &[(Role, Option<&str>)]) -> Leader {
    Leader::of(&person("vera", memberships), &"lanes".parse().unwrap()).unwrap()
}

fn post(role: Role, branches: &[&str]) -> Post {
    let branches = branches.iter().map(|id| branch(id)).collect::<Vec<_>>();
    Post::of(role, Some(branches).filter(|some| !some.is_empty())).unwrap()
}

#[test]
fn a_post_names_branches_or_the_whole_brand_and_an_owner_has_all() {
    assert!(Post::of(Role::Waiter, Some(Vec::new())).is_err());
    assert!(Post::of(Role::Owner, Some(vec![branch("lane")])).is_err());
    let many = (0..=MOST_BRANCHES).map(|n| branch(&format!("b{n}")));
    assert!(Post::of(Role::Waiter, Some(many.collect())).is_err());
    let twice = Post::of(Role::Waiter, Some(vec![branch("lane"); 3])).unwrap();
    assert_eq!(twice.places(), [Some(&branch("lane"))]);
    assert_eq!(post(Role::Owner, &[]).places(), [None]);
}

/// The table of who may make whom: every role that leads or not, and every post.
#[test]
fn the_matrix_of_who_gives_what_is_the_roles_own() {
    let brand = "lanes".parse().unwrap();
    for role in Role::ALL {
        for place in [None, Some("lane")] {
            let by = Leader::of(&person("vera", &[(role, place)]), &brand);
            assert_eq!(by.is_some(), role.may(Permission::ManageTeam));
            let Some(by) = by else { continue };
            for wanted in Role::ALL {
                let here = (wanted != Role::Owner).then(|| post(wanted, &["lane"]));
                let away = (wanted != Role::Owner).then(|| post(wanted, &["lane", "dock"]));
                let all = Some(post(wanted, &[]));
                let may = |post: Option<Post>| post.is_some_and(|post| by.give(&post).is_ok());
                let leads = role.leads(wanted);
                let told = (may(here), may(away), may(all));
                let whole = place.is_none();
                let branches = wanted != Role::Owner && leads;
                assert_eq!(told, (branches, branches && whole, leads && whole));
            }
        }
    }
}

#[test]
fn a_manager_says_what_happens_at_their_branches_and_nowhere_else() {
    let manager = leader(&[(Role::Manager, Some("lane"))]);
    let asha = person(
        "asha",
        &[(Role::Waiter, Some("lane")), (Role::Cook, Some("dock"))],
    );
    let made = manager
        .make(&asha, Some(&post(Role::Cashier, &["lane"])))
        .unwrap();
    assert_eq!(made.memberships.len(), 1, "the dock is not theirs");
    let lane = &made.memberships[0];
    assert_eq!(
        (lane.role, lane.ended, lane.version),
        (Role::Cashier, false, 2)
    );
    assert_eq!(made.by.len(), 1);
    let parted = manager.make(&asha, None).unwrap();
    assert_eq!(parted.memberships.len(), 1);
    assert!(parted.memberships[0].ended && !parted.ends_owner);
    // Further up or further away.
    for beyond in [
        post(Role::Manager, &["lane"]),
        post(Role::Waiter, &["lane", "hill"]),
        post(Role::Waiter, &[]),
    ] {
        assert_eq!(
            manager.make(&asha, Some(&beyond)),
            Err(NotLed::Forbidden),
            "{beyond:?}"
        );
    }
    // What concerns the whole person is not theirs while the person works elsewhere too.
    assert_eq!(manager.whole(&asha), Err(NotLed::Forbidden));
    let only_here = person("asha", &[(Role::Waiter, Some("lane"))]);
    assert_eq!(manager.whole(&only_here).unwrap().len(), 1);
    for (other, why) in [
        (
            person("mira", &[(Role::Manager, Some("lane"))]),
            NotLed::Forbidden,
        ),
        (person("omar", &[(Role::Owner, None)]), NotLed::Forbidden),
        (
            person("dora", &[(Role::Waiter, Some("dock"))]),
            NotLed::Unknown,
        ),
        (person("nora", &[]), NotLed::Unknown),
    ] {
        assert_eq!(manager.make(&other, None), Err(why), "{other:?}");
        assert_eq!(manager.whole(&other), Err(why), "{other:?}");
        let wish = post(Role::Waiter, &["lane"]);
        assert_eq!(manager.make(&other, Some(&wish)), Err(why), "{other:?}");
    }
}

#[test]
fn an_owner_moves_somebody_between_branches_and_up_and_down() {
    let owner = leader(&[(Role::Owner, None)]);
    let asha = person("asha", &[(Role::Waiter, Some("lane"))]);
    let moved = owner
        .make(&asha, Some(&post(Role::Waiter, &["dock"])))
        .unwrap();
    let told: Vec<_> = moved
        .memberships
        .iter()
        .map(|m| (m.branch_id.clone(), m.ended, m.version))
        .collect();
    assert_eq!(
        told,
        [
            (Some(branch("lane")), true, 2),
            (Some(branch("dock")), false, 1)
        ]
    );
    // Back again: the ended one counts anew.
    let mut away = asha.clone();
    away.memberships = moved.memberships;
    let back = owner
        .make(&away, Some(&post(Role::Waiter, &["lane"])))
        .unwrap();
    let told: Vec<_> = back
        .memberships
        .iter()
        .map(|m| (m.branch_id.clone(), m.ended, m.version))
        .collect();
    assert_eq!(
        told,
        [
            (Some(branch("lane")), false, 3),
            (Some(branch("dock")), true, 2)
        ]
    );
    // The same again is nothing.
    let same = owner
        .make(&asha, Some(&post(Role::Waiter, &["lane"])))
        .unwrap();
    assert_eq!(same, Changes::default());
    let other = person("omar", &[(Role::Owner, None)]);
    assert!(
        owner
            .make(&other, Some(&post(Role::Manager, &["lane"])))
            .unwrap()
            .ends_owner
    );
    assert!(owner.make(&other, None).unwrap().ends_owner);
}

#[test]
fn whoever_is_disabled_or_ended_leads_nobody() {
    let brand = "lanes".parse().unwrap();
    let mut vera = person("vera", &[(Role::Owner, None)]);
    assert!(Leader::of(&vera, &"others".parse().unwrap()).is_none());
    vera.account.disabled = true;
    assert!(Leader::of(&vera, &brand).is_none());
    vera.account.disabled = false;
    vera.memberships[0].ended = true;
    assert!(Leader::of(&vera, &brand).is_none());
}
