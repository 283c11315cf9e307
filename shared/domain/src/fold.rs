//! Sums of facts: a quarter of an hour that is over is folded from its facts, a business day
//! from its quarters. Nothing is added to a sum and nothing is taken from one; what comes late
//! has its quarter folded anew, from all of its facts.
//!
//! How a fold knows that it still holds: whoever writes a fact when its quarter may have been
//! folded already counts that quarter as late, after the fact stands. A fold says which count it
//! was made from, and reads that count before it reads the facts. So either the fact is in it, or
//! the count has moved on and it is made again.
//!
//! The facts of money are the till's entries. They never change, and each stands within a minute of
//! the time that it names, as the request that writes it is over by then. So none comes late to a
//! quarter that is closed, and what is folded of them holds as long as the day.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::figures::{Sums, Tally};
use super::order::Order;
use super::till::entry::TillEntry;
use super::till::sums::MoneySums;

/// The seconds of a quarter of an hour.
const SECONDS: i64 = 15 * 60;
/// A fact that is written so long after its quarter ended is late. Before that, no fold can have
/// been made without it.
const LATE_AFTER: SignedDuration = SignedDuration::from_mins(4);
/// So long after its end a quarter may be folded. Between the two a writer has to be done that
/// thought itself in time: it has a minute at most (`follow-up`'s time-out), and clocks differ
/// by less than the other.
const CLOSED_AFTER: SignedDuration = SignedDuration::from_mins(6);

/// A quarter of an hour, by how many there were since 1970. It is in UTC: a clock on the wall
/// that is put back has some quarters twice. Each lies within one hour and one business day of any
/// branch, as all time zones are whole quarters from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter(i64);

impl Quarter {
    /// Before all others.
    pub const FIRST: Self = Self(0);

    /// The one that a moment is in; the first for what is before 1970.
    pub fn of(at: Timestamp) -> Self {
        Self(at.as_second().div_euclid(SECONDS).max(0))
    }

    /// By its number.
    pub fn numbered(number: i64) -> Self {
        Self(number)
    }

    /// How many there were before.
    pub fn number(self) -> i64 {
        self.0
    }

    /// Its first moment.
    pub fn begins(self) -> Timestamp {
        let second = self.0.saturating_mul(SECONDS);
        // Only a number that no moment has is no moment.
        Timestamp::from_second(second).unwrap_or(Timestamp::MAX)
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The first that may not be folded yet at `now`: all before it are closed.
    pub fn first_open(now: Timestamp) -> Self {
        Self::of(closing(now))
    }

    /// Whether a fact of it that is written at `now` may have missed a fold.
    pub fn is_late(self, now: Timestamp) -> bool {
        let end = self.next().begins();
        end.saturating_add(LATE_AFTER).is_ok_and(|late| late <= now)
    }
}

/// At `now` all facts of before this moment stand, but for those that are counted as late.
pub fn closing(now: Timestamp) -> Timestamp {
    now.saturating_sub(CLOSED_AFTER).unwrap_or(Timestamp::MIN)
}

/// How often each quarter of a day got a fact late.
pub type Late = BTreeMap<Quarter, u64>;

/// A quarter that is folded.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Part {
    /// How often it had got a fact late, before its facts were read.
    pub late: u64,
    /// What its facts count.
    pub sums: Sums,
}

/// What a day's sums are made from.
#[derive(Debug, Default, Clone, Copy)]
pub struct Facts<'a> {
    /// Its orders, as they count.
    pub orders: &'a [Order],
    /// What was done with money.
    pub entries: &'a [TillEntry],
}

/// A business day as far as it is folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayFold {
    /// Those before this quarter are in it, and no other.
    pub until: Quarter,
    /// Those in which somebody ordered.
    pub quarters: BTreeMap<Quarter, Part>,
    /// What the till's entries of before `until` count.
    pub money: MoneySums,
}

impl Default for DayFold {
    fn default() -> Self {
        Self {
            until: Quarter::FIRST,
            quarters: BTreeMap::new(),
            money: MoneySums::default(),
        }
    }
}

impl DayFold {
    /// The quarters that no longer hold: they got a fact late since they were folded.
    pub fn stale<'a>(&'a self, late: &'a Late) -> impl Iterator<Item = Quarter> + 'a {
        let folded = late.range(..self.until);
        let moved = folded.filter(|(quarter, count)| self.late(**quarter) < **count);
        moved.map(|(quarter, _)| *quarter)
    }

    fn late(&self, quarter: Quarter) -> u64 {
        self.quarters.get(&quarter).map_or(0, |part| part.late)
    }

