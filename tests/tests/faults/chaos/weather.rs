//! What goes wrong. Each decision follows from the seed, from what it is about and from how
//! many of that kind there were, so that a seed repeats them whatever the timing.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use salver_tests::{Dice, Fate, Stack, StoreCall, StoreProxy, Wire};

use super::Over;

/// What becomes of the `nth` call to the store of its function and operation: most pass.
fn fate(dice: &Dice, call: &StoreCall, nth: u64) -> Fate {
    let mut dice = dice
        .of(&format!("{} {}", call.function, call.operation))
        .of(&nth.to_string());
    // A record is told to many, with many calls, and given up after five failures.
    let deaths = if call.function == "fan-out" { 5 } else { 10 };
    match dice.roll(1_000) {
        0..30 => Fate::Throttle,
        30..50 => Fate::Break,
        50..70 => Fate::HangUp,
        70..100 => Fate::LoseAnswer,
        100..130 => Fate::AnswerLate(Duration::from_millis(dice.roll(200))),
        130..150 => Fate::Late(Duration::from_millis(dice.roll(200))),
        point if point < 150 + deaths => Fate::KillBefore,
        point if point < 150 + 2 * deaths => Fate::KillAfter,
        _ => Fate::Pass,
    }
}

/// Decides about calls as they come.
fn judge(dice: Dice) -> impl FnMut(&StoreCall) -> Fate {
    let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
    move |call| {
        if call.warm_up {
            return Fate::Pass;
        }
        let kind = (call.function.clone(), call.operation.clone());
        let count = counts.entry(kind).or_default();
        *count += 1;
        fate(&dice, call, *count)
    }
}

/// From now on the store fails.
pub(super) fn spoil(proxy: &StoreProxy, dice: &Dice) {
    proxy.judge(judge(dice.of("store")));
}

/// Kills a function now and then, whatever it is at. Gives the number of processes.
pub(super) async fn kill(stack: Arc<Stack>, dice: Dice, over: Over) -> usize {
    let folders = std::fs::read_dir(salver_tests::root().join("functions")).unwrap();
    let mut functions: Vec<_> = folders
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    functions.sort();
    let (mut dice, mut killed) = (dice.of("kills"), 0);
    while !over.is_over() {
        let victim = dice.pick(&functions);
        let mut processes = stack.processes().into_iter();
        if let Some(process) = processes.rfind(|p| p.program() == *victim) {
            process.kill();
            killed += 1;
        }
        tokio::time::sleep(Duration::from_millis(200 + dice.roll(600))).await;
    }
    killed
}

/// What befell the links of the screens.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub(super) cut: usize,
    pub(super) frozen: usize,
}

/// Cuts and freezes the WebSockets behind these wires, one after the other.
pub(super) async fn disturb(wires: Arc<Vec<Wire>>, dice: Dice, over: Over) -> Links {
    let dice = dice.of("links");
    let mut links = Links::default();
    for nth in 1.. {
        // Of both kinds there is one in every run, however short: those come soon, and again
        // where a screen had no link just then.
        let (frozen, cut) = (links.frozen > 0, links.cut > 0);
        let calm = if frozen && cut { 500 } else { 100 };
        let pause = calm + dice.of("pause").nth(nth, 2 * calm);
        tokio::time::sleep(Duration::from_millis(pause)).await;
        if over.is_over() {
            break;
        }
        let at = usize::try_from(nth).unwrap() % wires.len();
        if !frozen || (cut && dice.nth(nth, 2) == 0) {
            links.frozen += wires[at].freeze();
        } else {
            links.cut += wires[at].cut();
        }
    }
    links
}

#[test]
fn one_seed_decides_alike_whoever_calls_first() {
    let call = |function: &str, operation: &str| StoreCall {
        function: function.to_owned(),
        operation: operation.to_owned(),
        warm_up: false,
    };
    let kinds = [
        call("edit-cart", "PutItem"),
        call("edit-cart", "BatchGetItem"),
        call("fan-out", "UpdateItem"),
    ];
    let decisions = |seed: u64, order: &[usize]| {
        let mut judge = judge(Dice::new(seed).of("store"));
        let mut decided: BTreeMap<usize, Vec<Fate>> = BTreeMap::new();
        for kind in order {
            decided.entry(*kind).or_default().push(judge(&kinds[*kind]));
        }
        decided
    };
    let one_after_the_other: Vec<usize> = [[0; 500], [1; 500], [2; 500]].concat();
    let mut mixed = one_after_the_other.clone();
    Dice::new(1).shuffle(&mut mixed);
    let decided = decisions(7, &one_after_the_other);
    assert_eq!(decided, decisions(7, &mixed));
    assert_ne!(decided, decisions(8, &mixed));
    assert_ne!(decided[&0], decided[&1]);
    let faults = decided[&0].iter().filter(|fate| **fate != Fate::Pass);
    assert!((50..125).contains(&faults.count()), "{:?}", decided[&0]);
}
