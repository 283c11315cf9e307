use proptest::prelude::*;

use super::*;
use crate::business_day::TimeZone;

fn span(day: Weekday, opens: &str, closes: &str) -> OpeningTime {
    OpeningTime {
        day,
        opens: opens.parse().unwrap(),
        closes: closes.parse().unwrap(),
    }
}

fn week(times: impl IntoIterator<Item = OpeningTime>) -> OpeningHours {
    OpeningHours::parse(times.into_iter().collect(), []).unwrap()
}

fn daily(opens: &str, closes: &str) -> OpeningHours {
    week(Weekday::ALL.map(|day| span(day, opens, closes)))
}

fn date(text: &str) -> ClosedDay {
    ClosedDay::try_from(text.to_owned()).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn standing(hours: &OpeningHours, zone: &str, now: &str) -> Standing {
    hours.at(at(now), &TimeZone::parse(zone).unwrap().rules())
}

fn open(until: &str) -> Standing {
    Standing::Open(Some(at(until)))
}

fn closed(until: &str) -> Standing {
    Standing::Closed(at(until))
}

#[test]
fn without_hours_it_is_always_open() {
    let none = week([]);
    assert_eq!(
        standing(&none, "UTC", "2026-11-20T03:00:00Z"),
        Standing::Open(None)
    );
    // Hours that fill the week are no different.
    let whole = daily("00:00", "00:00");
    assert_eq!(
        standing(&whole, "Europe/Berlin", "2026-10-25T03:00:00Z"),
        Standing::Open(None)
    );
}

#[test]
fn a_day_may_have_several_times_and_the_first_minute_counts() {
    // A Monday in Berlin, an hour ahead of UTC.
    let hours = week([
        span(Weekday::Monday, "18:00", "22:30"),
        span(Weekday::Monday, "12:00", "15:00"),
    ]);
    let berlin = |now| standing(&hours, "Europe/Berlin", now);
    assert_eq!(
        berlin("2026-11-23T10:59:59Z"),
        closed("2026-11-23T11:00:00Z")
    );
    assert_eq!(berlin("2026-11-23T11:00:00Z"), open("2026-11-23T14:00:00Z"));
    assert_eq!(
        berlin("2026-11-23T14:00:00Z"),
        closed("2026-11-23T17:00:00Z")
    );
    assert_eq!(berlin("2026-11-23T17:00:00Z"), open("2026-11-23T21:30:00Z"));
    assert_eq!(
        berlin("2026-11-23T21:30:00Z"),
        closed("2026-11-30T11:00:00Z")
    );
}

#[test]
fn a_time_over_midnight_belongs_to_the_day_on_which_it_begins() {
    let hours = week([span(Weekday::Sunday, "20:00", "02:00")]);
    let utc = |now| standing(&hours, "UTC", now);
    // Monday, in the small hours.
    assert_eq!(utc("2026-11-23T01:59:59Z"), open("2026-11-23T02:00:00Z"));
    assert_eq!(utc("2026-11-23T02:00:00Z"), closed("2026-11-29T20:00:00Z"));
}

#[test]
fn what_begins_when_another_ends_goes_on() {
    let hours = week([
        span(Weekday::Friday, "18:00", "00:00"),
        span(Weekday::Saturday, "00:00", "03:00"),
    ]);
    assert_eq!(
        standing(&hours, "UTC", "2026-11-20T19:00:00Z"),
        open("2026-11-21T03:00:00Z")
    );
}

/// Berlin goes from 2 to 3 on 2026-03-29 and from 3 to 2 on 2026-10-25; New York from 2 to 3 on
/// 2026-03-08 and from 2 to 1 on 2026-11-01.
#[test]
fn days_of_23_and_25_hours_follow_the_clock_on_the_wall() {
    let noon = daily("12:00", "22:00");
    for (zone, now, opens) in [
        (
            "Europe/Berlin",
            "2026-03-28T22:00:00Z",
            "2026-03-29T10:00:00Z",
        ),
        (
            "Europe/Berlin",
            "2026-10-24T21:00:00Z",
            "2026-10-25T11:00:00Z",
        ),
        (
            "America/New_York",
            "2026-03-08T04:00:00Z",
            "2026-03-08T16:00:00Z",
        ),
        (
            "America/New_York",
            "2026-11-01T03:00:00Z",
            "2026-11-01T17:00:00Z",
        ),
    ] {
        assert_eq!(standing(&noon, zone, now), closed(opens), "{zone} {now}");
    }
    let night = daily("22:00", "04:00");
    for (zone, now, closes) in [
        (
            "Europe/Berlin",
            "2026-03-28T21:00:00Z",
            "2026-03-29T02:00:00Z",
        ),
        (
            "Europe/Berlin",
            "2026-10-24T20:00:00Z",
            "2026-10-25T03:00:00Z",
        ),
        (
            "America/New_York",
            "2026-03-08T03:00:00Z",
            "2026-03-08T08:00:00Z",
        ),
        (
            "America/New_York",
            "2026-11-01T02:00:00Z",
            "2026-11-01T09:00:00Z",
        ),
    ] {
        assert_eq!(standing(&night, zone, now), open(closes), "{zone} {now}");
    }
    // 2:30 does not come that night: 3:30 stands for it. The other night it comes twice.
    let odd = daily("02:30", "06:00");
    assert_eq!(
        standing(&odd, "Europe/Berlin", "2026-03-29T01:00:00Z"),
        closed("2026-03-29T01:30:00Z")
    );
    assert_eq!(
        standing(&odd, "Europe/Berlin", "2026-10-25T00:30:00Z"),
        open("2026-10-25T05:00:00Z")
    );
}

#[test]
fn times_that_overlap_or_that_no_clock_shows_are_refused() {
    let refused = |times: Vec<OpeningTime>| OpeningHours::parse(times, []).is_err();
    let monday = span(Weekday::Monday, "12:00", "15:00");
    assert!(refused(vec![monday, monday]));
    assert!(refused(vec![
        monday,
        span(Weekday::Monday, "14:59", "16:00")
    ]));
    assert!(!refused(vec![
        monday,
        span(Weekday::Monday, "15:00", "16:00")
    ]));
    // From Sunday night into Monday, which is the next week's.
    let first = span(Weekday::Monday, "01:00", "03:00");
    assert!(refused(vec![
        first,
        span(Weekday::Sunday, "20:00", "01:01")
    ]));
    assert!(!refused(vec![
        first,
        span(Weekday::Sunday, "20:00", "01:00")
    ]));
    let many = vec![monday; MAX_TIMES + 1];
    assert!(refused(many));
}

/// Whatever the hour, the end that is told is the next change and not an earlier one.
#[test]
fn what_is_told_of_the_next_change_holds_until_then() {
    let hours = week([
        span(Weekday::Saturday, "22:00", "03:30"),
        span(Weekday::Sunday, "11:15", "14:00"),
        span(Weekday::Sunday, "18:00", "02:00"),
    ]);
    for (zone, first) in [
        ("Europe/Berlin", "2026-10-22T00:00:00Z"),
        ("Europe/Berlin", "2026-03-26T00:00:00Z"),
        ("America/New_York", "2026-10-29T00:00:00Z"),
        ("America/New_York", "2026-03-05T00:00:00Z"),
    ] {
        let rules = TimeZone::parse(zone).unwrap().rules();
        for quarter in 0..(4 * 24 * 8) {
            let now = at(first) + SignedDuration::from_mins(15 * quarter);
            let told = hours.at(now, &rules);
            let (is_open, end) = match told {
                Standing::Open(end) => (true, end.unwrap()),
                Standing::Closed(end) => (false, end),
            };
            let before = end - SignedDuration::from_secs(1);
            assert_eq!(hours.at(before, &rules), told, "{zone} {now}");
            let after = matches!(hours.at(end, &rules), Standing::Open(_));
            assert_ne!(after, is_open, "{zone} {now}");
        }
    }
}

#[test]
fn a_date_may_stay_closed_and_what_began_the_evening_before_goes_on() {
    let bar = OpeningHours::parse(
        Weekday::ALL.map(|day| span(day, "18:00", "02:00")).to_vec(),
        ["2026-12-25", "2026-12-26", "2026-12-25"].map(date),
    )
    .unwrap();
    let utc = |now| standing(&bar, "UTC", now);
    assert_eq!(utc("2026-12-25T01:00:00Z"), open("2026-12-25T02:00:00Z"));
    assert_eq!(utc("2026-12-25T02:00:00Z"), closed("2026-12-27T18:00:00Z"));
    assert_eq!(utc("2026-12-27T01:00:00Z"), closed("2026-12-27T18:00:00Z"));
    // Without times of the week it is open all day on the others.
    let holiday = OpeningHours::parse(Vec::new(), [date("2026-12-25")]).unwrap();
    let berlin = |now| standing(&holiday, "Europe/Berlin", now);
    assert_eq!(berlin("2026-12-24T12:00:00Z"), open("2026-12-24T23:00:00Z"));
    assert_eq!(
        berlin("2026-12-24T23:00:00Z"),
        closed("2026-12-25T23:00:00Z")
    );
    assert_eq!(berlin("2026-12-10T23:00:00Z"), Standing::Open(None));
}

/// However many of the only day of a week are closed, the next one is found.
#[test]
fn a_long_row_of_closed_dates_has_an_end() {
    let mut mondays = Vec::new();
    let mut monday: Date = "2026-11-30".parse().unwrap();
    for _ in 0..MAX_CLOSED_DAYS {
        mondays.push(ClosedDay(monday));
        monday = monday.saturating_add(7.days());
    }
    let lunch = vec![span(Weekday::Monday, "12:00", "14:00")];
    let hours = OpeningHours::parse(lunch.clone(), mondays.clone()).unwrap();
    let opens = monday.at(12, 0, 0, 0).to_zoned(tz::TimeZone::UTC).unwrap();
    assert_eq!(
        standing(&hours, "UTC", "2026-11-29T12:00:00Z"),
        Standing::Closed(opens.timestamp())
    );
    mondays.push(ClosedDay(monday));
    assert!(OpeningHours::parse(lunch, mondays).is_err());
}

/// In Berlin no 2:30 comes on 2026-03-29 and on 2027-03-28, and 3:10 is over when it is made up for.
#[test]
fn a_time_that_the_clock_skips_is_no_reason_to_be_open() {
    let night = vec![span(Weekday::Sunday, "02:30", "03:10")];
    let berlin = |closed_on: &[ClosedDay], now| {
        let hours = OpeningHours::parse(night.clone(), closed_on.iter().copied());
        standing(&hours.unwrap(), "Europe/Berlin", now)
    };
    let next = closed("2026-04-05T00:30:00Z");
    for now in ["2026-03-23T12:00:00Z", "2026-03-29T01:05:00Z"] {
        assert_eq!(berlin(&[], now), next, "{now}");
    }
    assert_eq!(
        berlin(&[], "2026-04-05T00:30:00Z"),
        open("2026-04-05T01:10:00Z")
    );
    // With as many of its dates closed as can be, between both and behind them.
    let skipped: Date = "2027-03-28".parse().unwrap();
    let first: Date = "2026-04-05".parse().unwrap();
    let sundays = (0..).map(|week: i64| first.saturating_add((7 * week).days()));
    let sundays = sundays.filter(|sunday| *sunday != skipped);
    let sundays: Vec<_> = sundays.map(ClosedDay).take(MAX_CLOSED_DAYS).collect();
    assert_eq!(
        berlin(&sundays, "2026-03-23T12:00:00Z"),
        closed("2027-06-06T00:30:00Z")
    );
}

fn wall(hour: i32, minute: i32) -> WallTime {
    format!("{hour:02}:{minute:02}").parse().unwrap()
}

fn any_time() -> impl Strategy<Value = WallTime> {
    (0..24 * 4).prop_map(|quarter| wall(quarter / 4, quarter % 4 * 15))
}

proptest! {
    /// Whatever the hours, the zone and the moment: it is open when a minute's own look at the
    /// clock on the wall says so, and what is told of the next change holds until then.
    #[test]
    fn each_moment_is_as_the_clock_on_the_wall_says(
        times in prop::collection::vec((0_usize..7, any_time(), any_time()), 1..5),
        closed in prop::collection::vec(0_i64..14, 0..3),
        zone in prop::sample::select(vec!["UTC", "Asia/Kolkata", "Australia/Lord_Howe"]),
        minute in 0_i64..(14 * 24 * 60),
    ) {
        let times: Vec<_> = times
            .into_iter()
            .map(|(day, opens, closes)| OpeningTime { day: Weekday::ALL[day], opens, closes })
            .collect();
        let first: Date = "2026-11-23".parse().unwrap();
        let closed = closed.into_iter().map(|day| ClosedDay(first.saturating_add(day.days())));
        let Ok(hours) = OpeningHours::parse(times, closed) else { return Ok(()); };
        let rules = TimeZone::parse(zone).unwrap().rules();
        let open = |at: Timestamp| {
            let clock = at.to_zoned(rules.clone()).datetime();
            let time = wall(clock.hour().into(), clock.minute().into());
            let begun_on = |date: Date, carried: bool| {
                let works = !hours.closed_on.contains(&ClosedDay(date));
                works && hours.week.iter().any(|one| {
                    one.day.is_of(date) && match (carried, one.closes <= one.opens) {
                        (false, false) => one.opens <= time && time < one.closes,
                        (false, true) => one.opens <= time,
                        (true, over) => over && time < one.closes,
                    }
                })
            };
            begun_on(clock.date(), false) || begun_on(clock.date().yesterday().unwrap(), true)
        };
        // A week in which no clock of these zones is changed.
        let now = at("2026-11-23T00:00:00Z") + SignedDuration::from_mins(minute);
        let told = hours.at(now, &rules);
        let (is_open, end) = match told {
            Standing::Open(end) => (true, end),
            Standing::Closed(end) => (false, Some(end)),
        };
        prop_assert_eq!(is_open, open(now));
        if let Some(end) = end {
            prop_assert!(end > now);
            prop_assert_ne!(open(end), is_open);
            prop_assert_eq!(hours.at(end - SignedDuration::from_secs(1), &rules), told);
        }
    }
}
