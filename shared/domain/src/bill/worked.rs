//! Numbers that were worked out by hand.

use std::collections::{BTreeMap, BTreeSet};

use super::charged::{Charged, LineKey};
use super::compute::{Computed, compute};
use super::discount::{Cut, Discount};
use super::form::{Bill, Terms, Totals};
use super::refund::{RefundOf, refund};
use super::split::{Share, Split, SplitBy, split};
use super::tax::{Component, Pricing, TaxRules};
use crate::DomainError;
use crate::cart::AddedBy;
use crate::fixtures::inr;
use crate::money::{BasisPoints, Currency};
use crate::text::Reason;

pub(super) fn key(line: &str) -> LineKey {
    LineKey {
        order_id: "lane_check1_order1".parse().unwrap(),
        line_id: line.parse().unwrap(),
    }
}

/// Pieces of a price, of a class, ordered by a guest.
pub(super) fn line(id: &str, unit_price: i64, pieces: u32, class: &str, guest: &str) -> Charged {
    Charged {
        key: key(id),
        item_id: id.parse().unwrap(),
        name: id.to_owned(),
        pieces,
        unit_price,
        tax_class: class.parse().unwrap(),
        added_by: AddedBy {
            guest_id: guest.parse().unwrap(),
            name: guest.to_owned(),
        },
    }
}

/// Lines of one piece of the standard class, each of another guest.
fn lines(prices: &[i64]) -> Vec<Charged> {
    let numbered = prices.iter().enumerate();
    let line =
        |(n, price): (usize, &i64)| line(&format!("l{n}"), *price, 1, "standard", &format!("g{n}"));
    numbered.map(line).collect()
}

pub(super) fn taxes(components: &[(&str, u32)]) -> Vec<Component> {
    let tax = |(name, rate): &(&str, u32)| Component {
        name: (*name).to_owned().try_into().unwrap(),
        rate_bp: BasisPoints(*rate),
    };
    components.iter().map(tax).collect()
}

fn rules(pricing: Pricing, standard: &[(&str, u32)], round_to: Option<u32>) -> TaxRules {
    let rules = TaxRules {
        pricing,
        classes: BTreeMap::from([("standard".parse().unwrap(), taxes(standard))]),
        service_charge_taxed: false,
        round_to,
    };
    rules.check().unwrap();
    rules
}

const GST: [(&str, u32); 2] = [("CGST", 250), ("SGST", 250)];

fn gst(pricing: Pricing, round_to: Option<u32>) -> TaxRules {
    rules(pricing, &GST, round_to)
}

pub(super) fn terms(rules: &TaxRules, service_charge: u32) -> Terms<'_> {
    Terms {
        currency: Currency::INR,
        rules,
        service_charge: BasisPoints(service_charge),
    }
}

pub(super) fn discount(line: Option<&str>, cut: Cut) -> Discount {
    Discount {
        line: line.map(key),
        cut,
        reason: Reason::parse(Some("a friend")).unwrap().unwrap(),
    }
}

fn percent(rate: u32) -> Cut {
    Cut::Percent {
        rate_bp: BasisPoints(rate),
    }
}

fn bill(rules: &TaxRules, lines: &[Charged]) -> Bill {
    compute(terms(rules, 0), lines, &[]).unwrap().bill
}

/// Taxable and amount of each row.
fn rows(totals: &Totals) -> Vec<(&str, i64, i64)> {
    let rows = totals.taxes.iter();
    rows.map(|row| (row.name.as_str(), row.taxable, row.amount))
        .collect()
}

fn totals_of(shares: &[Share]) -> Vec<i64> {
    shares
        .iter()
        .map(|share| share.bill.total().minor)
        .collect()
}

fn split_by(by: SplitBy) -> Split {
    Split {
        by,
        uncharged: BTreeSet::new(),
    }
}

