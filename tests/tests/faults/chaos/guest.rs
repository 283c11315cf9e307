//! A phone on a bad network that orders until it is told that it has.

use std::time::{Duration, Instant};

use reqwest::RequestBuilder;
use salver_tests::{Answer, Dice, Dish, Heard, Phone, Sent, Wire, key};

/// Tries until something is said; more than any run of failures.
const TRIES: u64 = 100;

/// How much a phone orders.
#[derive(Debug, Clone, Copy)]
pub(super) struct Appetite {
    pub(super) orders: usize,
    /// Goes on until then even when all orders are sent.
    pub(super) until: Option<Instant>,
}

/// One phone. Every third reply to it is cut on its way, when the server has done its part.
pub(super) struct Guest {
    phone: Phone,
    wire: Wire,
    session: String,
    name: String,
    dice: Dice,
    sent: Vec<Sent>,
}

/// What a phone has to tell in the end.
pub(super) struct Evening {
    pub(super) sent: Vec<Sent>,
    /// Replies that were cut.
    pub(super) lost: usize,
}

impl Guest {
    /// Goes behind a network of its own.
    pub(super) async fn new(phone: Phone, session: &str, name: String, dice: &Dice) -> Self {
        let wire = Wire::before(phone.caller.origin()).await;
        wire.lose_every(3);
        let phone = Phone {
            caller: wire.reach(&phone.caller),
            guest: phone.guest,
        };
        Self {
            phone,
            wire,
            session: session.to_owned(),
            dice: dice.of(&name),
            name,
            sent: Vec::new(),
        }
    }

    /// Tries with pauses until something is said, at most so often.
    async fn insist(
        &self,
        mut dice: Dice,
        times: u64,
        request: impl Fn(&Phone) -> RequestBuilder,
    ) -> Option<Answer> {
        for _ in 0..times {
            let answer = Answer::try_to(request(&self.phone)).await.ok();
            let answer = answer.filter(|answer| answer.status < 500);
            if answer.is_some() {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(20 + dice.roll(100))).await;
        }
        None
    }

    async fn order(&mut self, dishes: &[Dish], number: usize) {
        // All that this order decides follows from its number, however often it is tried.
        let mut dice = self.dice.of(&format!("order {number}"));
        let line = format!("{}-{number}", self.name);
        let body = dice.pick(dishes).line(1 + u32::from(dice.roll(3) == 0));
        let put = self.insist(dice.of("put"), TRIES, |phone| phone.putting(&line, &body));
        let put = put.await.unwrap();
        if put.body["code"] == "cart_changed" {
            // It was put, the answer was lost, and the other phone has ordered it since.
            return;
        }
        let cart = put.expect_status(200);
        let mut sent = Sent::new(&self.session, &self.phone.guest, &cart);
        let (key, body) = (key(), Phone::order_body(&cart));
        // Some phones are put away before they hear anything; some are tapped twice.
        let (patient, twice) = (dice.roll(4) > 0, dice.roll(5) == 0);
        let times = if patient { TRIES } else { 1 };
        let ordering = |phone: &Phone| phone.ordering(&key, &body);
        let tap = self.insist(dice.of("tap"), times, ordering);
        let answers = match twice {
            true => {
                let second = self.insist(dice.of("second tap"), times, ordering);
                let (one, two) = tokio::join!(tap, second);
                [one, two]
            }
            false => [tap.await, None],
        };
        sent.heard = heard(&answers);
        self.sent.push(sent);
    }

    /// Orders, and tells of it.
    pub(super) async fn evening(mut self, dishes: Vec<Dish>, appetite: Appetite) -> Evening {
        let Appetite { orders, until } = appetite;
        let mut number = 0;
        while number < orders || until.is_some_and(|until| Instant::now() < until) {
            number += 1;
            self.order(&dishes, number).await;
        }
        Evening {
            sent: self.sent,
            lost: self.wire.lost(),
        }
    }
}

/// What the taps on one button were told, if anything: all the same order, or all that the
/// other phone of the party was faster.
fn heard(answers: &[Option<Answer>]) -> Heard {
    let mut all: Vec<Heard> = Vec::new();
    for answer in answers.iter().flatten() {
        let heard = Heard::of(Some(answer));
        if heard == Heard::Failed {
            assert_eq!(answer.body["code"], "cart_changed", "{}", answer.text);
        }
        all.push(heard);
    }
    all.dedup();
    assert!(all.len() < 2, "one button, two answers: {all:?}");
    all.pop().unwrap_or(Heard::Unknown)
}
