//! Any basket, any taxes, any discounts, any split: the columns sum, and nothing is negative.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::charged::Charged;
use super::compute::compute;
use super::discount::{Cut, Discount};
use super::form::{Bill, Totals};
use super::independent::{Foot, foot, nets};
use super::refund::{RefundOf, refund};
use super::split::{Share, Split, SplitBy, split};
use super::tax::{Pricing, TaxRules};
use super::worked::{discount, key, line, taxes, terms};
use crate::money::BasisPoints;

const CLASSES: [&str; 4] = ["standard", "drinks", "deposit", "other"];

/// What a bill is made of.
#[derive(Debug, Clone)]
struct Case {
    rules: TaxRules,
    service_charge: u32,
    lines: Vec<Charged>,
    discounts: Vec<Discount>,
}

impl Case {
    fn bill(&self) -> Bill {
        let terms = terms(&self.rules, self.service_charge);
        compute(terms, &self.lines, &self.discounts).unwrap().bill
    }

    fn split(&self, by: SplitBy, uncharged: BTreeSet<usize>) -> Vec<Share> {
        let terms = terms(&self.rules, self.service_charge);
        let how = Split { by, uncharged };
        split(terms, &self.lines, &self.discounts, &how).unwrap()
    }
}

fn rate() -> impl Strategy<Value = u32> {
    prop_oneof![
        Just(0_u32),
        Just(250),
        Just(900),
        Just(2_000),
        0..=3_000_u32
    ]
}

pub(super) fn rules() -> impl Strategy<Value = TaxRules> {
    let components =
        || prop::collection::vec((prop::sample::select(vec!["A", "B", "C"]), rate()), 0..4);
    let classes = prop::collection::btree_map(0..3_usize, components(), 0..4);
    let unit = prop_oneof![
        Just(None),
        Just(Some(5)),
        Just(Some(100)),
        Just(Some(10_000))
    ];
    (any::<bool>(), classes, any::<bool>(), unit).prop_map(
        |(inclusive, classes, service_charge_taxed, round_to)| TaxRules {
            pricing: match inclusive {
                true => Pricing::Inclusive,
                false => Pricing::Exclusive,
            },
            classes: classes
                .into_iter()
                .map(|(class, components)| {
                    let once: BTreeMap<_, _> = components.into_iter().collect();
                    let once: Vec<_> = once.into_iter().collect();
                    (CLASSES[class].parse().unwrap(), taxes(&once))
                })
                .collect(),
            service_charge_taxed,
            round_to,
        },
    )
}

pub(super) fn lines() -> impl Strategy<Value = Vec<Charged>> {
    let price = prop_oneof![0_i64..6, 0_i64..100, 0_i64..200_000, Just(100_000_000_i64)];
    let one = (price, 1_u32..6, 0..CLASSES.len(), 0_u8..4);
    prop::collection::vec(one, 1..9).prop_map(|lines| {
        let numbered = lines.into_iter().enumerate();
        let line = |(n, (price, pieces, class, guest)): (usize, (i64, u32, usize, u8))| {
            line(
                &format!("l{n}"),
                price,
                pieces,
                CLASSES[class],
                &format!("g{guest}"),
            )
        };
        numbered.map(line).collect()
    })
}

fn discounts() -> impl Strategy<Value = Vec<Discount>> {
    let cut = prop_oneof![
        (1_u32..6).prop_map(|pieces| Cut::Comp { pieces }),
        (1_u32..=10_000).prop_map(|rate| Cut::Percent {
            rate_bp: BasisPoints(rate)
        }),
        prop_oneof![1_i64..10, 1_i64..100_000].prop_map(|minor| Cut::Flat { minor }),
    ];
    let one = (cut, prop::option::of(0..9_usize)).prop_map(|(cut, on)| {
        let is_comp = matches!(cut, Cut::Comp { .. });
        let on = on.or(is_comp.then_some(0));
        discount(on.map(|n| format!("l{n}")).as_deref(), cut)
    });
    prop::collection::vec(one, 0..4)
}

fn case() -> impl Strategy<Value = Case> {
    let charge = prop_oneof![Just(0_u32), Just(500), Just(1_250), 0_u32..=10_000];
    (rules(), charge, lines(), discounts()).prop_map(|(rules, service_charge, lines, discounts)| {
        rules.check().unwrap();
        Case {
            rules,
            service_charge,
            lines,
            discounts,
        }
    })
}

