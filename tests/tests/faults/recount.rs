//! Figures that were kept wrongly are made again by whoever has the machine.

use salver::api::clock;
use salver::domain::fold::{DayFold, DaySums};
use salver::domain::role::Role;
use salver::store::KeptFold;
use salver_tests::{Stack, Staff};
use serde_json::Value;
use tempfile::TempDir;

/// The days of the owner's figures, today left out.
async fn days(owner: &Staff) -> Vec<Value> {
    let answer = owner.caller.get(&owner.path("figures")).await;
    let figures = answer.expect_status(200);
    let mut days = figures["days"].as_array().unwrap().clone();
    days.pop();
    days
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_that_were_kept_wrongly_are_made_again_at_a_start() {
    let folder = TempDir::new().unwrap();
    let stack = Stack::start_with(folder, &["--past-days", "3"]).await;
    stack.caught_up().await;
    let right = days(&stack.staff(Role::Owner).await).await;
    let (store, branch) = (stack.store(), stack.branch.parse().unwrap());
    let profile = store.profile(&branch).await.unwrap().unwrap();
    let day = profile.business_day(clock::now()).days_before(1);

    // A day of which nothing is known, as far as what is kept says.
    let read = store.day_figures(&branch, (day, day)).await.unwrap();
    let nothing = DaySums::default();
    let is_kept = store.keep_day(&branch, day, &nothing, &read[&day]).await;
    assert!(is_kept.unwrap());
    let kept = store.day_fold(&branch, day).await.unwrap();
    let until = kept.fold.until;
    let fold = DayFold {
        until,
        ..DayFold::default()
    };
    let wrong = KeptFold { fold, ..kept };
    assert!(store.keep_fold(&branch, day, &wrong).await.unwrap());
    let seen = days(&stack.staff(Role::Owner).await).await;
    assert_ne!(seen, right);

    let span = format!("{branch}={day}..{day}");
    let stack = Stack::start_with(stack.kill_all(), &["--recount", &span]).await;
    let seen = days(&stack.staff(Role::Owner).await).await;
    assert_eq!(seen, right);
}
