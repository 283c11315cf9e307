//! The store throttles, breaks, hangs and loses answers, at every call of every write.

use std::time::Duration;

use salver_tests::{Answer, Fate};

use crate::scene::{House, Scene, Write};

/// How a call can fail without its process dying.
const FATES: [Fate; 4] = [Fate::LoseAnswer, Fate::Throttle, Fate::Break, Fate::HangUp];
/// Tries of one call, the first included; as the functions' SDK is set.
const TRIES: usize = 4;

/// Lets calls of a write's function fail from the `nth` on, `times` of them.
fn fail(house: &House, write: Write, nth: usize, fate: Fate, times: usize) {
    let mut count = 0;
    house.proxy.take();
    house.proxy.judge(move |call| {
        if call.function != write.function() || call.warm_up {
            return Fate::Pass;
        }
        count += 1;
        if count < nth || count >= nth.saturating_add(times) {
            return Fate::Pass;
        }
        fate
    });
}

/// All calls pass again. Gives back how many failed.
fn heal(house: &House) -> usize {
    house.proxy.heal();
    let calls = house.proxy.take();
    calls.iter().filter(|(_, fate)| *fate != Fate::Pass).count()
}

/// A refusal that tells clients to come again.
fn is_busy(write: Write, answer: Answer) {
    // A handshake has no body that a page could read.
    if write == Write::Connect && answer.body["code"] != "unavailable" {
        assert!(answer.status >= 500, "{answer:?}");
        return;
    }
    assert_eq!(answer.header("retry-after"), "1");
    answer.refused(503, "unavailable");
}

async fn in_the_end(house: &mut House, scene: Scene) {
    let last = scene.settle(house).await;
    scene.stands(house, &last).await;
}

/// Threat 34. One failure is made good unseen.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_34_one_failure_of_any_call_is_made_good() {
    let mut house = House::open().await;
    for (number, write) in Write::ALL.into_iter().enumerate() {
        println!("{write:?}");
        for nth in 1.. {
            let fate = FATES[(number + nth) % FATES.len()];
            let scene = house.set(write, 0).await;
            fail(&house, write, nth, fate, 1);
            let answer = scene.send(&house).await;
            let met = heal(&house);
            // A ticket whose use was not heard of is gone: the page takes a new one.
            let used = write == Write::Connect && answer.status == 401;
            if used && fate == Fate::LoseAnswer {
                in_the_end(&mut house, scene).await;
                continue;
            }
            let done = write.done();
            assert_eq!(
                answer.status, done,
                "{write:?} {nth} {fate:?}: {}",
                answer.text
            );
            scene.stands(&mut house, &answer).await;
            if met == 0 {
                assert!(nth > 1, "{write:?} makes no call");
                break;
            }
        }
    }
    house.check().await;
}

/// Threat 34. A failure that lasts is tried a few times, said, and leaves nothing behind: what
/// was done without an answer is found by the retry.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_34_a_store_that_goes_on_failing_is_said() {
    let mut house = House::open().await;
    for (number, write) in Write::ALL.into_iter().enumerate() {
        println!("{write:?}");
        // Every call loses its answers; and one of the other failures each.
        for lost in [true, false] {
            for nth in 1.. {
                let fate = match lost {
                    true => Fate::LoseAnswer,
                    false => FATES[1 + (number + nth) % (FATES.len() - 1)],
                };
                let scene = house.set(write, 0).await;
                fail(&house, write, nth, fate, usize::MAX);
                let answer = scene.send(&house).await;
                let met = heal(&house);
                if met == 0 {
                    assert_eq!(answer.status, write.done(), "{write:?}: {}", answer.text);
                    scene.stands(&mut house, &answer).await;
                    break;
                }
                // Two calls at most are under way side by side.
                let bounded = (2..=2 * TRIES).contains(&met);
                assert!(bounded, "{write:?} {nth} {fate:?}: {met} tries");
                is_busy(write, answer);
                in_the_end(&mut house, scene).await;
            }
        }
    }
    house.check().await;
}

/// Threat 34. A store that takes the calls and says nothing: the functions give up before
/// their own time is over, so that clients are told when to come again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_34_a_store_that_hangs_is_given_up() {
    let mut house = House::open().await;
    let mut scenes = Vec::new();
    for (table, write) in SLOW.into_iter().enumerate() {
        scenes.push(house.set(write, table).await);
    }
    // The first call passes, so that each has begun something. The others would be done long
    // after everybody has given up.
    let mut begun = Vec::new();
    house.proxy.judge(move |call| {
        let writes = SLOW.iter().any(|write| write.function() == call.function);
        if call.warm_up || !writes {
            return Fate::Pass;
        }
        if begun.contains(&call.function) {
            return Fate::Late(Duration::from_secs(600));
        }
        begun.push(call.function.clone());
        Fate::Pass
    });
    let answers = futures::future::join_all(scenes.iter().map(|scene| scene.send(&house))).await;
    house.proxy.heal();
    for (scene, answer) in scenes.into_iter().zip(answers) {
        is_busy(scene.write, answer);
        in_the_end(&mut house, scene).await;
    }
    house.check().await;
}

/// One of each function; those with most calls.
const SLOW: [Write; 7] = [
    Write::Close,
    Write::Join,
    Write::PutLine,
    Write::Order,
    Write::Call,
    Write::MoveOrder,
    Write::SignIn,
];
