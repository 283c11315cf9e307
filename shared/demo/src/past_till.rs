//! What the demo's evenings brought in: bills, payments, what was taken off or given back, and the
//! reports of the days, by the rules that a cashier's taps follow.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::DemoError;
use super::random::Random;
use crate::seed::{Seed, Takings};
use salver_domain::DomainError;
use salver_domain::bill::books::{Books, Hand, LineName};
use salver_domain::bill::discount::Cut;
use salver_domain::bill::give_back::{BackWish, RefundWish};
use salver_domain::bill::issue::{BillWish, DiscountWish, Making};
use salver_domain::bill::number::Series;
use salver_domain::bill::pay::PayWish;
use salver_domain::bill::payment::{PaidBy, Pay};
use salver_domain::bill::seller::Seller;
use salver_domain::business_day::BusinessDay;
use salver_domain::id::{BillId, StaffId};
use salver_domain::money::{BasisPoints, Money};
use salver_domain::role::Role;
use salver_domain::text::Reason;
use salver_domain::till::close::{CloseWish, ClosedDay, Counted, PersonName};
use salver_domain::till::entry::{TillDeed, TillEntry};
use salver_domain::till::figures::TillFigures;

/// With how much cash a day begins, in minor units.
const FLOAT: i64 = 500_000;
/// So long before a party leaves it has its bill.
const BILLED_BEFORE: SignedDuration = SignedDuration::from_mins(9);
/// So long after a party has left, whoever was not content has some of it back.
const BACK_AFTER: SignedDuration = SignedDuration::from_mins(4);

/// How guests pay, against each other.
const WAYS: [(PaidBy, u64); 4] = [
    (PaidBy::Upi, 11),
    (PaidBy::Card, 5),
    (PaidBy::Cash, 5),
    (PaidBy::Voucher, 1),
];

/// Those who work at the till, and what they have entered.
pub(super) struct Till<'a> {
    seed: &'a Seed,
    seller: Seller,
    cashier: PersonName,
    manager: PersonName,
    takings: Takings,
}

impl<'a> Till<'a> {
    /// # Errors
    /// Where nobody works.
    pub(super) fn of(seed: &'a Seed) -> Result<Self, DemoError> {
        let person = |role: Role, what| {
            let mut people = seed.people.iter();
            let found = people.find(|p| p.memberships.iter().any(|m| m.role == role));
            // A house of few has whoever there is.
            let found = found.or(seed.people.first());
            let account = &found.ok_or(DemoError::Empty(what))?.account;
            Ok::<_, DemoError>(PersonName {
                id: account.id.clone(),
                name: account.name.clone(),
            })
        };
        Ok(Self {
            seed,
            seller: seed.profile.seller(&seed.profile.first_brand_name),
            cashier: person(Role::Cashier, "cashier")?,
            manager: person(Role::Manager, "manager")?,
            takings: Takings::default(),
        })
    }

    /// The same with the manager's word for it.
    fn approved(&self, at: Timestamp) -> Hand {
        Hand {
            approved_by: Some(self.manager.id.clone()),
            ..self.hand(at)
        }
    }

    pub(super) fn into_takings(self) -> Takings {
        self.takings
    }

    /// The cashier at a moment.
    fn hand(&self, at: Timestamp) -> Hand {
        Hand {
            by: self.cashier.id.clone(),
            role: Role::Cashier,
            approved_by: None,
            at,
            day: self.seed.profile.business_day(at),
            coin: self.seed.profile.smallest_coin,
        }
    }

    /// Bills a party and takes its money; it has left at `leaves`. One whose orders were all
    /// refused has nothing to pay.
    ///
    /// # Errors
    /// When the domain refuses, which it does not.
    pub(super) fn settle(
        &mut self,
        mut books: Books,
        leaves: Timestamp,
        random: &mut Random,
    ) -> Result<Books, DemoError> {
        if books.charged().is_empty() {
            books.check = books.check.close(leaves)?;
            return Ok(books);
        }
        let at = leaves - BILLED_BEFORE;
        let discounts = discounts(&books, random)?;
        books = self.bill(books, discounts, at)?;
        if random.below(40) == 0 {
            books = self.bill_anew(books, at + SignedDuration::from_mins(1))?;
        }
        books = self.pay(books, leaves, random)?;
        if random.below(35) == 0 {
            books = self.give_back(books, leaves + BACK_AFTER, random)?;
        }
        self.takings.books.push(books.clone());
        Ok(books)
    }

