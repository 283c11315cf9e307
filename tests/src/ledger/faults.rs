//! What is wrong with the books, said one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use salver::domain::transitions::PrintStatus;
use serde_json::Value;

use super::{Asked, Billed, Came, Deed, Ledger, Owed, Papers, Went};
use crate::history::Heard;

/// Everything that is wrong.
#[derive(Default)]
pub(super) struct Faults(Vec<String>);

impl Faults {
    pub(super) fn unless(&mut self, is_good: bool, says: impl FnOnce() -> String) {
        if !is_good {
            self.0.push(says());
        }
    }

    /// Two lists that hold the same, in whatever order.
    pub(super) fn same<T: Ord + Debug>(&mut self, what: &str, mut one: Vec<T>, mut other: Vec<T>) {
        one.sort();
        other.sort();
        self.unless(one == other, || format!("{what}: {one:?}, and {other:?}"));
    }
}

impl Ledger {
    /// What is wrong when all is quiet, if anything is: money of which somebody was told and that
    /// is not there, that is there twice or that nobody asked for; a number of bills that is
    /// missing or given twice; a bill that took more than it is; credit that went twice; a till or
    /// an account that a recount does not come to; money that one person alone gave out, or two by
    /// one word; a paper that came out twice.
    pub fn faults(&self, asked: &[Asked], papers: &Papers) -> Vec<String> {
        let mut faults = Faults::default();
        let marks: BTreeSet<_> = asked.iter().map(|asked| &asked.mark).collect();
        faults.unless(marks.len() == asked.len(), || "two marks are one".into());
        self.numbers(&mut faults);
        self.bills(asked, &mut faults);
        self.money(asked, &mut faults);
        self.till(&mut faults);
        self.accounts(asked, &mut faults);
        self.hands(asked, &mut faults);
        self.printing(asked, papers, &mut faults);
        faults.0
    }

    /// The numbers of each row, from one on, each once.
    fn numbers(&self, faults: &mut Faults) {
        let mut rows: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for bill in &self.bills {
            rows.entry(&bill.row).or_default().push(bill.number);
        }
        for (row, mut numbers) in rows {
            numbers.sort_unstable();
            let last = self.last.get(row).copied().unwrap_or_default();
            let wanted: Vec<u32> = (1..=last).collect();
            faults.unless(numbers == wanted, || {
                format!("the numbers of {row} up to {last}: {numbers:?}")
            });
        }
    }

    /// Every bill is the sum of its money, takes no more than it is, and somebody asked for it.
    fn bills(&self, asked: &[Asked], faults: &mut Faults) {
        let billing = |check: &str| {
            asked.iter().any(|asked| {
                let bills = matches!(asked.deed, Deed::Bill | Deed::CheckOut);
                bills && asked.of == check && asked.heard != Heard::Failed
            })
        };
        let voids: BTreeMap<&str, &Heard> = asked
            .iter()
            .filter(|asked| asked.deed == Deed::Void)
            .map(|asked| (asked.mark.as_str(), &asked.heard))
            .collect();
        let again = asked.iter().filter(|asked| asked.deed == Deed::PayAgain);
        let again: BTreeSet<&str> = again.map(|asked| asked.mark.as_str()).collect();
        for bill in &self.bills {
            let came: Vec<&Came> = self.came.iter().filter(|c| c.bill == bill.id).collect();
            let went = |is_credit: bool| -> i64 {
                let of = self.went.iter().filter(|went| went.bill == bill.id);
                let of = of.filter(|went| went.is_credit == is_credit);
                of.map(|went| went.amount).sum()
            };
            let (paid, tips): (i64, i64) = (
                came.iter().map(|came| came.amount).sum(),
                came.iter().map(|came| came.tip).sum(),
            );
            let (refunded, credit_back) = (went(false), went(true));
            let sums = (bill.paid, bill.tips, bill.refunded, bill.credit_back);
            faults.unless(sums == (paid, tips, refunded, credit_back), || {
                format!("{bill:?} is not the sum of {paid}, {tips}, {refunded} and {credit_back}")
            });
            let more = came.iter().filter(|came| again.contains(&*came.mark));
            let more: i64 = more.map(|came| came.amount).sum();
            faults.unless(bill.paid - more <= bill.total, || {
                format!("overpaid: {bill:?}")
            });
            let too_much = (bill.paid - bill.total).max(0);
            faults.unless(bill.credit_back <= too_much, || {
                format!("more went than was paid too much: {bill:?}")
            });
            faults.unless(bill.refunded <= bill.paid, || {
                format!("more went than came: {bill:?}")
            });
            faults.unless(billing(&bill.check), || {
                format!("nobody asked for {bill:?}")
            });
            if let Some(why) = bill.void.as_deref().filter(|why| !why.is_empty()) {
                let heard = voids.get(why).copied();
                let may_be = heard.is_some_and(|heard| *heard != Heard::Failed);
                faults.unless(may_be, || format!("nobody took it back: {bill:?}"));
            }
        }
        for asked in asked.iter().filter(|asked| asked.deed == Deed::Void) {
            let stands = self
                .bills
                .iter()
                .filter(|b| b.void.as_ref() == Some(&asked.mark));
            let wanted = usize::from(matches!(asked.heard, Heard::Ok(_)));
            let stands = stands.count();
            let is_good = stands == wanted || (asked.heard == Heard::Unknown && stands == 1);
            faults.unless(is_good, || {
                format!("{stands} bills taken back by {asked:?}")
            });
        }
        for told in told_bills(asked) {
            let stands = self
                .bills
                .iter()
                .any(|bill: &Billed| Some(&*bill.id) == told);
            faults.unless(stands, || format!("a bill is lost: {told:?}"));
        }
    }