#[test]
fn one_rate_is_two_halves_each_rounded_by_itself() {
    let rules = gst(Pricing::Exclusive, Some(100));
    let totals = bill(&rules, &lines(&[151_900])).totals();
    assert_eq!(
        rows(&totals),
        [("CGST", 151_900, 3_798), ("SGST", 151_900, 3_798)]
    );
    assert_eq!((totals.round_off, totals.total), (4, 159_500));
    let unrounded = gst(Pricing::Exclusive, None);
    let totals = bill(&unrounded, &lines(&[151_900])).totals();
    assert_eq!((totals.round_off, totals.total), (0, 159_496));
}

#[test]
fn two_rates_have_a_row_each_and_a_class_that_is_not_named_has_the_standard_one() {
    let mut rules = gst(Pricing::Exclusive, None);
    let wine = taxes(&[("VAT", 2_000)]);
    rules.classes.insert("alcohol".parse().unwrap(), wine);
    rules.classes.insert("deposit".parse().unwrap(), Vec::new());
    let lines = [
        line("thali", 10_000, 1, "standard", "g1"),
        line("wine", 5_000, 2, "alcohol", "g1"),
        line("soup", 4_000, 1, "unheard-of", "g1"),
        line("bottle", 25, 2, "deposit", "g1"),
    ];
    let totals = bill(&rules, &lines).totals();
    let expected = [
        ("CGST", 14_000, 350),
        ("SGST", 14_000, 350),
        ("VAT", 10_000, 2_000),
    ];
    assert_eq!(rows(&totals), expected);
    assert_eq!(totals.total, 14_000 + 700 + 12_000 + 50);
}

#[test]
fn of_prices_that_hold_the_tax_the_total_is_what_the_menu_says() {
    let rules_5 = gst(Pricing::Inclusive, None);
    let totals = bill(&rules_5, &lines(&[9_000, 5_500])).totals();
    assert_eq!(
        rows(&totals),
        [("CGST", 13_810, 345), ("SGST", 13_810, 345)]
    );
    assert_eq!(totals.total, 14_500);
    let rules_10 = rules(Pricing::Inclusive, &[("VAT", 1_000)], None);
    let three = [line("tea", 225, 3, "standard", "g1")];
    let totals = bill(&rules_10, &three).totals();
    assert_eq!(rows(&totals), [("VAT", 614, 61)]);
    assert_eq!(totals.total, 675);
}

#[test]
fn equal_shares_differ_by_a_unit() {
    let none = TaxRules::default();
    for (total, by, expected) in [
        (10_000, 3, vec![3_334, 3_333, 3_333]),
        (
            100_000,
            7,
            vec![14_286, 14_286, 14_286, 14_286, 14_286, 14_285, 14_285],
        ),
        (5, 3, vec![2, 2, 1]),
    ] {
        for rules in [&none, &gst(Pricing::Inclusive, None)] {
            let by = split_by(SplitBy::Equal(by));
            let shares = split(terms(rules, 0), &lines(&[total]), &[], &by).unwrap();
            assert_eq!(totals_of(&shares), expected);
        }
    }
}

#[test]
fn guests_pay_what_they_ordered_of_the_rounded_bill() {
    let rules = gst(Pricing::Exclusive, Some(100));
    let ordered = lines(&[25_000, 18_000, 7_500]);
    let whole = bill(&rules, &ordered).totals();
    assert_eq!(whole.total - whole.round_off, 53_026);
    assert_eq!((whole.round_off, whole.total), (-26, 53_000));
    let shares = split(terms(&rules, 0), &ordered, &[], &split_by(SplitBy::Guests)).unwrap();
    assert_eq!(totals_of(&shares), [26_238, 18_891, 7_871]);
    for share in &shares {
        let totals = share.bill.totals();
        let amounts: Vec<_> = totals.taxes.iter().map(|row| row.amount).collect();
        assert_eq!(amounts[0], amounts[1], "the halves stay equal");
    }
    // The same people with two dishes of the first.
    let mut ordered = lines(&[15_000, 18_000, 7_500, 10_000]);
    ordered[3].added_by = ordered[0].added_by.clone();
    let shares = split(terms(&rules, 0), &ordered, &[], &split_by(SplitBy::Guests)).unwrap();
    assert_eq!(totals_of(&shares), [26_238, 18_891, 7_871]);
}