    fn enter(
        &mut self,
        deed: TillDeed,
        (before, after): (&Books, &Books),
        hand: &Hand,
    ) -> Result<(), DemoError> {
        let id = format!("{}_{}", after.check.id, self.takings.entries.len());
        let entry = TillEntry::of_check(id, deed, before, after, hand)?;
        self.takings.entries.extend(entry);
        Ok(())
    }

    /// Bills the check: what the domain makes of it, under the next number.
    fn bill(
        &mut self,
        before: Books,
        discounts: Vec<DiscountWish>,
        at: Timestamp,
    ) -> Result<Books, DemoError> {
        let limit = Role::Cashier.discount_limit();
        let within =
            |wish: &DiscountWish| matches!(wish.cut, Cut::Percent { rate_bp } if rate_bp <= limit);
        let hand = match discounts.iter().all(within) {
            true => self.hand(at),
            false => self.approved(at),
        };
        let series = self.seed.profile.series(at);
        let last = self.last(&series);
        let nth = before.settlement.bills.len();
        let ids = [format!("{}_b{nth}", before.check.id).parse()?];
        let making = Making {
            rules: self.seed.profile.tax_rules(at),
            series: &series,
            last,
            ids: &ids,
            seller: Some(&self.seller),
            hand: &hand,
        };
        let wish = BillWish {
            discounts,
            ..BillWish::default()
        };
        let issued = before.issue(&wish, making)?;
        let mut after = before.clone();
        after.check = issued.check;
        after.settlement = issued.settlement;
        after.bills.extend(issued.new);
        self.takings.numbers.insert(series, issued.last);
        self.enter(TillDeed::Billed, (&before, &after), &hand)?;
        Ok(after)
    }

    fn last(&self, series: &Series) -> u32 {
        let last = self.takings.numbers.get(series);
        last.copied().unwrap_or_default()
    }

    /// A bill with a mistake is taken back, and another one is issued.
    fn bill_anew(&mut self, before: Books, at: Timestamp) -> Result<Books, DemoError> {
        let hand = self.approved(at);
        let bill = counting(&before)?;
        let why = reason("Wrong table")?;
        let mut after = before.clone();
        (after.settlement, after.check) = before.void(&bill, &why, &hand)?;
        self.enter(TillDeed::Voided, (&before, &after), &hand)?;
        self.bill(after, Vec::new(), at + SignedDuration::from_mins(1))
    }

    /// All of it is paid, now and then in two ways, and the party leaves.
    fn pay(
        &mut self,
        mut books: Books,
        leaves: Timestamp,
        random: &mut Random,
    ) -> Result<Books, DemoError> {
        let bill = counting(&books)?;
        let due = books.state(&bill)?.total.minor;
        let parts = match random.below(9) {
            0 => vec![(PaidBy::Cash, due / 2), (way(random), due - due / 2)],
            _ => vec![(way(random), due)],
        };
        let parts = parts.into_iter().filter(|(_, amount)| *amount > 0);
        for (nth, (by, amount)) in parts.enumerate() {
            let second = i64::try_from(nth).unwrap_or_default();
            let hand = self.hand(leaves - SignedDuration::from_secs(90 - second * 30));
            let money = |minor| Money::new(minor, self.seed.profile.currency);
            let tips = by == PaidBy::Card && random.below(3) == 0;
            let wish = PayWish {
                pay: Pay {
                    by,
                    amount: money(amount),
                    tip: tips.then(|| money(5_000)),
                    tendered: None,
                },
                reference: None,
                again: false,
            };
            let id = format!("{}_p{nth}", books.check.id).parse()?;
            let (settlement, payment) = books.pay(&bill, &wish, id, &hand)?;
            let mut after = books.clone();
            after.settlement = settlement;
            after.payments.push(payment);
            self.enter(TillDeed::Paid, (&books, &after), &hand)?;
            books = after;
        }
        self.check_out(books, leaves)
    }

    fn check_out(&mut self, before: Books, leaves: Timestamp) -> Result<Books, DemoError> {
        let hand = self.hand(leaves);
        let series = self.seed.profile.series(leaves);
        let making = Making {
            rules: self.seed.profile.tax_rules(leaves),
            series: &series,
            last: self.last(&series),
            ids: &[],
            seller: Some(&self.seller),
            hand: &hand,
        };
        let ended = before.check_out(None, making, &[])?;
        let mut after = before.clone();
        after.check = ended.check;
        after.settlement = ended.settlement;
        self.enter(TillDeed::CheckedOut, (&before, &after), &hand)?;
        Ok(after)
    }

