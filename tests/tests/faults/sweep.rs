//! The crash sweep: each writing function is killed before and after each of its store calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use salver_tests::Fate;

use crate::scene::{House, Write};

/// Lets the `nth` call (from 1) of a function's request meet `fate`, once. Says whether it has.
fn strike(house: &House, function: &'static str, nth: usize, fate: Fate) -> Arc<AtomicBool> {
    let struck = Arc::new(AtomicBool::new(false));
    let hit = Arc::clone(&struck);
    let mut count = 0;
    house.proxy.judge(move |call| {
        if call.function != function || call.warm_up {
            return Fate::Pass;
        }
        count += 1;
        if count != nth {
            return Fate::Pass;
        }
        hit.store(true, Ordering::Relaxed);
        fate
    });
    struck
}

/// Threat 3.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_03_killed_at_every_store_call_of_every_write() {
    let mut house = House::open().await;
    let mut kills = 0;
    for write in Write::ALL {
        println!("{write:?} after {kills} kills");
        for fate in [Fate::KillBefore, Fate::KillAfter] {
            for nth in 1.. {
                let scene = house.set(write, 0).await;
                let struck = strike(&house, write.function(), nth, fate);
                let first = scene.send(&house).await;
                house.proxy.heal();
                if !struck.load(Ordering::Relaxed) {
                    // It makes fewer calls: each has been met.
                    assert!(nth > 1, "{write:?} makes no call");
                    assert_eq!(first.status, write.done(), "{write:?}: {}", first.text);
                    scene.stands(&mut house, &first).await;
                    break;
                }
                kills += 1;
                assert!(
                    first.status >= 500,
                    "{write:?} {nth} {fate:?}: {}",
                    first.text
                );
                let last = scene.settle(&house).await;
                scene.stands(&mut house, &last).await;
            }
        }
    }
    house.check().await;
    assert!(kills > 100, "only {kills} kills");
}