    /// Each payment and refund that was answered is there once, as it was told; one that was
    /// refused is not; and each that is there was asked for.
    fn money(&self, asked: &[Asked], faults: &mut Faults) {
        let of = |deeds: &[Deed]| -> BTreeMap<&str, &Asked> {
            let those = asked.iter().filter(|asked| deeds.contains(&asked.deed));
            those.map(|asked| (asked.mark.as_str(), asked)).collect()
        };
        let paying = of(&[Deed::Pay, Deed::PayAgain, Deed::CheckOut]);
        for came in &self.came {
            let by = paying.get(came.mark.as_str());
            let may_be = by.is_some_and(|asked| {
                let of_bill = asked.bill.as_ref().is_none_or(|bill| *bill == came.bill);
                asked.heard != Heard::Failed && of_bill
            });
            faults.unless(may_be, || format!("paid, and nobody asked: {came:?}"));
        }
        for (mark, asked) in &paying {
            let stand: Vec<&Came> = self
                .came
                .iter()
                .filter(|came| came.mark == **mark)
                .collect();
            match &asked.heard {
                Heard::Ok(told) => {
                    let told = told_money(told, mark);
                    let stand = stand.iter().map(|came| (came.id.clone(), came.amount));
                    faults.same(mark, told, stand.collect());
                }
                Heard::Unknown => {
                    // A check is settled bill by bill.
                    let bills: BTreeSet<_> = stand.iter().map(|came| &came.bill).collect();
                    faults.unless(bills.len() == stand.len(), || {
                        format!("paid twice: {stand:?}")
                    });
                }
                // What stands of it is told above.
                Heard::Failed => {}
            }
        }
        let refunding = of(&[Deed::Refund, Deed::Credit]);
        for went in &self.went {
            let by = refunding.get(went.mark.as_str());
            let may_be = by.is_some_and(|asked| {
                let of_kind = went.is_credit == (asked.deed == Deed::Credit);
                asked.heard != Heard::Failed && of_kind
            });
            faults.unless(may_be, || format!("given back, and nobody asked: {went:?}"));
        }
        for (mark, asked) in &refunding {
            let stand: Vec<&Went> = self
                .went
                .iter()
                .filter(|went| went.mark == **mark)
                .collect();
            let told = match &asked.heard {
                Heard::Ok(told) => Some(text(&told["refund"]["id"])),
                _ => None,
            };
            faults.unless(stand.len() <= 1, || format!("given back twice: {stand:?}"));
            if let Some(told) = told {
                let there = stand.iter().any(|went| went.id == told);
                faults.unless(there, || format!("given back, and lost: {asked:?}"));
            }
        }
    }