    /// A part goes back in cash.
    fn give_back(
        &mut self,
        before: Books,
        at: Timestamp,
        random: &mut Random,
    ) -> Result<Books, DemoError> {
        let hand = self.approved(at);
        let bill = counting(&before)?;
        let minor = before.state(&bill)?.total.minor / 5;
        if minor == 0 {
            return Ok(before);
        }
        let why = match random.below(3) {
            0 => "Charged twice",
            1 => "Wrong dish",
            _ => "Cold",
        };
        let wish = RefundWish {
            of: BackWish::Amount(Money::new(minor, self.seed.profile.currency)),
            by: PaidBy::Cash,
            reason: reason(why)?,
        };
        let id = format!("{}_r0", before.check.id).parse()?;
        let (settlement, refund) = before.refund(&bill, &wish, id, &hand)?;
        let mut after = before.clone();
        after.settlement = settlement;
        after.refunds.push(refund);
        self.enter(TillDeed::Refunded, (&before, &after), &hand)?;
        Ok(after)
    }

    /// Closes a day whose parties have all left: the cash is counted, now and then with a coin too
    /// little.
    ///
    /// # Errors
    /// When the domain refuses, which it does not.
    pub(super) fn close(
        &mut self,
        (day, opens, closes): (BusinessDay, Timestamp, Timestamp),
        random: &mut Random,
    ) -> Result<(), DemoError> {
        let profile = &self.seed.profile;
        let branch = &profile.id;
        let money = |minor| Money::new(minor, profile.currency);
        let id = (format!("{branch}_float_{day}"), branch);
        let float = TillEntry::opened(id, money(FLOAT), &self.hand(opens))?;
        self.takings.entries.push(float);
        let entries = self.takings.entries.iter();
        let entries: Vec<_> = entries.filter(|entry| entry.business_day == day).collect();
        let figures = TillFigures::of(profile.currency, entries.iter().copied());
        let missing = if random.below(5) == 0 { 1_000 } else { 0 };
        let there = (figures.drawer().expected() - missing).max(0);
        let wish = CloseWish {
            counted: Counted::new(money(there), Vec::new())?,
            carried: BTreeSet::new(),
            note: None,
        };
        let hand = Hand {
            day,
            ..self.hand(closes)
        };
        let version = u64::try_from(entries.len()).unwrap_or_default();
        let closed = ClosedDay::of((branch, day, version), figures, Vec::new(), &wish, &hand)?;
        let named: BTreeSet<StaffId> = closed.people().cloned().collect();
        let names = [&self.cashier, &self.manager].into_iter();
        let names = names.filter(|person| named.contains(&person.id)).cloned();
        self.takings.days.push(ClosedDay {
            names: names.collect(),
            ..closed
        });
        Ok(())
    }
}

/// The bill that counts: parties of the past have one.
fn counting(books: &Books) -> Result<BillId, DomainError> {
    let bill = books.settlement.counting().next();
    Ok(bill.ok_or(DomainError::NotFound("bill"))?.id.clone())
}

fn way(random: &mut Random) -> PaidBy {
    random.weighted(&WAYS).unwrap_or(PaidBy::Upi)
}

fn reason(text: &str) -> Result<Reason, DemoError> {
    Reason::parse(Some(text))?.ok_or(DemoError::Empty("reason"))
}

/// Mostly none; something off for regular guests and those who waited, or a dish on the house.
fn discounts(books: &Books, random: &mut Random) -> Result<Vec<DiscountWish>, DemoError> {
    let wish = |line, cut, text| {
        Ok(vec![DiscountWish {
            line,
            cut,
            currency: None,
            reason: reason(text)?,
        }])
    };
    let percent = |rate| Cut::Percent {
        rate_bp: BasisPoints(rate),
    };
    match random.below(24) {
        0..3 => wish(None, percent(1_000), "Regular guest"),
        3 => wish(None, percent(2_000), "Staff meal"),
        4 => wish(None, percent(1_500), "Waited too long"),
        5 => {
            let charged = books.charged();
            let line = charged.first().map(|charged| LineName {
                order_id: Some(charged.key.order_id.clone()),
                line_id: charged.key.line_id.clone(),
            });
            wish(line, Cut::Comp { pieces: 1 }, "Complaint")
        }
        _ => Ok(Vec::new()),
    }
}

#[cfg(test)]
#[path = "past_till_tests.rs"]
mod tests;
