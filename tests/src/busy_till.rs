//! What a busy day's till has: a check for every two orders, billed and paid in one deed.

use jiff::{SignedDuration, Timestamp};
use salver::domain::audit::{Actor, Deed, Origin};
use salver::domain::bill::books::Hand;
use salver::domain::bill::number::BillNumber;
use salver::domain::bill::payment::PaidBy;
use salver::domain::branch::Profile;
use salver::domain::business_day::BusinessDay;
use salver::domain::money::{BasisPoints, Money};
use salver::domain::price_list::Channel;
use salver::domain::role::Role;
use salver::domain::till::charges::{Charges, TaxSum};
use salver::domain::till::entry::{
    BillStep, TillBill, TillCheck, TillDeed, TillEntry, TillPayment,
};
use salver::service::By;
use salver::service::intent::{Answer, Intent};
use salver::store::{Entered, Store};

/// Minor units of each bill, and what of it is each of two taxes.
const TOTAL: i64 = 84_000;
const TAX: i64 = 2_000;

fn entry(profile: &Profile, (day, at): (BusinessDay, Timestamp), number: u32) -> TillEntry {
    let hand = Hand {
        by: "asha".parse().unwrap(),
        role: Role::Cashier,
        approved_by: None,
        at,
        day,
        coin: salver::domain::bill::coin::Coin::ONE,
    };
    let id = format!("busy{day}x{number:05}");
    let (check, branch) = (format!("{}_busy{number}", profile.id), &profile.id);
    let tax = |name: &str| TaxSum {
        name: name.to_owned().try_into().unwrap(),
        rate_bp: BasisPoints(250),
        taxable: TOTAL - 2 * TAX,
        amount: TAX,
    };
    let bill = TillBill {
        id: format!("{check}_b1").parse().unwrap(),
        number: BillNumber {
            year: "2026-27".parse().unwrap(),
            prefix: None,
            number,
        },
        issue: 1,
        step: BillStep::Issued,
        charges: Charges {
            subtotal: TOTAL - 2 * TAX,
            taxes: vec![tax("CGST"), tax("SGST")],
            total: TOTAL,
            ..Charges::default()
        },
        off: Vec::new(),
        reason: None,
    };
    let ways = [PaidBy::Cash, PaidBy::Card, PaidBy::Upi];
    let channels = [Channel::DineIn, Channel::DineIn, Channel::Delivery];
    let nth = usize::try_from(number).unwrap();
    let payment = TillPayment {
        bill_id: Some(bill.id.clone()),
        by: ways[nth % ways.len()],
        amount: TOTAL,
        tip: 0,
        cash_rounding: 0,
        change: 0,
    };
    let float = Money::new(0, profile.currency);
    TillEntry {
        deed: TillDeed::CheckedOut,
        check: Some(TillCheck {
            id: check.parse().unwrap(),
            channel: channels[nth % channels.len()],
            name: format!("T{}", nth % 40),
        }),
        bills: vec![bill],
        payments: vec![payment],
        cash: None,
        ..TillEntry::opened((id, branch), float, &hand).unwrap()
    }
}

/// Enters so many checks, evenly over the hours before `now`. What was sold, in minor units.
pub(crate) async fn fill_till(
    store: &Store,
    (profile, day): (&Profile, BusinessDay),
    (now, hours, count): (Timestamp, i64, u32),
) -> i64 {
    let seconds = hours * 3_600 / i64::from(count);
    for number in 0..count {
        let at = now - SignedDuration::from_secs(seconds * i64::from(number));
        let entry = entry(profile, (day, at), number + 1);
        let intent = Intent::new("busy".to_owned(), &entry.id, "POST", b"");
        let answer = Answer::new("/day".to_owned(), &()).unwrap();
        let by = By {
            who: Actor::Nobody,
            origin: Origin::default(),
            at,
        };
        let audit = by.entry(&profile.id, Deed::PaymentTaken).unwrap();
        let record = intent.record(&answer, at);
        let entered = store.enter_till(&entry, &record, &audit, at).await;
        assert!(matches!(entered.unwrap(), Entered::Stands), "{}", entry.id);
    }
    i64::from(count) * TOTAL
}
