//! Many writes fail side by side: one of each function at a time, so that it is known whose
//! calls are whose.

use std::collections::{BTreeMap, VecDeque};
use std::time::Instant;

use futures::future::join_all;
use futures::{StreamExt, stream};
use salver_tests::{Answer, Fate};

use crate::scene::{Blow, House, Write};

/// A write whose calls shall fail one after the other, in this way.
pub(crate) struct Job {
    pub(crate) write: Write,
    /// What becomes of its `nth` call.
    pub(crate) fate: Box<dyn Fn(usize) -> Fate>,
    /// So many calls from that one on.
    pub(crate) times: usize,
}

impl Job {
    fn blow(&self, nth: usize) -> Blow {
        let (fate, times) = ((self.fate)(nth), self.times);
        Blow { nth, fate, times }
    }
}

/// A first try in which calls were hit.
#[derive(Debug)]
pub(crate) struct Hit<'a> {
    pub(crate) write: Write,
    pub(crate) blow: Blow,
    /// When calls were.
    pub(crate) met: Vec<Instant>,
    pub(crate) answer: &'a Answer,
}

/// Does things side by side, in their order; not so many that a busy machine keeps the
/// functions waiting until they give up.
pub(crate) async fn few_at_once<T>(
    things: impl Iterator<Item = impl Future<Output = T>>,
) -> Vec<T> {
    let things: Vec<_> = things.collect();
    stream::iter(things).buffered(4).collect().await
}

/// Does every job with the first, the second and each further call, until it makes none that
/// could fail. `judge` says whether an answer is as it should be, and `true` when it was the
/// last, so that nobody tries again. Afterwards each write stands once. Gives the number of
/// blows that fell.
pub(crate) async fn rounds(
    house: &mut House,
    jobs: Vec<Job>,
    judge: impl Fn(&Hit<'_>) -> bool,
) -> usize {
    let mut lanes: BTreeMap<&str, VecDeque<Job>> = BTreeMap::new();
    for job in jobs {
        lanes.entry(job.write.lane()).or_default().push_back(job);
    }
    let mut lanes: Vec<_> = lanes.into_values().map(|jobs| (jobs, 1)).collect();
    let (mut fell, mut rounds) = (0, 0);
    while !lanes.is_empty() {
        rounds += 1;
        house.sign_in_again().await;
        let now: Vec<_> = lanes
            .iter()
            .map(|(jobs, nth)| (jobs[0].write, jobs[0].blow(*nth)))
            .collect();
        println!("round {rounds}: {now:?}");
        let setting = now.iter().enumerate();
        let setting = setting.map(|(table, (write, _))| house.set(*write, table));
        let scenes = few_at_once(setting).await;
        for (write, blow) in &now {
            house.aim(write.function(), *blow);
        }
        let first = join_all(scenes.iter().map(|scene| scene.send(house))).await;
        let met: Vec<_> = now
            .iter()
            .map(|(write, _)| house.met(write.function()))
            .collect();
        house.heal();
        let mut last = Vec::new();
        for (((write, blow), answer), met) in now.iter().zip(first).zip(&met) {
            let (write, blow, met) = (*write, *blow, met.clone());
            let is_last = if met.is_empty() {
                // It makes fewer calls: each has been met.
                assert!(blow.nth > 1, "{write:?} makes no call");
                assert_eq!(answer.status, write.done(), "{write:?}: {}", answer.text);
                true
            } else {
                let answer = &answer;
                judge(&Hit {
                    write,
                    blow,
                    met,
                    answer,
                })
            };
            last.push(is_last.then_some(answer));
        }
        let settling = scenes
            .iter()
            .zip(last)
            .map(async |(scene, last)| match last {
                Some(answer) => answer,
                None => scene.settle(house).await,
            });
        let last = few_at_once(settling).await;
        house.stand(scenes.into_iter().zip(last).collect()).await;
        for ((jobs, nth), met) in lanes.iter_mut().zip(met) {
            *nth += 1;
            fell += usize::from(!met.is_empty());
            if met.is_empty() {
                jobs.pop_front();
                *nth = 1;
            }
        }
        lanes.retain(|(jobs, _)| !jobs.is_empty());
    }
    house.check().await;
    println!("{fell} blows in {rounds} rounds");
    fell
}