    /// What was entered is what a recount of the raw money comes to.
    fn till(&self, faults: &mut Faults) {
        let till = &self.till;
        let came = self.came.iter();
        let came = came.map(|came| (came.bill.clone(), came.by, came.amount, came.tip));
        faults.same("came, by the till", came.collect(), till.came.clone());
        let went = self.went.iter();
        let went = went.map(|went| (went.bill.clone(), went.by, went.amount));
        faults.same("went back, by the till", went.collect(), till.went.clone());
        let mut settled = Vec::new();
        for account in &self.accounts {
            settled.extend(account.entries.iter().filter_map(|(_, what, amount)| {
                let (Owed::Settled(by, _) | Owed::PaidOut(by, ..)) = what else {
                    return None;
                };
                Some((account.id.clone(), *by, -amount))
            }));
        }
        faults.same("settled, by the till", settled, till.settled.clone());
        let counts = |bill: &Billed| if bill.void.is_some() { 0 } else { bill.total };
        let charged = self
            .bills
            .iter()
            .map(|bill| (bill.id.clone(), counts(bill)));
        let entered = till.charged.clone().into_iter();
        faults.same("charged, by the till", charged.collect(), entered.collect());
        faults.unless(u64::try_from(till.entries.0) == Ok(till.entries.1), || {
            format!("entries, and those that days know: {:?}", till.entries)
        });
    }

    /// Each job came out once at most, and those that are known to have done so did.
    fn printing(&self, asked: &[Asked], papers: &Papers, faults: &mut Faults) {
        let mut of: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let first = self.jobs.iter().filter(|job| !job.repeats);
        for job in first.clone().filter(|job| !job.of.starts_with("bill ")) {
            *of.entry((&job.of, &job.printer)).or_default() += 1;
        }
        for ((what, printer), count) in of {
            faults.unless(count == 1, || {
                format!("{count} jobs of {what} at {printer}")
            });
        }
        let mut printed = BTreeSet::new();
        for paper in &papers.printed {
            faults.unless(printed.insert(paper), || format!("printed twice: {paper}"));
        }
        for job in &self.jobs {
            let is = job.status == PrintStatus::Printed;
            faults.unless(is || !papers.confirmed.contains(&job.id), || {
                format!("it came out, and the job does not know: {job:?}")
            });
            faults.unless(!is || printed.contains(&job.id), || {
                format!("it never came out: {job:?}")
            });
        }
        let known: BTreeSet<_> = self.jobs.iter().map(|job| &job.id).collect();
        let made_up = printed.iter().find(|paper| !known.contains(**paper));
        faults.unless(made_up.is_none(), || format!("no such job: {made_up:?}"));
        // A bill is printed as often as somebody asked.
        let mut wanted: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for asked in asked.iter().filter(|asked| asked.deed == Deed::Print) {
            let bill = asked.bill.as_deref().unwrap_or_default();
            let (least, most) = wanted.entry(bill).or_default();
            *least += usize::from(matches!(asked.heard, Heard::Ok(_)));
            *most += usize::from(asked.heard != Heard::Failed);
        }
        for (bill, (least, most)) in wanted {
            let of_bill = first.clone().filter(|job| job.of == format!("bill {bill}"));
            let count = of_bill.count();
            faults.unless((least..=most).contains(&count), || {
                format!("{count} papers of {bill}, and {least} to {most} were asked for")
            });
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The bills that people were told of when a check was billed.
fn told_bills(asked: &[Asked]) -> impl Iterator<Item = Option<&str>> {
    let told = asked.iter().filter_map(|asked| match &asked.heard {
        Heard::Ok(told) if matches!(asked.deed, Deed::Bill | Deed::CheckOut) => Some(told),
        _ => None,
    });
    let bills = told.flat_map(|told| told["bills"].as_array().into_iter().flatten());
    bills.map(|bill| bill["id"].as_str())
}

/// The payments that an answer speaks of and that are of this mark.
fn told_money(told: &Value, mark: &str) -> Vec<(String, i64)> {
    let one = told.get("payment").into_iter();
    let bills = told["bills"].as_array().into_iter().flatten();
    let many = bills.flat_map(|bill| bill["payments"].as_array().into_iter().flatten());
    let all = one.chain(many);
    let of_mark = all.filter(|payment| payment["reference"].as_str() == Some(mark));
    let money = |payment: &Value| {
        let amount = payment["amount"]["minor"].as_i64().unwrap_or_default();
        (text(&payment["id"]), amount)
    };
    of_mark.map(money).collect()
}
