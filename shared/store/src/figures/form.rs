//! How folds lie in the table: rows of numbers, and each name once. Packed, a busy day of 600
//! orders and its quarters take some 4 KB, and its sums some 300 bytes.

use std::collections::BTreeMap;

use salver_domain::figures::{SoldItem, Sums, Tally};
use salver_domain::fold::{DayFold, DaySums, Part, Quarter};
use salver_domain::id::ItemId;
use serde::{Deserialize, Serialize};

use crate::codec::value_text;
use crate::error::StoreError;
use crate::keys::Key;

use super::money::StoredMoney;

/// Count and amount.
type Pair = (i64, i64);

fn pair(tally: Tally) -> Pair {
    (tally.count, tally.amount)
}

fn tally((count, amount): Pair) -> Tally {
    Tally { count, amount }
}

/// Which form a fold has. One of another form lacks something that later ones know, and is made
/// anew from its facts: before 1 there were no voided pieces and no reasons of discounts.
const FORM: u8 = 1;

/// What a day adds up to.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredDay {
    #[serde(default)]
    form: u8,
    /// What nobody has agreed to.
    waiting: Pair,
    /// Pieces that were voided.
    #[serde(default, skip_serializing_if = "is_nothing")]
    voided: Pair,
    /// The number of each quarter in which something was sold, and what.
    quarters: Vec<(i64, i64, i64)>,
    /// What was billed and paid; nothing in folds of before 30 November 2026, which are made anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    money: Option<StoredMoney>,
}

impl StoredDay {
    pub(super) fn of(sums: &DaySums) -> Self {
        let quarters = sums.quarters.iter();
        Self {
            form: FORM,
            waiting: pair(sums.waiting),
            voided: pair(sums.voided),
            quarters: quarters
                .map(|(quarter, sold)| (quarter.number(), sold.count, sold.amount))
                .collect(),
            money: Some(StoredMoney::of(&sums.money)),
        }
    }

    pub(super) fn text(&self, key: &Key) -> Result<Vec<u8>, StoreError> {
        value_text(key, self)
    }

    /// What it adds up to; `None` of a fold of another form, or that knows nothing of money.
    pub(super) fn sums(self) -> Option<DaySums> {
        let money = self.money.filter(|_| self.form == FORM)?.sums();
        let sold = self.quarters.into_iter();
        let quarters: BTreeMap<_, _> = sold
            .map(|(number, count, amount)| (Quarter::numbered(number), tally((count, amount))))
            .collect();
        Some(DaySums {
            accepted: quarters
                .values()
                .copied()
                .fold(Tally::default(), Tally::plus),
            waiting: tally(self.waiting),
            voided: tally(self.voided),
            quarters,
            money,
        })
    }
}

/// A quarter.
#[derive(Debug, Serialize, Deserialize)]
struct StoredPart {
    /// Its number.
    at: i64,
    /// How often it had got a fact late.
    #[serde(default, skip_serializing_if = "is_zero")]
    late: u64,
    /// What was sold.
    sold: Pair,
    /// What nobody has agreed to.
    #[serde(default, skip_serializing_if = "is_nothing")]
    waiting: Pair,
    /// Pieces that were voided.
    #[serde(default, skip_serializing_if = "is_nothing")]
    voided: Pair,
    /// The place of an item in the list of them, its pieces and amount.
    items: Vec<(usize, i64, i64)>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the form that serde asks for"
)]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

fn is_nothing(pair: &Pair) -> bool {
    *pair == (0, 0)
}

/// The quarters of a day.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredFold {
    pub(super) version: u64,
    #[serde(default)]
    form: u8,
    /// The number of the first quarter that is not in it.
    until: i64,
    /// All items with their names; one whose name was changed stands twice.
    items: Vec<(ItemId, String)>,
    quarters: Vec<StoredPart>,
    /// What was billed and paid before `until`; as in [`StoredDay`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    money: Option<StoredMoney>,
}

impl StoredFold {
    pub(super) fn of(version: u64, fold: &DayFold) -> Self {
        let mut places = BTreeMap::<(&ItemId, &str), usize>::new();
        let mut quarters = Vec::new();
        for (quarter, Part { late, sums }) in &fold.quarters {
            let items = sums.items.iter().map(|(item, sold)| {
                let next = places.len();
                let place = *places.entry((item, &sold.name)).or_insert(next);
                (place, sold.tally.count, sold.tally.amount)
            });
            quarters.push(StoredPart {
                at: quarter.number(),
                late: *late,
                items: items.collect(),
                sold: pair(sums.accepted),
                waiting: pair(sums.waiting),
                voided: pair(sums.voided),
            });
        }
        let mut items: Vec<_> = places.into_iter().collect();
        items.sort_by_key(|(_, place)| *place);
        let named = |((item, name), _): ((&ItemId, &str), usize)| (item.clone(), name.to_owned());
        Self {
            version,
            form: FORM,
            until: fold.until.number(),
            items: items.into_iter().map(named).collect(),
            quarters,
            money: Some(StoredMoney::of(&fold.money)),
        }
    }

    /// The fold; nothing of one of another form, or that knows nothing of money, so that it is made
    /// from the beginning.
    pub(super) fn fold(mut self) -> DayFold {
        let money = self.money.take().filter(|_| self.form == FORM);
        let Some(money) = money.map(StoredMoney::sums) else {
            return DayFold::default();
        };
        let part = |part: &StoredPart| Part {
            late: part.late,
            sums: Sums {
                accepted: tally(part.sold),
                waiting: tally(part.waiting),
                voided: tally(part.voided),
                items: self.sold(part),
            },
        };
        let quarters = self.quarters.iter();
        let quarters = quarters.map(|stored| (Quarter::numbered(stored.at), part(stored)));
        DayFold {
            until: Quarter::numbered(self.until),
            quarters: quarters.collect(),
            money,
        }
    }

    fn sold(&self, part: &StoredPart) -> BTreeMap<ItemId, SoldItem> {
        let sold = part.items.iter().filter_map(|(place, count, amount)| {
            let (item, name) = self.items.get(*place)?.clone();
            let tally = tally((*count, *amount));
            Some((item, SoldItem { tally, name }))
        });
        sold.collect()
    }
}
