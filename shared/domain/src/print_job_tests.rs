//! What becomes of a job, by what printers say, by time and by hand.

use super::*;
use crate::fixtures::{later, now};

fn job() -> PrintJob {
    PrintJob::new(
        "lane_01job".parse().unwrap(),
        "hot".parse().unwrap(),
        PrintContent::Test,
        Slip::default(),
        now(),
    )
}

fn fetched() -> PrintJob {
    job().fetched(Some("aa"), now()).unwrap()
}

fn with(status: PrintStatus) -> PrintJob {
    PrintJob {
        status,
        ..fetched()
    }
}

#[test]
fn a_job_is_fetched_by_one_machine_which_may_fetch_it_again() {
    let first = fetched();
    assert_eq!((first.status, first.version), (PrintStatus::Claimed, 2));
    assert_eq!(first.fetched(Some("aa"), later(1)), Some(first.clone()));
    assert_eq!(first.fetched(None, later(1)), Some(first.clone()));
    assert_eq!(first.fetched(Some("bb"), later(1)), None);
    // Nobody knows any more whether it was printed.
    assert_eq!(first.fetched(Some("aa"), later(LEASE_SECONDS)), None);
    for over in [
        PrintStatus::Held,
        PrintStatus::Printed,
        PrintStatus::Failed,
        PrintStatus::Unconfirmed,
        PrintStatus::Dismissed,
    ] {
        assert_eq!(with(over).fetched(Some("aa"), later(1)), None, "{over:?}");
    }
}

#[test]
fn what_is_never_answered_for_is_unconfirmed_and_not_handed_over_again() {
    let lost = fetched().as_of(later(LEASE_SECONDS));
    assert_eq!((lost.status, lost.version), (PrintStatus::Unconfirmed, 3));
    assert!(!lost.is_due(later(LEASE_SECONDS)) && !lost.is_in_line());
    assert_eq!(fetched().as_of(later(LEASE_SECONDS - 1)), fetched());
    // A late word of it counts.
    let late = lost.answered(&PrintResult::Printed, "200 OK", later(3_600));
    assert_eq!(late.unwrap().status, PrintStatus::Printed);
    assert_eq!(
        lost.answered(&PrintResult::Failed, "511", later(3_600)),
        None
    );
}

#[test]
fn what_waited_for_long_waits_for_a_person() {
    assert!(job().is_due(later(HELD_SECONDS - 1)));
    let old = job().as_of(later(HELD_SECONDS));
    assert_eq!(old.status, PrintStatus::Held);
    assert!(!job().is_due(later(HELD_SECONDS)));
    let wanted = job()
        .wished(&JobWish::Release, later(HELD_SECONDS))
        .unwrap();
    assert_eq!((wanted.status, wanted.version), (PrintStatus::Queued, 2));
    assert!(wanted.is_due(later(HELD_SECONDS + 1)));
}

#[test]
fn what_was_printed_stays_so() {
    let printed = fetched()
        .answered(&PrintResult::Printed, "200 OK", later(5))
        .unwrap();
    assert_eq!(printed.status, PrintStatus::Printed);
    for said in [
        PrintResult::Printed,
        PrintResult::Kept,
        PrintResult::BrokenOff,
        PrintResult::Failed,
        PrintResult::Unclear,
    ] {
        assert_eq!(printed.answered(&said, "511", later(6)), None, "{said:?}");
    }
    for before in [
        PrintStatus::Dismissed,
        PrintStatus::Failed,
        PrintStatus::Queued,
    ] {
        let late = with(before).answered(&PrintResult::Printed, "", later(6));
        assert_eq!(late.unwrap().status, PrintStatus::Printed, "{before:?}");
    }
}

#[test]
fn a_printer_without_paper_gets_its_job_again_after_a_while() {
    let kept = fetched()
        .answered(&PrintResult::Kept, "410 Out of paper", later(5))
        .unwrap();
    assert_eq!(kept.status, PrintStatus::Queued);
    assert_eq!(kept.trouble.as_deref(), Some("410 Out of paper"));
    assert!(!kept.is_due(later(5)) && kept.is_due(later(5 + PAUSE_SECONDS)));
}

#[test]
fn a_broken_download_is_tried_again_and_not_for_ever() {
    let mut at = job();
    for attempt in 1..=MAX_TRIES {
        let time = later(i64::from(attempt) * 30);
        let claimed = at.fetched(None, time).unwrap();
        at = claimed
            .answered(&PrintResult::BrokenOff, "520", time)
            .unwrap();
    }
    assert_eq!(at.status, PrintStatus::Failed);
    let again = at.wished(&JobWish::Release, later(200)).unwrap();
    assert_eq!((again.status, again.broken_off), (PrintStatus::Queued, 0));
    let never = fetched()
        .answered(&PrintResult::Failed, "510", later(1))
        .unwrap();
    assert_eq!(never.status, PrintStatus::Failed);
    let unclear = fetched().answered(&PrintResult::Unclear, "EX_TIMEOUT", later(1));
    assert_eq!(unclear.unwrap().status, PrintStatus::Unconfirmed);
}

#[test]
fn what_may_have_been_printed_nobody_releases_and_what_is_in_hand_nobody_takes() {
    let other = JobWish::Move("cold".parse().unwrap());
    let allowed: [(PrintStatus, [bool; 4]); 7] = [
        (PrintStatus::Queued, [true, false, true, true]),
        (PrintStatus::Held, [true, true, true, true]),
        (PrintStatus::Claimed, [false, false, false, false]),
        (PrintStatus::Printed, [false, false, false, false]),
        (PrintStatus::Failed, [true, true, true, true]),
        (PrintStatus::Unconfirmed, [true, false, true, false]),
        (PrintStatus::Dismissed, [false, false, true, false]),
    ];
    for (status, expected) in allowed {
        let wishes = [
            JobWish::Dismiss,
            JobWish::Release,
            JobWish::Printed,
            other.clone(),
        ];
        let may = wishes.map(|wish| with(status).wished(&wish, later(1)).is_ok());
        assert_eq!(may, expected, "{status:?}");
    }
    let moved = job().wished(&other, later(1)).unwrap();
    assert_eq!((moved.printer_id.as_str(), moved.version), ("cold", 2));
    assert_eq!(moved.taken_from, Some("hot".parse().unwrap()));
}

#[test]
fn another_printer_takes_over_what_is_left_lying() {
    assert!(!job().is_left_lying(later(FALLBACK_SECONDS - 1)));
    assert!(job().is_left_lying(later(FALLBACK_SECONDS)));
    assert!(!fetched().is_left_lying(later(FALLBACK_SECONDS)));
    assert!(!job().is_left_lying(later(HELD_SECONDS)));
    let taken = job().taken_over(&"cold".parse().unwrap());
    assert_eq!((taken.printer_id.as_str(), taken.version), ("cold", 2));
    assert_eq!(taken.waiting_since, job().waiting_since);
}

#[test]
fn a_job_is_forgotten_in_the_end() {
    let end = job().expires_at - now().as_second();
    assert!(job().is_known(later(end - 1)) && !job().is_known(later(end)));
    assert_eq!(job().id.token(), "01job");
}
