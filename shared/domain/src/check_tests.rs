use super::*;
use crate::fixtures::now;

fn check() -> Check {
    Check {
        waiter_id: Some("asha".parse().unwrap()),
        ..crate::fixtures::check()
    }
}

fn change(party_size: Option<u16>, waiter: Option<&str>) -> ChangeParty {
    ChangeParty {
        party_size,
        waiter_id: waiter.map(|id| id.parse().unwrap()),
    }
}

#[test]
fn a_change_keeps_what_it_does_not_name() {
    let check = check();
    let more = check.change(&change(Some(200), None)).unwrap();
    assert_eq!(
        (more.party_size, &more.waiter_id),
        (Some(200), &check.waiter_id)
    );
    let other = more.change(&change(None, Some("ravi"))).unwrap();
    assert_eq!(other.waiter_id, Some("ravi".parse().unwrap()));
    assert_eq!(
        (other.party_size, other.version),
        (Some(200), check.version + 2)
    );
}

#[test]
fn a_change_is_of_something_possible_on_an_open_session() {
    let check = check();
    for bad in [
        change(None, None),
        change(Some(0), None),
        change(Some(201), Some("ravi")),
    ] {
        let refused = check.change(&bad);
        assert!(
            matches!(
                refused,
                Err(DomainError::Invalid {
                    field: "party_size",
                    ..
                })
            ),
            "{bad:?}: {refused:?}"
        );
    }
    let closed = check.close(now()).unwrap();
    let refused = closed.change(&change(Some(3), None));
    assert!(
        matches!(refused, Err(DomainError::SessionClosed)),
        "{refused:?}"
    );
}

#[test]
fn a_guest_says_how_many_they_are_where_staff_left_it_open() {
    let known = |party_size| Check {
        party_size,
        ..check()
    };
    for (before, said, after) in [
        (None, Some(5), Some(5)),
        (Some(2), Some(5), Some(2)),
        (Some(2), None, Some(2)),
        (None, None, None),
    ] {
        let joined = known(before).of_party(said);
        assert_eq!(joined, known(after));
    }
    for bad in [0, MAX_PARTY + 1] {
        let refused = party_size("guest.party_size", Some(bad)).unwrap_err();
        let message = "guest.party_size: 1 to 200";
        assert_eq!(refused.to_string(), message);
    }
    assert_eq!(
        party_size("party_size", Some(MAX_PARTY)),
        Ok(Some(MAX_PARTY))
    );
}
