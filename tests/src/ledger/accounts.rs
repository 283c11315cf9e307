//! What is wrong with the accounts of customers.

use std::collections::BTreeMap;

use salver::domain::bill::payment::PaidBy;

use super::faults::Faults;
use super::{Account, Asked, Deed, Ledger, Owed};
use crate::history::Heard;

impl Ledger {
    /// Every account is the sum of its ledger, which has what was put on it, what came and what
    /// went out.
    pub(super) fn accounts<'a>(&'a self, asked: &'a [Asked], faults: &mut Faults) {
        let (mut charged, mut refunded) = (Vec::new(), Vec::new());
        let (mut settled, mut paid_out) = (Marks::new(), Marks::new());
        for account in &self.accounts {
            account.adds_up(faults);
            for (_, what, _) in &account.entries {
                let id = account.id.as_str();
                match what {
                    Owed::Charged(payment) => charged.push(payment.clone()),
                    Owed::Refunded(refund) => refunded.push(refund.clone()),
                    Owed::Settled(_, mark) => *settled.entry((id, mark)).or_default() += 1,
                    Owed::PaidOut(_, mark, _) => *paid_out.entry((id, mark)).or_default() += 1,
                }
            }
        }
        let on = self.came.iter().filter(|came| came.by == PaidBy::Due);
        let on = on.map(|came| came.id.clone()).collect();
        faults.same("put on accounts", charged, on);
        let off = self.went.iter().filter(|went| went.by == PaidBy::Due);
        let off = off.map(|went| went.id.clone()).collect();
        faults.same("taken off accounts", refunded, off);
        of_marks(asked, (Deed::Settle, "settled"), settled, faults);
        of_marks(asked, (Deed::PayOut, "paid out"), paid_out, faults);
    }
}

/// How often something stands, by account and mark.
type Marks<'a> = BTreeMap<(&'a str, &'a str), usize>;

/// Each thing stands as often as was said of it, on the account that it was asked for.
fn of_marks<'a>(
    asked: &'a [Asked],
    (deed, what): (Deed, &str),
    mut marks: Marks<'a>,
    faults: &mut Faults,
) {
    for asked in asked.iter().filter(|asked| asked.deed == deed) {
        let of = (asked.of.as_str(), asked.mark.as_str());
        let stands = marks.remove(&of).unwrap_or_default();
        let is_good = match asked.heard {
            Heard::Ok(_) => stands == 1,
            Heard::Failed => stands == 0,
            Heard::Unknown => stands <= 1,
        };
        faults.unless(is_good, || format!("{what} {stands} times: {asked:?}"));
    }
    faults.unless(marks.is_empty(), || {
        format!("{what}, and nobody asked: {marks:?}")
    });
}

impl Account {
    /// Its entries are numbered without a gap and sum to its balance; on the way nothing that came
    /// was more than was owed, and nothing that went out more than was to the customer's credit.
    fn adds_up(&self, faults: &mut Faults) {
        let mut entries: Vec<_> = self.entries.iter().collect();
        entries.sort_by_key(|entry| entry.0);
        let numbers = entries.iter().map(|entry| entry.0);
        faults.unless((1..).take(entries.len()).eq(numbers), || {
            format!("gaps: {self:?}")
        });
        let mut sum = 0;
        for (number, what, amount) in entries {
            sum += amount;
            let is_good = match what {
                Owed::Charged(_) => *amount > 0,
                Owed::Refunded(_) => *amount < 0,
                Owed::Settled(..) => *amount < 0 && sum >= 0,
                Owed::PaidOut(..) => *amount > 0 && sum <= 0,
            };
            faults.unless(is_good, || {
                format!("entry {number} goes past nothing, to {sum}: {self:?}")
            });
        }
        faults.unless(sum == self.balance, || format!("{sum} in {self:?}"));
    }
}