    /// Folds one quarter anew from all of its `facts`, which were read after `late`.
    pub fn fold_anew(&mut self, quarter: Quarter, facts: &[Order], late: &Late) {
        let late = late.get(&quarter).copied().unwrap_or_default();
        let sums = Sums::fold(facts);
        self.quarters.insert(quarter, Part { late, sums });
    }

    /// Folds the quarters from [`DayFold::until`] until before `until`. `facts` are all of the
    /// day from there on, and were read after `late`; what is not closed stays out.
    pub fn go_on(&mut self, until: Quarter, facts: Facts<'_>, late: &Late) {
        let mut quarters = BTreeMap::<Quarter, Vec<&Order>>::new();
        let new = self.until..until;
        let money = facts.entries.iter();
        let money = MoneySums::of(money.filter(|entry| new.contains(&Quarter::of(entry.at))));
        self.money = std::mem::take(&mut self.money).plus(&money);
        for fact in facts.orders {
            let quarter = Quarter::of(fact.placed_at);
            if new.contains(&quarter) {
                quarters.entry(quarter).or_default().push(fact);
            }
        }
        for (quarter, facts) in quarters {
            let late = late.get(&quarter).copied().unwrap_or_default();
            let sums = Sums::fold(facts);
            self.quarters.insert(quarter, Part { late, sums });
        }
        self.until = self.until.max(until);
    }

    /// All of it.
    pub fn sums(&self) -> Sums {
        let parts = self.quarters.values();
        parts.fold(Sums::default(), |sums, part| sums.plus(&part.sums))
    }

    /// What it adds up to with the `facts` that are not in it.
    pub fn with(&self, facts: Facts<'_>) -> Self {
        let mut whole = self.clone();
        let orders = facts.orders.iter().map(|fact| Quarter::of(fact.placed_at));
        let entries = facts.entries.iter().map(|entry| Quarter::of(entry.at));
        let end = orders.chain(entries).max();
        whole.go_on(end.map_or(self.until, Quarter::next), facts, &Late::new());
        whole
    }
}

/// What a business day adds up to, without its items.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct DaySums {
    /// All that was sold.
    pub accepted: Tally,
    /// What nobody has agreed to.
    pub waiting: Tally,
    /// Pieces of its orders that were voided.
    pub voided: Tally,
    /// What was sold of each quarter's orders.
    pub quarters: BTreeMap<Quarter, Tally>,
    /// What was billed and paid.
    pub money: MoneySums,
}

impl From<&DayFold> for DaySums {
    fn from(fold: &DayFold) -> Self {
        let sold = fold.quarters.iter();
        let sold = sold.map(|(quarter, part)| (*quarter, part.sums.accepted));
        let quarters: BTreeMap<_, _> = sold.filter(|(_, sold)| *sold != Tally::default()).collect();
        let all = |of: fn(&Sums) -> Tally| {
            let parts = fold.quarters.values();
            parts.fold(Tally::default(), |sum, part| sum.plus(of(&part.sums)))
        };
        Self {
            accepted: quarters
                .values()
                .copied()
                .fold(Tally::default(), Tally::plus),
            waiting: all(|sums| sums.waiting),
            voided: all(|sums| sums.voided),
            quarters,
            money: fold.money.clone(),
        }
    }
}

impl DaySums {
    /// By hours, as `hour_of` a moment says.
    pub fn hours(&self, hour_of: impl Fn(Timestamp) -> u8) -> BTreeMap<u8, Tally> {
        let mut hours = BTreeMap::<u8, Tally>::new();
        for (quarter, sold) in &self.quarters {
            let hour = hours.entry(hour_of(quarter.begins())).or_default();
            *hour = hour.plus(*sold);
        }
        hours
    }

    /// What was sold before a quarter.
    pub fn before(&self, quarter: Quarter) -> Tally {
        let sold = self.quarters.range(..quarter);
        sold.fold(Tally::default(), |sum, (_, sold)| sum.plus(*sold))
    }

    /// The day of several branches: a chain's is folded from its branches' in the same way.
    pub fn of_chain<'a>(days: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut chain = Self::default();
        for day in days {
            chain.accepted = chain.accepted.plus(day.accepted);
            chain.waiting = chain.waiting.plus(day.waiting);
            chain.voided = chain.voided.plus(day.voided);
            chain.money = chain.money.plus(&day.money);
            for (quarter, sold) in &day.quarters {
                let sum = chain.quarters.entry(*quarter).or_default();
                *sum = sum.plus(*sold);
            }
        }
        chain
    }
}

#[cfg(test)]
#[path = "fold_tests.rs"]
mod tests;