fn as_foot(totals: &Totals) -> Foot {
    let rows = totals.taxes.iter().map(|row| {
        let key = (row.name.as_str().to_owned(), row.rate_bp.0);
        (key, (row.taxable.into(), row.amount.into()))
    });
    Foot {
        subtotal: totals.subtotal.into(),
        discount: totals.discount.into(),
        service_charge: totals.service_charge.into(),
        taxes: rows.collect(),
        round_off: totals.round_off.into(),
        total: totals.total.into(),
    }
}

/// All feet together.
fn sum<'a>(bills: impl IntoIterator<Item = &'a Bill>) -> Foot {
    let mut all = Foot::default();
    for bill in bills {
        let foot = as_foot(&bill.totals());
        all.subtotal += foot.subtotal;
        all.discount += foot.discount;
        all.service_charge += foot.service_charge;
        all.round_off += foot.round_off;
        all.total += foot.total;
        for (key, (taxable, amount)) in foot.taxes {
            let row = all.taxes.entry(key).or_default();
            row.0 += taxable;
            row.1 += amount;
        }
    }
    all
}

/// Nothing on a line is below nothing.
fn assert_sane(bill: &Bill) {
    for line in &bill.lines {
        let amounts = &line.amounts;
        let taxes = amounts.taxes.iter().copied();
        let columns = [
            amounts.discount,
            amounts.net,
            amounts.service_charge,
            amounts.taxable(bill.basis),
            amounts.total(bill.basis),
        ];
        assert!(
            columns.into_iter().chain(taxes).all(|minor| minor >= 0),
            "{line:?}"
        );
    }
}

/// Every piece to a share by `seed`.
fn any_items(case: &Case, seed: &[u8]) -> Vec<Vec<(super::charged::LineKey, u32)>> {
    let mut shares = vec![Vec::new(); 3];
    for (n, line) in case.lines.iter().enumerate() {
        for piece in 0..line.pieces {
            let at = usize::try_from(piece).unwrap() + n * 7;
            let to = usize::from(seed[at % seed.len()]) % 4;
            // To nobody for the fourth: one more share.
            if let Some(share) = shares.get_mut(to) {
                share.push((line.key.clone(), 1));
            }
        }
    }
    shares.retain(|share| !share.is_empty());
    shares
}