#[test]
fn a_refund_takes_what_was_charged() {
    let none = TaxRules::default();
    let ordered = lines(&[6_000, 4_000]);
    let tenth = discount(None, percent(1_000));
    let Computed { bill, granted } = compute(terms(&none, 0), &ordered, &[tenth]).unwrap();
    assert_eq!(granted.discounts, [1_000]);
    let of = RefundOf::Pieces(vec![(key("l0"), 1)]);
    assert_eq!(refund(&bill, &[], &of).unwrap().total(), inr(5_400));

    let rules = gst(Pricing::Inclusive, None);
    // 33.33 a piece, and a discount that makes them 100.00 together.
    let three = [line("dosa", 3_334, 3, "standard", "g1")];
    let two = discount(None, Cut::Flat { minor: 2 });
    let bill = compute(terms(&rules, 0), &three, &[two]).unwrap().bill;
    let pieces = |count| RefundOf::Pieces(vec![(key("dosa"), count)]);
    let first = refund(&bill, &[], &pieces(1)).unwrap();
    assert_eq!(first.total(), inr(3_333));
    let before = [first];
    let second = refund(&bill, &before, &pieces(2)).unwrap();
    assert_eq!(second.total(), inr(6_667));
    let [first] = before;
    let both = [first, second];
    let left = bill.alike()[0].minus(&both[0].alike()[0]);
    let left = left.minus(&both[1].alike()[0]);
    assert_eq!((left.net, left.tax(), left.discount), (0, 0, 0));
    for more in [pieces(1), RefundOf::Amount(1)] {
        assert!(refund(&bill, &both, &more).is_err());
    }
}

#[test]
fn after_an_amount_was_given_back_only_amounts_are() {
    let bill = bill(&gst(Pricing::Exclusive, Some(100)), &lines(&[6_000, 4_000]));
    assert_eq!(bill.total(), inr(10_500));
    let before = [refund(&bill, &[], &RefundOf::Amount(500)).unwrap()];
    assert_eq!(before[0].total(), inr(500));
    let pieces = RefundOf::Pieces(vec![(key("l0"), 1)]);
    let refused = refund(&bill, &before, &pieces).unwrap_err();
    assert!(matches!(
        refused,
        DomainError::Invalid { field: "lines", .. }
    ));
    assert!(refund(&bill, &before, &RefundOf::Amount(10_001)).is_err());
    let rest = refund(&bill, &before, &RefundOf::Amount(10_000)).unwrap();
    assert_eq!(rest.total(), inr(10_000));
}

#[test]
fn a_service_charge_stands_in_the_sum_once() {
    let holds_tax = gst(Pricing::Inclusive, None);
    let ordered = lines(&[25_000, 20_000, 8_026]);
    let whole = compute(terms(&holds_tax, 500), &ordered, &[]).unwrap();
    let totals = whole.bill.totals();
    assert_eq!((totals.subtotal, totals.service_charge), (53_026, 2_651));
    assert_eq!(totals.total, 55_677);
    // Without the last dish.
    let fewer = compute(terms(&holds_tax, 500), &ordered[..2], &[]).unwrap();
    let totals = fewer.bill.totals();
    assert_eq!((totals.service_charge, totals.total), (2_250, 47_250));
    // In three, and the second does not pay it.
    let drops = Split {
        by: SplitBy::Equal(3),
        uncharged: BTreeSet::from([1]),
    };
    let shares = split(terms(&holds_tax, 500), &ordered, &[], &drops).unwrap();
    let charges: Vec<_> = shares
        .iter()
        .map(|share| share.bill.totals().service_charge)
        .collect();
    assert_eq!(charges, [884, 0, 883]);
    assert_eq!(totals_of(&shares), [18_559, 17_675, 18_559]);
}

