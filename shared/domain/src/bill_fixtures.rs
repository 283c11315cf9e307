//! A check's money for tests, in which everything is said that can be said of it.

#![expect(
    clippy::unwrap_used,
    reason = "only tests see this module, and a fixture that cannot be made is a failed test"
)]

use crate::bill::books::{Books, Hand, LineName};
use crate::bill::discount::Cut;
use crate::bill::give_back::{BackWish, RefundWish};
use crate::bill::issue::{BillWish, DiscountWish, Issued, Making, SplitWish};
use crate::bill::number::{InvoicePrefix, Series};
use crate::bill::pay::PayWish;
use crate::bill::payment::{PaidBy, Pay};
use crate::bill::seller::{RecipientWish, Seller};
use crate::bill::settlement::Settlement;
use crate::bill::tax::Registration;
use crate::business_day::TimeZone;
use crate::check::Check;
use crate::fixtures::{cart, gst, inr, later, line, now, placement, terms};
use crate::money::{BasisPoints, Currency};
use crate::place::{Away, Place};
use crate::role::Role;
use crate::text::{Address, InvoiceFooter, LegalName, Reason, RecipientName, Reference, TaxNumber};

fn why(text: &str) -> Reason {
    Reason::parse(Some(text)).unwrap().unwrap()
}

fn hand() -> Hand {
    Hand {
        by: "omar".parse().unwrap(),
        role: Role::Cashier,
        approved_by: Some("ravi".parse().unwrap()),
        at: later(60),
        day: "2026-11-20".parse().unwrap(),
        coin: crate::bill::coin::Coin::ONE,
    }
}

fn name(line: &str) -> LineName {
    LineName {
        order_id: None,
        line_id: line.parse().unwrap(),
    }
}

fn off(line: Option<&str>, cut: Cut) -> DiscountWish {
    DiscountWish {
        line: line.map(name),
        cut,
        currency: None,
        reason: why("a friend"),
    }
}

/// Who sells at the branch, with all that can be said of them.
pub fn seller() -> Seller {
    let number = |name: &str, number: &str| Registration {
        name: name.to_owned().try_into().unwrap(),
        number: number.to_owned().try_into().unwrap(),
    };
    let address = "12 Lake Road\nKolkata 700029".to_owned();
    Seller {
        brand: "Saffron Lane".to_owned(),
        branch: "Lake Road".to_owned(),
        legal_name: LegalName::parse(Some("Saffron Lane Foods LLP")).unwrap(),
        address: address.try_into().unwrap(),
        registrations: vec![
            number("GSTIN", "29ABCDE1234F1ZW"),
            number("FSSAI", "12345678901234"),
            number("SAC", "996331"),
        ],
        footer: InvoiceFooter::parse(Some("Thank you. Come again!")).unwrap(),
        time_zone: TimeZone::parse("Asia/Kolkata").unwrap(),
    }
}

/// The pickup `lane_money1`, on which two dosas and a water were ordered.
pub fn ordered() -> Books {
    let id = "lane_money1".parse().unwrap();
    let place = (Place::Pickup(Away { number: 7 }), None);
    let check = Check::open_away(id, place, (Currency::INR, terms()), now());
    let lines = [
        line("a", "dosa", 2, &["regular"]),
        line("b", "water", 1, &[]),
    ];
    let placed = placement(&check, &cart(&lines), 1);
    let check = Check {
        version: 1,
        ..placed.check
    };
    Books {
        settlement: Settlement::none(&check.id, Currency::INR),
        check,
        orders: vec![placed.order],
        bills: Vec::new(),
        payments: Vec::new(),
        refunds: Vec::new(),
        unsent: false,
    }
}

/// The same, billed with discounts that somebody approved, taken back, billed again, paid with a
/// tip, and a piece of it given back.
pub fn settled() -> Books {
    let wish = BillWish {
        split: Some(SplitWish::Guests),
        discounts: vec![
            off(Some("a"), Cut::Comp { pieces: 1 }),
            off(
                None,
                Cut::Percent {
                    rate_bp: BasisPoints(1_000),
                },
            ),
            off(None, Cut::Flat { minor: 100 }),
        ],
        service_charge: BasisPoints(500),
        recipient: Some(RecipientWish {
            name: RecipientName::parse(Some("Acme Travels")).unwrap(),
            address: Address::parse(Some("4 Park Street\nKolkata 700016")).unwrap(),
            tax_number: TaxNumber::parse(Some("27AAPFU0939F1ZV")).unwrap(),
        }),
        ..BillWish::default()
    };
    let books = issued(ordered(), &wish, 0);
    let first = books.settlement.bills[0].id.clone();
    let void = books.void(&first, &why("another table's"), &hand());
    let (settlement, check) = void.unwrap();
    let mut books = Books {
        settlement,
        check,
        ..books
    };
    books = issued(books, &wish, 1);
    let bill = books.settlement.bills[0].clone();
    let pay = PayWish {
        pay: Pay {
            by: PaidBy::Card,
            amount: bill.total,
            tip: Some(inr(1_000)),
            tendered: None,
        },
        reference: Reference::parse(Some("slip 0042")).unwrap(),
        again: false,
    };
    let id = "lane_money1_p1".parse().unwrap();
    let (settlement, payment) = books.pay(&bill.id, &pay, id, &hand()).unwrap();
    books.settlement = settlement;
    books.payments.push(payment);
    let back = RefundWish {
        of: BackWish::Lines(vec![(name("b"), 1)]),
        by: PaidBy::Cash,
        reason: why("warm"),
    };
    let id = "lane_money1_r1".parse().unwrap();
    let (settlement, refund) = books.refund(&bill.id, &back, id, &hand()).unwrap();
    books.settlement = Settlement {
        give_back: inr(500),
        version: 1,
        ..settlement.printed(&[bill.id])
    };
    books.refunds.push(refund);
    books
}

fn issued(mut books: Books, wish: &BillWish, last: u32) -> Books {
    let (rules, hand) = (gst(), hand());
    let ids = [format!("lane_money1_b{}", last + 1).parse().unwrap()];
    let making = Making {
        rules: &rules,
        series: &Series {
            year: "2026-27".parse().unwrap(),
            prefix: InvoicePrefix::parse("LR-").unwrap(),
        },
        last,
        ids: &ids,
        seller: Some(&seller()),
        hand: &hand,
    };
    let Issued {
        check,
        settlement,
        new,
        ..
    } = books.issue(wish, making).unwrap();
    books.check = check;
    books.settlement = settlement;
    books.bills.extend(new);
    books
}
