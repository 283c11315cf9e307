//! Whose connections end.

use super::*;

#[test]
fn closing_ends_every_phone_of_the_session() {
    let party = party().close(now()).unwrap();
    let said = of(&keys::check(&party.id), &party);
    check(
        &said,
        &[(SESSION, "session.closed", "session", 2)],
        &Audience::All,
    );
    assert_eq!(said.endings, [Ending::Session(Topic::session(&party.id))]);
    let anybody = Claims::Guest {
        check_id: party.id.clone(),
        guest_id: g1().id,
    };
    assert!(said.endings[0].concerns(&anybody));
}

#[test]
fn a_guest_who_leaves_ends_their_own_connections_only() {
    let guest = Guest {
        token_hash: String::new(),
        version: 2,
        ..g1()
    };
    let said = of(&keys::guest(&guest.check_id, &guest.id), &guest);
    check(
        &said,
        &[(SESSION, "guest.changed", "guest", 2)],
        &Audience::All,
    );
    let [ending] = said.endings.as_slice() else {
        panic!("{said:?}")
    };
    assert_eq!(ending.topic().as_str(), SESSION);
    let claims = |n| Claims::Guest {
        check_id: party().id,
        guest_id: format!("g{n}").parse().unwrap(),
    };
    assert!(ending.concerns(&claims(1)) && !ending.concerns(&claims(2)));
}

#[test]
fn a_person_who_is_out_loses_their_connections() {
    let key = keys::account(&waiter().id);
    let check = |change: fn(&mut Account), ends: &[u64]| {
        let mut after = waiter();
        change(&mut after);
        let said = told(Some(item(&key, &waiter())), Some(item(&key, &after)));
        assert_eq!(said.events, []);
        for version in 1..=3 {
            let ended = said.endings.iter().any(|e| e.concerns(&staff(version)));
            assert_eq!(ended, ends.contains(&version), "{after:?} {version}");
        }
        assert!(
            said.endings
                .iter()
                .all(|e| e.topic().as_str() == "staff:asha")
        );
    };
    check(|s| s.name = "Asha B".to_owned(), &[]);
    check(|s| s.session_version = 2, &[1]);
    check(|s| s.disabled = true, &[1, 2, 3]);
    assert_eq!(
        told(None, Some(item(&key, &waiter()))),
        Announcement::default()
    );
}

#[test]
fn a_membership_that_changes_ends_the_connections_that_rest_on_it() {
    let key = keys::branch_membership(&waiter().id, &branch());
    let check = |change: fn(&mut Membership), ends: bool| {
        let mut after = membership();
        change(&mut after);
        let said = told(Some(item(&key, &membership())), Some(item(&key, &after)));
        let concerned = said.endings.iter().any(|e| e.concerns(&staff(1)));
        assert_eq!(concerned, ends, "{after:?}");
        let elsewhere = Claims::Staff {
            staff_id: waiter().id,
            access: Access {
                branch: "dock".parse().unwrap(),
                ..access()
            },
            family_id: "f2".parse().unwrap(),
            session_version: 1,
        };
        assert!(said.endings.iter().all(|e| !e.concerns(&elsewhere)));
    };
    check(|m| m.version = 2, false);
    check(|m| m.role = Role::Cook, true);
    check(|m| m.ended = true, true);
    let begun = told(None, Some(item(&key, &membership())));
    assert_eq!(begun, Announcement::default());
}

#[test]
fn signing_out_ends_the_connections_of_that_sign_in() {
    let id = "f1".parse().unwrap();
    let family = RefreshFamily::begin(id, waiter().id, 1, access(), later(0));
    let key = keys::refresh(&family.id);
    assert_eq!(of(&key, &family), Announcement::default());
    let said = of(
        &key,
        &RefreshFamily {
            revoked: true,
            ..family
        },
    );
    let [ending] = said.endings.as_slice() else {
        panic!("{said:?}")
    };
    assert_eq!(ending.topic().as_str(), "staff:asha");
    assert!(ending.concerns(&staff(1)));
    let other = Claims::Staff {
        staff_id: waiter().id,
        access: access(),
        family_id: "f2".parse().unwrap(),
        session_version: 1,
    };
    assert!(!ending.concerns(&other));
}
