use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::business_day::TimeZone;
use crate::hours::Weekday;

fn times(value: serde_json::Value) -> Result<ServingTimes, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn they_are_a_plain_list_in_the_order_of_the_week() {
    let said = json!([
        {"day": "tuesday", "opens": "07:00", "closes": "11:00"},
        {"day": "monday", "opens": "07:00", "closes": "11:00"}]);
    let kept = times(said.clone()).unwrap();
    assert_eq!(json!(kept), json!([said[1], said[0]]));
    assert!(times(json!([])).unwrap().is_always());
    assert_eq!(ServingTimes::default(), times(json!([])).unwrap());
}

#[test]
fn too_many_or_overlapping_ones_are_refused_by_what_is_wrong() {
    let two = |opens: &str, closes: &str| {
        json!([{"day": "sunday", "opens": "17:00", "closes": "02:00"},
            {"day": "monday", "opens": opens, "closes": closes}])
    };
    assert!(times(two("02:00", "05:00")).is_ok());
    let refused = times(two("01:00", "05:00")).unwrap_err();
    assert!(refused.contains("Sunday 17:00-02:00"), "{refused}");
    assert!(refused.contains("overlap"), "{refused}");
    let hour = |n: usize| {
        json!({"day": Weekday::ALL[n % 7], "opens": format!("{:02}:00", 2 * (n / 7)),
            "closes": format!("{:02}:00", 2 * (n / 7) + 1)})
    };
    let many = |count: usize| json!((0..count).map(hour).collect::<Vec<_>>());
    assert!(times(many(14)).is_ok());
    assert!(times(many(15)).unwrap_err().contains("at most 14"));
}

/// Berlin's clock skips 2 to 3 on 2026-03-29, and shows 2 to 3 twice on 2026-10-25.
#[test]
fn they_follow_the_clock_on_the_wall_on_the_nights_when_it_changes() {
    let night = json!([{"day": "sunday", "opens": "02:30", "closes": "04:00"}]);
    let late = json!([{"day": "saturday", "opens": "22:00", "closes": "02:30"}]);
    let zone = TimeZone::parse("Europe/Berlin").unwrap().rules();
    let open = |until: &str| Standing::Open(Some(at(until)));
    let closed = |until: &str| Standing::Closed(at(until));
    for (said, now, expected) in [
        // Put forward: half past two comes at half past three.
        (
            &night,
            "2026-03-29T01:29:59Z",
            closed("2026-03-29T01:30:00Z"),
        ),
        (&night, "2026-03-29T01:30:00Z", open("2026-03-29T02:00:00Z")),
        (&late, "2026-03-29T01:29:59Z", open("2026-03-29T01:30:00Z")),
        // Put back: the first half past two counts.
        (&night, "2026-10-25T00:30:00Z", open("2026-10-25T03:00:00Z")),
        (&late, "2026-10-25T00:29:59Z", open("2026-10-25T00:30:00Z")),
        (
            &late,
            "2026-10-25T00:30:00Z",
            closed("2026-10-31T21:00:00Z"),
        ),
    ] {
        let times = times(said.clone()).unwrap();
        assert_eq!(times.at(at(now), &zone), expected, "{said} at {now}");
    }
}

proptest! {
    /// The moment at which they turn is the first one at which something else holds.
    #[test]
    fn nothing_changes_before_they_turn(
        day in 0..7_usize, opens in 0..1440_u16, closes in 0..1440_u16,
        after in 0..63_072_000_i64, part in 0..1_000_i64,
        zone in prop::sample::select(&["Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"][..]),
    ) {
        let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let times = times(json!([{"day": Weekday::ALL[day], "opens": clock(opens), "closes": clock(closes)}])).unwrap();
        let zone = TimeZone::parse(zone).unwrap().rules();
        let now = at("2026-01-01T00:00:00Z") + jiff::SignedDuration::from_secs(after);
        let turns = times.turns_at(now, &zone).unwrap();
        prop_assert!(turns > now);
        let is_open = |at| matches!(times.at(at, &zone), Standing::Open(_));
        let between = now + jiff::SignedDuration::from_secs(turns.duration_since(now).as_secs() * part / 1_000);
        if between < turns {
            prop_assert_eq!(is_open(between), is_open(now));
        }
        prop_assert_ne!(is_open(turns), is_open(now));
    }
}
