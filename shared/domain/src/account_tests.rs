use super::*;

fn membership(brand: &str, branch: Option<&str>, role: Role) -> Membership {
    Membership {
        account_id: "asha".parse().unwrap(),
        brand_id: brand.parse().unwrap(),
        branch_id: branch.map(|id| id.parse().unwrap()),
        role,
        ended: false,
        version: 1,
    }
}

fn ended(membership: Membership) -> Membership {
    Membership {
        ended: true,
        ..membership
    }
}

#[test]
fn a_membership_counts_at_its_branch_or_at_each_of_its_brand() {
    let (lane, dock) = ("lane".parse().unwrap(), "dock".parse().unwrap());
    let waiter = membership("b", Some("lane"), Role::Waiter);
    let access = waiter.access(&lane).unwrap();
    assert_eq!((access.role, access.whole_brand), (Role::Waiter, false));
    assert_eq!(waiter.access(&dock), None);
    let owner = membership("b", None, Role::Owner);
    for branch in [&lane, &dock] {
        let access = owner.access(branch).unwrap();
        assert_eq!((&access.branch, access.whole_brand), (branch, true));
        assert_eq!(access.record(), Record::Brand("b".parse().unwrap()));
    }
    assert_eq!(access.record(), Record::Branch(lane.clone()));
    assert_eq!(ended(owner).access(&lane), None);
}

#[test]
fn an_access_stands_while_its_own_membership_does() {
    let lane = "lane".parse().unwrap();
    let waiter = membership("b", Some("lane"), Role::Waiter);
    let owner = membership("b", None, Role::Owner);
    for (given, other) in [(&waiter, &owner), (&owner, &waiter)] {
        let access = given.access(&lane).unwrap();
        assert!(given.gives(&access) && given.is_behind(&access));
        assert!(!other.is_behind(&access), "another one is beside it");
        let role = Role::Cook;
        for over in [
            ended(given.clone()),
            Membership {
                role,
                ..given.clone()
            },
        ] {
            assert!(over.is_behind(&access) && !over.gives(&access));
        }
    }
    let elsewhere = membership("c", None, Role::Owner);
    assert!(!elsewhere.is_behind(&owner.access(&lane).unwrap()));
}

#[test]
fn a_person_s_refused_sign_ins_stand_where_they_work() {
    let brand = membership("b", None, Role::Owner);
    let lane = membership("b", Some("lane"), Role::Waiter);
    let dock = membership("c", Some("dock"), Role::Cook);
    let branch = |id: &str| Record::Branch(id.parse().unwrap());
    for (memberships, record) in [
        (vec![], Record::Nobody),
        (vec![ended(lane.clone())], Record::Nobody),
        (vec![lane.clone(), dock.clone()], branch("dock")),
        (vec![ended(dock), lane.clone()], branch("lane")),
        (vec![lane, brand], Record::Brand("b".parse().unwrap())),
    ] {
        let account = crate::fixtures::waiter();
        let person = Person {
            account,
            memberships,
        };
        assert_eq!(person.record(), record, "{person:?}");
    }
}

#[test]
fn whoever_joins_keeps_what_they_are_elsewhere_and_begins_anew_where_they_left() {
    let person = Person {
        account: crate::fixtures::waiter(),
        memberships: vec![
            membership("b", Some("lane"), Role::Waiter),
            Membership {
                version: 4,
                ..ended(membership("c", Some("dock"), Role::Cook))
            },
        ],
    };
    let join = |brand, branch| person.joined(vec![membership(brand, branch, Role::Cashier)]);
    for (brand, branch, version, all) in [
        ("b", Some("yard"), 1, 3),
        ("c", Some("dock"), 5, 2),
        ("c", None, 1, 3),
    ] {
        let (joined, written) = join(brand, branch).unwrap();
        assert_eq!((written[0].version, written.len()), (version, 1));
        assert!(!written[0].ended && written[0].role == Role::Cashier);
        assert_eq!(joined.memberships.len(), all);
        assert!(joined.memberships.contains(&person.memberships[0]));
        assert!(joined.memberships.contains(&written[0]));
        assert_eq!(joined.account.version, person.account.version + 1);
        let version = person.account.session_version;
        assert_eq!(
            joined.account.session_version, version,
            "nobody is signed out"
        );
    }
    for (brand, branch) in [("b", Some("lane")), ("b", None)] {
        assert_eq!(join(brand, branch), Err(DomainError::AlreadyColleague));
    }
    let owner = Person {
        memberships: vec![membership("b", None, Role::Owner)],
        ..person.clone()
    };
    let lane = vec![membership("b", Some("lane"), Role::Waiter)];
    assert_eq!(owner.joined(lane), Err(DomainError::AlreadyColleague));
}

#[test]
fn an_owner_is_one_of_a_whole_brand_and_still() {
    let owner = |brand| membership(brand, None, Role::Owner);
    for (memberships, brand) in [
        (vec![owner("c"), owner("b")], Some("b")),
        (vec![ended(owner("b")), owner("c")], Some("c")),
        (vec![membership("b", None, Role::Manager)], None),
        (vec![membership("b", Some("lane"), Role::Manager)], None),
        (vec![], None),
    ] {
        let person = Person {
            account: crate::fixtures::waiter(),
            memberships,
        };
        let owned = person.owner().map(|m| m.brand_id.as_str());
        assert_eq!(owned, brand, "{person:?}");
    }
}

#[test]
fn what_somebody_is_at_a_branch_goes_before_what_they_are_at_all_of_its_brand() {
    let person = Person {
        account: crate::fixtures::waiter(),
        memberships: vec![
            membership("b", None, Role::Owner),
            membership("b", Some("lane"), Role::Cook),
            ended(membership("b", Some("dock"), Role::Waiter)),
        ],
    };
    let role = |branch: &str| Some(person.at(&branch.parse().unwrap())?.role);
    assert_eq!((role("lane"), role("dock")), (Some(Role::Cook), None));
    assert_eq!(person.of_brands().count(), 1);
    assert_eq!(person.branches().len(), 1);
    assert_eq!(person.brands().len(), 1);
}
