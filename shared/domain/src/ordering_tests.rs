//! Whether guests may order: pauses and opening hours together.

use super::*;
use crate::branch::Profile;
use crate::business_day::TimeZone;
use crate::fixtures;
use crate::hours::{OpeningTime, Weekday};
use crate::text::PauseWord;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// From twelve to three, each day.
fn lunch() -> Profile {
    let lunch = Weekday::ALL.map(|day| OpeningTime {
        day,
        opens: "12:00".parse().unwrap(),
        closes: "15:00".parse().unwrap(),
    });
    Profile {
        opening_hours: OpeningHours::parse(lunch.to_vec(), []).unwrap(),
        time_zone: TimeZone::parse("UTC").unwrap(),
        ..fixtures::profile()
    }
}

#[test]
fn outside_of_its_hours_nobody_may_order_until_they_begin() {
    let ordering = |now| lunch().ordering(&fixtures::stock(), at(now));
    let opens_at = at("2026-11-23T12:00:00Z");
    let before = ordering("2026-11-23T10:00:00Z");
    assert_eq!(before, GuestOrdering::Closed { opens_at });
    assert_eq!(
        (before.is_open(), before.changes_at()),
        (false, Some(opens_at))
    );
    assert_eq!(
        before.require_open(),
        Err(DomainError::BranchClosed { opens_at })
    );
    let noon = ordering("2026-11-23T12:00:00Z");
    let closes_at = Some(at("2026-11-23T15:00:00Z"));
    assert_eq!(noon, GuestOrdering::Open { closes_at });
    assert_eq!((noon.is_open(), noon.changes_at()), (true, closes_at));
    assert_eq!(noon.require_open(), Ok(()));
    let opens_at = at("2026-11-24T12:00:00Z");
    assert_eq!(
        ordering("2026-11-23T15:00:00Z"),
        GuestOrdering::Closed { opens_at }
    );
}

#[test]
fn a_pause_that_somebody_made_keeps_its_word_and_ends_within_the_hours() {
    let now = at("2026-11-23T14:00:00Z");
    let paused = |until: Option<&str>| {
        let word = PauseWord::parse(Some("Too busy")).unwrap();
        let pause = Pause::parse(word, until.map(at), now).unwrap();
        let stock = fixtures::stock().with_ordering(Some(pause), now);
        match lunch().ordering(&stock, now) {
            GuestOrdering::Paused(pause) => {
                assert_eq!(pause.word.unwrap().as_str(), "Too busy");
                (pause.until, stock)
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(paused(None).0, None);
    let soon = "2026-11-23T14:30:00Z";
    assert_eq!(paused(Some(soon)).0, Some(at(soon)));
    let late = "2026-11-23T15:30:00Z";
    let (until, stock) = paused(Some(late));
    let opens_at = at("2026-11-24T12:00:00Z");
    assert_eq!(until, Some(opens_at));
    // Once the pause is over, the hours speak.
    assert_eq!(
        lunch().ordering(&stock, at(late)),
        GuestOrdering::Closed { opens_at }
    );
}