#[test]
fn a_service_charge_is_taxed_where_the_branch_says_so() {
    let mut rules = gst(Pricing::Exclusive, None);
    let ordered = lines(&[50_500]);
    let at = |rules: &TaxRules| {
        compute(terms(rules, 500), &ordered, &[])
            .unwrap()
            .bill
            .totals()
    };
    let untaxed = at(&rules);
    assert_eq!(untaxed.service_charge, 2_525);
    assert_eq!(
        (untaxed.taxes[0].taxable, untaxed.taxes[0].amount),
        (50_500, 1_263)
    );
    rules.service_charge_taxed = true;
    let taxed = at(&rules);
    assert_eq!(taxed.service_charge, 2_525);
    assert_eq!(
        (taxed.taxes[0].taxable, taxed.taxes[0].amount),
        (53_025, 1_326)
    );
    assert_eq!(taxed.total, 53_025 + 2 * 1_326);
}

#[test]
fn discounts_come_in_one_order_and_never_below_nothing() {
    let none = TaxRules::default();
    let ordered = [
        line("dosa", 10_000, 2, "standard", "g1"),
        line("tea", 2_000, 1, "standard", "g1"),
    ];
    // Said backwards: the amount off the check, a tenth off it, a tenth off the dosa, one dosa
    // on the house.
    let given = [
        discount(None, Cut::Flat { minor: 500 }),
        discount(None, percent(1_000)),
        discount(Some("dosa"), percent(1_000)),
        discount(Some("dosa"), Cut::Comp { pieces: 1 }),
    ];
    let Computed { bill, granted } = compute(terms(&none, 0), &ordered, &given).unwrap();
    assert_eq!(granted.discounts, [500, 1_100, 1_000, 10_000]);
    assert_eq!(bill.total(), inr(22_000 - 12_600));
    // More than there is, and a line that is gone.
    let given = [
        discount(None, Cut::Flat { minor: 1_000_000 }),
        discount(Some("gone"), Cut::Flat { minor: 1 }),
    ];
    let Computed { bill, granted } = compute(terms(&none, 0), &ordered, &given).unwrap();
    assert_eq!((bill.total(), granted.discounts), (inr(0), vec![22_000, 0]));
}

#[test]
fn pieces_go_to_shares_and_the_rest_to_one_more() {
    let rules = gst(Pricing::Exclusive, None);
    let ordered = [
        line("dosa", 10_000, 3, "standard", "g1"),
        line("tea", 2_000, 1, "standard", "g1"),
    ];
    let by = |shares: &[&[(&str, u32)]]| {
        let share = |lines: &&[(&str, u32)]| {
            let lines = lines.iter();
            lines.map(|(line, count)| (key(line), *count)).collect()
        };
        split_by(SplitBy::Items(shares.iter().map(share).collect()))
    };
    let at = |by: &Split| split(terms(&rules, 0), &ordered, &[], by);
    let shares = at(&by(&[&[("dosa", 1)], &[("dosa", 1), ("tea", 1)]])).unwrap();
    assert_eq!(totals_of(&shares), [10_500, 12_600, 10_500]);
    for refused in [
        by(&[]),
        by(&[&[]]),
        by(&[&[("dosa", 0)]]),
        by(&[&[("dosa", 4)]]),
        by(&[&[("dosa", 2)], &[("dosa", 2)]]),
        by(&[&[("wine", 1)]]),
    ] {
        assert!(at(&refused).is_err(), "{refused:?}");
    }
}

#[test]
fn amounts_are_said_and_what_they_leave_is_one_more() {
    let rules = gst(Pricing::Exclusive, Some(100));
    let at = |amounts: &[i64]| {
        let by = split_by(SplitBy::Amounts(amounts.to_vec()));
        split(terms(&rules, 0), &lines(&[100_000]), &[], &by)
    };
    assert_eq!(
        totals_of(&at(&[50_000, 25_000]).unwrap()),
        [50_000, 25_000, 30_000]
    );
    assert_eq!(totals_of(&at(&[105_000]).unwrap()), [105_000]);
    for refused in [&[][..], &[0], &[-1], &[105_001], &[i64::MAX, i64::MAX]] {
        assert!(at(refused).is_err(), "{refused:?}");
    }
}