#[test]
fn a_unit_goes_to_the_same_taxes_however_a_check_is_split() {
    // 18.75 % on four units is one unit, which two lists of taxes are due alike.
    let rules = TaxRules {
        pricing: Pricing::Exclusive,
        classes: BTreeMap::from([("drinks".parse().unwrap(), taxes(&[("A", 0)]))]),
        service_charge_taxed: true,
        round_to: None,
    };
    let case = Case {
        rules,
        service_charge: 1_875,
        lines: vec![
            line("l0", 1, 2, "deposit", "g0"),
            line("l1", 1, 2, "drinks", "g0"),
        ],
        discounts: Vec::new(),
    };
    let items = vec![vec![(key("l1"), 1)], vec![(key("l0"), 2), (key("l1"), 1)]];
    let shares = case.split(SplitBy::Items(items), BTreeSet::new());
    let together = sum(shares.iter().map(|share| &share.bill));
    assert_eq!(together, sum([&case.bill()]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_bill_is_what_an_independent_sum_says(case in case()) {
        let bill = case.bill();
        assert_sane(&bill);
        let expected = foot(terms(&case.rules, case.service_charge), &case.lines, &case.discounts);
        let totals = bill.totals();
        prop_assert_eq!(as_foot(&totals), expected);
        prop_assert_eq!(bill.total().minor, totals.total);
        let left: Vec<i128> = bill.lines.iter().map(|line| line.amounts.net.into()).collect();
        prop_assert_eq!(left, nets(&case.lines, &case.discounts));
        let unit = case.rules.round_to.unwrap_or(0);
        prop_assert!(totals.round_off.abs() * 2 <= i64::from(unit));
        if case.rules.pricing == Pricing::Inclusive {
            let menu = totals.subtotal - totals.discount + totals.service_charge;
            prop_assert_eq!(totals.total - totals.round_off, menu);
        }
    }

    #[test]
    fn shares_sum_to_the_bill_in_every_column(
        case in case(), count in 1_u32..8, seed in prop::collection::vec(any::<u8>(), 1..40),
        part in 1_i64..1_000,
    ) {
        let how = terms(&case.rules, case.service_charge);
        let computed = compute(how, &case.lines, &case.discounts).unwrap();
        let granted = computed.granted;
        prop_assert_eq!(granted.of_bill(&computed.bill).unwrap(), granted.discounts.clone());
        let whole = case.bill();
        let expected = sum([&whole]);
        let total = whole.total().minor;
        let mut ways = vec![SplitBy::Guests, SplitBy::Equal(count)];
        let items = any_items(&case, &seed);
        if !items.is_empty() {
            ways.push(SplitBy::Items(items));
        }
        let one = total * part / 1_000;
        if one > 0 {
            ways.push(SplitBy::Amounts(vec![one]));
        }
        for by in ways {
            let shares = case.split(by.clone(), BTreeSet::new());
            shares.iter().for_each(|share| assert_sane(&share.bill));
            for Share { bill, .. } in &shares {
                let taken: i64 = granted.of_bill(bill).unwrap().iter().sum();
                prop_assert_eq!(taken, bill.totals().discount, "{:?}", by);
            }
            prop_assert_eq!(&sum(shares.iter().map(|share| &share.bill)), &expected, "{:?}", by);
            let totals: Vec<_> = shares.iter().map(|share| share.bill.total().minor).collect();
            match by {
                SplitBy::Equal(_) => {
                    let (least, most) = (totals.iter().min(), totals.iter().max());
                    prop_assert!(most.unwrap() - least.unwrap() <= 1);
                    prop_assert!(totals.is_sorted_by(|a, b| a >= b));
                }
                SplitBy::Amounts(said) => prop_assert_eq!(totals[0], said[0]),
                SplitBy::Items(_) | SplitBy::Guests => {}
            }
        }
    }

    #[test]
    fn a_share_that_drops_the_service_charge_changes_no_other(case in case(), drops in 0_usize..3) {
        for by in [SplitBy::Guests, SplitBy::Equal(3)] {
            let all = case.split(by.clone(), BTreeSet::new());
            let place = drops % all.len();
            let shares = case.split(by.clone(), BTreeSet::from([place]));
            for (n, (share, before)) in shares.iter().zip(&all).enumerate() {
                assert_sane(&share.bill);
                if n == place {
                    prop_assert_eq!(share.bill.totals().service_charge, 0);
                    let (now, before) = (share.bill.totals(), before.bill.totals());
                    // A third of a smaller total may be a unit less of a dish.
                    prop_assert!(now.subtotal == before.subtotal || by == SplitBy::Equal(3));
                } else {
                    prop_assert_eq!(share, before);
                }
            }
        }
    }

    #[test]
    fn a_sale_and_its_refunds_cancel_in_every_column(
        case in case(), order in prop::collection::vec((0_usize..8, 1_u32..4), 0..20),
        amounts in prop::collection::vec(1_i64..1_000, 0..6), count in 1_u32..4,
    ) {
        // By pieces, and what is left of them by amount.
        let bill = case.bill();
        let mut refunds: Vec<Bill> = Vec::new();
        for (n, pieces) in order {
            let of = RefundOf::Pieces(vec![(key(&format!("l{n}")), pieces)]);
            if let Ok(back) = refund(&bill, &refunds, &of) {
                assert_sane(&back);
                refunds.push(back);
            }
        }
        for line in &case.lines {
            let given = refunds.iter().flat_map(|back| &back.lines);
            let given = given.filter_map(|line| line.of.as_ref());
            let given: u32 = given.filter(|of| of.key == line.key).map(|of| of.pieces).sum();
            prop_assert!(given <= line.pieces);
            if given < line.pieces {
                let of = RefundOf::Pieces(vec![(line.key.clone(), line.pieces - given)]);
                refunds.push(refund(&bill, &refunds, &of).unwrap());
            }
            let more = RefundOf::Pieces(vec![(line.key.clone(), 1)]);
            prop_assert!(refund(&bill, &refunds, &more).is_err());
        }
        refunds.iter().for_each(assert_sane);
        prop_assert_eq!(sum(&refunds), sum([&bill]));

        // By amount, of a whole bill and of shares.
        let mut bills = vec![bill];
        for by in [SplitBy::Guests, SplitBy::Equal(count)] {
            bills.extend(case.split(by, BTreeSet::new()).into_iter().map(|share| share.bill));
        }
        for bill in bills {
            let mut refunds: Vec<Bill> = Vec::new();
            let mut left = bill.total().minor;
            for part in &amounts {
                let amount = left * part / 1_000;
                if amount > 0 {
                    refunds.push(refund(&bill, &refunds, &RefundOf::Amount(amount)).unwrap());
                    left -= amount;
                }
            }
            prop_assert!(refund(&bill, &refunds, &RefundOf::Amount(left + 1)).is_err());
            if left > 0 {
                refunds.push(refund(&bill, &refunds, &RefundOf::Amount(left)).unwrap());
            }
            refunds.iter().for_each(assert_sane);
            // What was on the house altogether has nothing to give back.
            if bill.total().minor > 0 {
                prop_assert_eq!(sum(&refunds), sum([&bill]));
            }
        }
    }
}
