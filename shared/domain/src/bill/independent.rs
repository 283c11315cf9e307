//! A bill computed again in another way: exact fractions in 128 bits, each column from the ground
//! up, and nothing of the code that is tested.

use std::collections::BTreeMap;

use super::charged::Charged;
use super::discount::{Cut, Discount};
use super::form::Terms;
use super::tax::Pricing;

/// The foot of a bill.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Foot {
    pub subtotal: i128,
    pub discount: i128,
    pub service_charge: i128,
    /// Taxable and amount by name and rate.
    pub taxes: BTreeMap<(String, u32), (i128, i128)>,
    pub round_off: i128,
    pub total: i128,
}

/// The integer next to a fraction that is not negative, upwards from the middle.
fn round(numerator: i128, denominator: i128) -> i128 {
    (2 * numerator + denominator).div_euclid(2 * denominator)
}

/// Each part's floor, then one unit at a time to whoever lacks most.
fn share(amount: i128, weights: &[i128]) -> Vec<i128> {
    let all: i128 = weights.iter().sum();
    if amount == 0 {
        return vec![0; weights.len()];
    }
    let mut shares: Vec<i128> = weights.iter().map(|w| amount * w / all).collect();
    while shares.iter().sum::<i128>() < amount {
        let lack = |n: usize| amount * weights[n] - shares[n] * all;
        let mut most = 0;
        for n in 1..weights.len() {
            if lack(n) > lack(most) {
                most = n;
            }
        }
        shares[most] += 1;
    }
    shares
}

/// What is left of each line, in minor units.
pub(super) fn nets(lines: &[Charged], discounts: &[Discount]) -> Vec<i128> {
    let mut left: Vec<i128> = lines
        .iter()
        .map(|line| i128::from(line.unit_price) * i128::from(line.pieces))
        .collect();
    for on_check in [false, true] {
        for kind in ["comp", "percent", "flat"] {
            for discount in discounts {
                let is_kind = match discount.cut {
                    Cut::Comp { .. } => kind == "comp",
                    Cut::Percent { .. } => kind == "percent",
                    Cut::Flat { .. } => kind == "flat",
                };
                if !is_kind || discount.line.is_none() != on_check {
                    continue;
                }
                let is_meant = |n: &usize| match &discount.line {
                    Some(key) => lines[*n].key == *key,
                    None => true,
                };
                let meant: Vec<usize> = (0..lines.len()).filter(is_meant).collect();
                let there: i128 = meant.iter().map(|n| left[*n]).sum();
                let off = match discount.cut {
                    Cut::Comp { pieces } => meant
                        .iter()
                        .map(|n| {
                            let line = &lines[*n];
                            i128::from(line.unit_price) * i128::from(pieces.min(line.pieces))
                        })
                        .sum(),
                    Cut::Percent { rate_bp } => round(there * i128::from(rate_bp.0), 10_000),
                    Cut::Flat { minor } => i128::from(minor),
                };
                let weights: Vec<_> = meant.iter().map(|n| left[*n]).collect();
                let offs = share(off.min(there), &weights);
                for (n, off) in meant.iter().zip(offs) {
                    left[*n] -= off;
                }
            }
        }
    }
    left
}

pub(super) fn foot(terms: Terms<'_>, lines: &[Charged], discounts: &[Discount]) -> Foot {
    let left = nets(lines, discounts);
    let net: i128 = left.iter().sum();
    let mut foot = Foot {
        subtotal: lines
            .iter()
            .map(|line| i128::from(line.unit_price) * i128::from(line.pieces))
            .sum(),
        service_charge: round(net * i128::from(terms.service_charge.0), 10_000),
        ..Foot::default()
    };
    foot.discount = foot.subtotal - net;
    // Those that are taxed alike, in the order in which they come first.
    let mut lists = Vec::new();
    for line in lines {
        let list = terms.rules.of(&line.tax_class);
        if !lists.contains(&list) {
            lists.push(list);
        }
    }
    let of_list = |list: &[super::tax::Component]| -> i128 {
        let alike = lines.iter().zip(&left);
        let alike = alike.filter(|(line, _)| terms.rules.of(&line.tax_class) == list);
        alike.map(|(_, left)| *left).sum()
    };
    let nets: Vec<_> = lists.iter().map(|list| of_list(list)).collect();
    let charges = share(foot.service_charge, &nets);
    let mut on_top = 0;
    for ((list, net), charge) in lists.iter().zip(&nets).zip(charges) {
        let base = match terms.rules.service_charge_taxed {
            true => net + charge,
            false => *net,
        };
        let all: i128 = list.iter().map(|tax| i128::from(tax.rate_bp.0)).sum();
        let mut room = base;
        let mut amounts = Vec::new();
        for tax in *list {
            let rate = i128::from(tax.rate_bp.0);
            let amount = match terms.rules.pricing {
                Pricing::Exclusive => round(base * rate, 10_000),
                Pricing::Inclusive => round(base * rate, 10_000 + all).min(room),
            };
            room -= amount;
            amounts.push(amount);
        }
        let inside: i128 = amounts.iter().sum();
        let taxable = match terms.rules.pricing {
            Pricing::Exclusive => base,
            Pricing::Inclusive => base - inside,
        };
        if terms.rules.pricing == Pricing::Exclusive {
            on_top += inside;
        }
        for (tax, amount) in list.iter().zip(amounts) {
            let key = (tax.name.as_str().to_owned(), tax.rate_bp.0);
            let row = foot.taxes.entry(key).or_default();
            row.0 += taxable;
            row.1 += amount;
        }
    }
    let sum = net + foot.service_charge + on_top;
    foot.total = match terms.rules.round_to {
        Some(unit) => round(sum, i128::from(unit)) * i128::from(unit),
        None => sum,
    };
    foot.round_off = foot.total - sum;
    foot
}
