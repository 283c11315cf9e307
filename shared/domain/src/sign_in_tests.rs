use super::*;
use crate::fixtures::{access, later, now};

fn family() -> RefreshFamily {
    let (id, staff) = ("f1".parse().unwrap(), "asha".parse().unwrap());
    RefreshFamily::begin(id, staff, 1, access(), now())
}

/// The family after a token was shown that is good.
fn rotated(family: &RefreshFamily, token: u64, seconds: i64) -> RefreshFamily {
    match family.show(token, later(seconds)) {
        Shown::Rotated(next) => *next,
        shown => panic!("{token} after {seconds} s: {shown:?}"),
    }
}

#[test]
fn a_token_is_exchanged_for_its_successor() {
    let second = rotated(&family(), 1, 540);
    assert_eq!((second.counter, second.previous, second.version), (2, 1, 2));
    assert_eq!(second.expires_at, later(540).as_second() + UNUSED_SECONDS);
    let third = rotated(&second, 2, 1080);
    assert_eq!((third.counter, third.previous), (3, 2));
}

#[test]
fn a_lost_answer_is_made_good_however_late() {
    let lost = rotated(&family(), 1, 540);
    for seconds in [540, 541, 540 + SAME_SECONDS] {
        let shown = lost.show(1, later(seconds));
        assert_eq!(shown, Shown::Again, "{seconds}");
    }
    for away in [SAME_SECONDS + 1, 300, 3 * 24 * 3600] {
        let back = rotated(&lost, 1, 540 + away);
        assert_eq!((back.counter, back.previous), (3, 1), "{away}");
        // That answer may get lost too; the next one is used.
        let again = rotated(&back, 1, 540 + away + 60);
        let on = rotated(&again, again.counter, 540 + away + 600);
        let copied = on.show(1, later(540 + away + 601));
        assert_eq!(copied, Shown::Copied);
    }
}

#[test]
fn two_pages_that_come_back_at_once_get_the_same_successor() {
    // Together at the time of an exchange, and together after the answer to it was lost.
    let lost = rotated(&family(), 1, 540);
    let back = rotated(&lost, 1, 900);
    for (family, seconds) in [(&lost, 541), (&back, 901)] {
        assert_eq!(family.show(1, later(seconds)), Shown::Again);
    }
}

#[test]
fn a_token_whose_successor_was_shown_was_copied() {
    let third = rotated(&rotated(&family(), 1, 540), 2, 1080);
    for (token, seconds) in [(1, 1081), (1, 5000), (4, 1081), (0, 1081)] {
        let shown = third.show(token, later(seconds));
        assert_eq!(shown, Shown::Copied, "{token}");
    }
    assert_eq!(family().show(0, now()), Shown::Copied);
}

/// A thief who always comes between the owner's exchanges never shows a token that is too old.
#[test]
fn a_copy_that_is_used_in_step_with_its_owner_shows() {
    // Both hold token 2; the owner is on time, the thief some time later.
    let mut family = rotated(&family(), 1, 540);
    let (mut owner, mut thief) = (2, 2);
    let mut at = 1080;
    loop {
        for holder in [&mut owner, &mut thief] {
            match family.show(*holder, later(at)) {
                Shown::Rotated(next) => family = *next,
                Shown::Again => {}
                Shown::Copied => {
                    assert!(at < 1080 + 3 * 540, "found out {at} s after the start");
                    return;
                }
            }
            *holder = family.counter;
            at += SAME_SECONDS + 1;
        }
        at += 540;
    }
}

#[test]
fn a_sign_in_ends_thirty_days_after_it_began_at_the_latest() {
    let mut family = family();
    let mut seconds = 0;
    while !family.is_over(later(seconds)) {
        family = rotated(&family, family.counter, seconds);
        assert!(family.expires_at <= family.ends_at());
        seconds += 24 * 3600;
    }
    assert_eq!(seconds, LONGEST_SECONDS);
    assert!(!family.is_over(later(LONGEST_SECONDS - 1)));
}

#[test]
fn a_sign_in_that_is_not_used_ends_earlier() {
    let family = family();
    assert!(!family.is_over(later(UNUSED_SECONDS - 1)));
    assert!(family.is_over(later(UNUSED_SECONDS)));
    let revoked = RefreshFamily {
        revoked: true,
        ..family
    };
    assert!(revoked.is_over(now()));
}
