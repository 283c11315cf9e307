//! The store throttles, breaks, hangs and loses answers, at every call of every write.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use futures::future::join_all;
use salver_tests::{Answer, Fate};

use crate::rounds::{Job, few_at_once, rounds};
use crate::scene::{Blow, House, Write};

/// How a call can fail without its process dying.
const FATES: [Fate; 4] = [Fate::LoseAnswer, Fate::Throttle, Fate::Break, Fate::HangUp];
/// Tries of one call, the first included; as the functions' SDK is set.
const TRIES: usize = 4;
/// So many calls at most are under way side by side: what a running day says lies in four.
const SIDE_BY_SIDE: usize = 4;

/// A refusal that tells clients to come again.
fn is_busy(write: Write, answer: &Answer) {
    // A handshake has no body that a page could read.
    if write == Write::Connect && answer.body["code"] != "unavailable" {
        assert!(answer.status >= 500, "{answer:?}");
        return;
    }
    assert_eq!(answer.header("retry-after"), "1");
    answer.clone().refused(503, "unavailable");
}

/// Threat 34. One failure is made good unseen.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_34_one_failure_of_any_call_is_made_good() {
    let mut house = House::open().await;
    let jobs = Write::ASKED.into_iter().enumerate();
    let jobs = jobs.map(|(number, write)| Job {
        write,
        fate: Box::new(move |nth| FATES[(number + nth) % FATES.len()]),
        times: 1,
    });
    let failures = rounds(&mut house, jobs.collect(), |hit| {
        // A ticket whose use was not heard of is gone: the page takes a new one.
        let used = hit.write == Write::Connect && hit.answer.status == 401;
        if used && hit.blow.fate == Fate::LoseAnswer {
            return false;
        }
        assert_eq!(hit.answer.status, hit.write.done(), "{hit:?}");
        true
    });
    let failures = failures.await;
    assert!(failures > 75, "only {failures} failures");
}

/// Threat 34. A failure that lasts is tried a few times, said, and leaves nothing behind: what
/// was done without an answer is found by the retry.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_34_a_store_that_goes_on_failing_is_said() {
    let mut house = House::open().await;
    let mut jobs = Vec::new();
    // Every call loses its answers; and one of the other failures each.
    for (number, write) in Write::ASKED.into_iter().enumerate() {
        let others = move |nth| FATES[1 + (number + nth) % (FATES.len() - 1)];
        let fates: [Box<dyn Fn(usize) -> Fate>; 2] =
            [Box::new(|_| Fate::LoseAnswer), Box::new(others)];
        jobs.extend(fates.map(|fate| Job {
            write,
            fate,
            times: usize::MAX,
        }));
    }
    let waits = RefCell::new(Vec::new());
    // A process that met failures only has no budget of retries left, and asks once.
    let once = Cell::new(0);
    let failures = rounds(&mut house, jobs, |hit| {
        assert!(
            (1..=SIDE_BY_SIDE * TRIES).contains(&hit.met.len()),
            "{hit:?}"
        );
        once.set(once.get() + usize::from(hit.met.len() == 1));
        if hit.met.len() == TRIES {
            waits.borrow_mut().push(hit.met[TRIES - 1] - hit.met[0]);
        }
        is_busy(hit.write, hit.answer);
        false
    });
    let failures = failures.await;
    assert!(failures > 150, "only {failures} failures");
    let once = once.get();
    assert!(
        once * 10 < failures,
        "{once} of {failures} were not tried again"
    );
    // Who failed together does not come back together: the waits are spread.
    let mut waits = waits.into_inner();
    waits.sort();
    let few = waits.len() / 50;
    let (short, long) = (waits[few], waits[waits.len() - 1 - few]);
    assert!(few > 1 && long > short * 3 / 2, "{waits:?}");
}

/// Threat 34. A store that takes the calls and says nothing: the functions give up before
/// their own time is over, so that clients are told when to come again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_34_a_store_that_hangs_is_given_up() {
    let mut house = House::open().await;
    let setting = SLOW.into_iter().enumerate();
    let scenes = few_at_once(setting.map(|(table, write)| house.set(write, table))).await;
    // The first call passes, so that each has begun something. The others would be done long
    // after everybody has given up.
    for write in SLOW {
        let blow = Blow {
            nth: 2,
            fate: Fate::Late(Duration::from_secs(600)),
            times: usize::MAX,
        };
        house.aim(write.function(), blow);
    }
    let answers = join_all(scenes.iter().map(|scene| scene.send(&house))).await;
    house.heal();
    for (scene, answer) in scenes.iter().zip(&answers) {
        is_busy(scene.write, answer);
    }
    let last = few_at_once(scenes.iter().map(|scene| scene.settle(&house))).await;
    house.stand(scenes.into_iter().zip(last).collect()).await;
    house.check().await;
}

/// Of the functions that somebody waits for, the write with most calls.
const SLOW: [Write; 8] = [
    Write::Close,
    Write::Join,
    Write::PutLine,
    Write::Order,
    Write::Call,
    Write::MoveOrder,
    Write::SignIn,
    Write::Recode,
];
