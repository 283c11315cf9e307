//! Orders that are late for a fold, told in whatever order, and beside folders.

use salver::domain::business_day::BusinessDay;
use salver::domain::figures::Sums;
use salver::domain::fold::{DaySums, Facts, Late, Quarter};
use salver::domain::order::Order;
use salver::service::figures::fold_day;
use salver::store::{Day, KeptFold, Store};
use salver_demo::fixtures::{branch, later, now, profile};

use super::day;
use super::folding::{NEXT_DAY, at, count, kept};
use crate::world::{World, together};

/// The steps of a folder of a day that is over, each a call or two of its own.
#[derive(Default)]
struct Folder {
    read: Option<(Day, KeptFold)>,
    made: Option<KeptFold>,
}

impl Folder {
    async fn step(&mut self, store: &Store, step: usize, day: BusinessDay, until: Quarter) {
        match step {
            0 => {
                let fold = store.day_fold(&branch(), day).await.unwrap();
                self.read = Some((kept(store, day).await, fold));
            }
            1 => {
                let (read, mut next) = self.read.clone().unwrap();
                let stale: Vec<_> = next.fold.stale(&read.late).collect();
                for quarter in stale {
                    let span = (quarter.begins(), quarter.next().begins());
                    let facts = store.facts_between(&branch(), day, span, true).await;
                    next.fold.fold_anew(quarter, &facts.unwrap(), &read.late);
                }
                let orders = store.facts_since(&branch(), day, next.fold.until).await;
                let facts = Facts {
                    orders: &orders.unwrap(),
                    ..Facts::default()
                };
                next.fold.go_on(until, facts, &read.late);
                self.made = Some(next);
            }
            2 => {
                let made = self.made.as_ref().unwrap();
                if !store.keep_fold(&branch(), day, made).await.unwrap() {
                    self.made = None;
                }
            }
            _ => {
                let (Some(made), Some((read, _))) = (&self.made, &self.read) else {
                    return;
                };
                let sums = DaySums::from(&made.fold);
                store.keep_day(&branch(), day, &sums, read).await.unwrap();
            }
        }
    }
}

/// All ways in which so many steps of one and of another can follow each other; `true` is one of
/// the first's.
fn interleavings(ones: usize, others: usize) -> Vec<Vec<bool>> {
    let all = 0..1_u32 << (ones + others);
    let ways = all.filter(|way| way.count_ones() as usize == ones);
    let steps = |way: u32| (0..ones + others).map(move |step| way & (1 << step) != 0);
    ways.map(|way| steps(way).collect()).collect()
}

#[tokio::test]
async fn a_late_writer_and_a_folder_leave_no_fold_that_holds_and_lacks_a_fact() {
    let world = World::new().await;
    let store = &world.store;
    let until = Quarter::first_open(later(NEXT_DAY));
    let mut number = 0;
    // The folder's four steps and the writer's two in every order; the day was folded before, or
    // nothing of it was there.
    for is_folded in [false, true] {
        for way in interleavings(2, 4) {
            number += 1;
            let day = day().days_before(number);
            let order = |number: u32| Order {
                business_day: day,
                ..at(number, 0)
            };
            let first = order(1);
            if is_folded {
                store.put_fact(&first, now()).await.unwrap();
                fold_day(store, &profile(), day, later(NEXT_DAY))
                    .await
                    .unwrap();
            }
            let late = order(2);
            let (mut folder, mut written, mut folded) = (Folder::default(), 0, 0);
            for writes in &way {
                match (writes, written) {
                    (true, 0) => {
                        store.put_fact(&late, later(NEXT_DAY)).await.unwrap();
                        written = 1;
                    }
                    (true, _) => {
                        let marks = Late::from([(Quarter::of(late.placed_at), 1)]);
                        let marked = store.mark_late(&branch(), day, &marks, now()).await;
                        marked.unwrap();
                    }
                    (false, _) => {
                        folder.step(store, folded, day, until).await;
                        folded += 1;
                    }
                }
            }
            let facts = match is_folded {
                true => vec![first, late],
                false => vec![late],
            };
            let wanted = Sums::fold(&facts);
            let left = kept(store, day).await;
            if let Some(sums) = &left.sums {
                assert_eq!(sums.accepted, wanted.accepted, "{way:?} {is_folded}");
            }
            let fold = store.day_fold(&branch(), day).await.unwrap().fold;
            if fold.until == until && fold.stale(&left.late).count() == 0 {
                assert_eq!(fold.sums(), wanted, "{way:?} {is_folded}");
            }
            let after = fold_day(store, &profile(), day, later(NEXT_DAY)).await;
            assert_eq!(
                after.unwrap().accepted,
                wanted.accepted,
                "{way:?} {is_folded}"
            );
        }
    }
    assert_eq!(number, 30);
}

#[tokio::test]
async fn late_writers_and_folders_at_once_leave_the_sum_of_all_facts() {
    let world = World::new().await;
    let first: Vec<_> = (1..=6).map(|n| at(n, i64::from(n) * 600)).collect();
    count(&world.store, &first, now()).await;
    let after = later(NEXT_DAY);
    let tasks = (0..24_u32).map(|number| {
        let store = world.cold();
        async move {
            let order = at(10 + number, i64::from(number) * 200);
            if number % 3 == 0 {
                fold_day(&store, &profile(), day(), after).await.unwrap();
            } else {
                count(&store, &[order], after).await;
            }
        }
    });
    together(tasks).await;
    let late = (0..24_u32).filter(|number| number % 3 != 0);
    let late = late.map(|number| at(10 + number, i64::from(number) * 200));
    let all: Vec<_> = first.into_iter().chain(late).collect();
    // Each writer folds what it was late for, so the day holds when the last one is done.
    let sums = kept(&world.store, day()).await.sums.unwrap();
    assert_eq!(sums.accepted, Sums::fold(&all).accepted);
    let fold = world.store.day_fold(&branch(), day()).await.unwrap();
    assert_eq!(fold.fold.sums(), Sums::fold(&all));
}
