//! Columns of a whole, laid out on shares and their lines so that each column sums exactly.
//!
//! Each column is rounded once, for the whole. From there it goes down: to the lines that are
//! taxed alike, to the shares, and within each share to its lines, by largest remainders.

use super::amounts::{Amounts, Basis};
use super::charged::Charged;
use super::discount::weight;
use super::form::{Bill, BillLine, Terms};
use super::tax::{self, Component, Pricing};
use crate::DomainError;
use crate::money::{BasisPoints, Money};
use crate::ratio;

/// Pieces after discounts, before anything comes on top.
#[derive(Debug, Clone)]
pub(super) struct Raw {
    pub charged: Charged,
    /// Minor units.
    pub discount: i64,
    /// Minor units that are left.
    pub net: i64,
}

/// Lines of one share while their columns are made.
pub(super) type Lines = Vec<BillLine>;

/// The taxes that are on a check, each list of them once, in the order in which the check has
/// them. Of equal remainders the first list gets the unit, however the check is split then.
pub(super) fn taxes_of(terms: Terms<'_>, check: &[Raw]) -> Vec<Vec<Component>> {
    let mut taxes: Vec<Vec<Component>> = Vec::new();
    for raw in check {
        let of = terms.rules.of(&raw.charged.tax_class);
        if !taxes.iter().any(|known| known == of) {
            taxes.push(of.to_vec());
        }
    }
    taxes
}

/// The bills of shares that are one check together, which has these `taxes`.
///
/// # Errors
/// `NotFound` for a line whose taxes are none of these; `AmountTooLarge`.
pub(super) fn lay_out(
    terms: Terms<'_>,
    taxes: Vec<Vec<Component>>,
    shares: Vec<Vec<Raw>>,
) -> Result<Vec<Bill>, DomainError> {
    let lines = |share: Vec<Raw>| -> Result<Lines, DomainError> {
        let lines = share.into_iter();
        lines.map(|raw| line(raw, terms, &taxes)).collect()
    };
    let shares: Result<Vec<_>, _> = shares.into_iter().map(lines).collect();
    let shares = shares?;
    columns(terms, taxes, shares)
}

/// The bills of shares whose lines have their nets and discounts, and nothing else yet.
///
/// # Errors
/// `AmountTooLarge`.
pub(super) fn columns(
    terms: Terms<'_>,
    taxes: Vec<Vec<Component>>,
    mut shares: Vec<Lines>,
) -> Result<Vec<Bill>, DomainError> {
    let basis = Basis::from(terms.rules);
    charge_service(terms, taxes.len(), &mut shares)?;
    for (taxed_as, components) in taxes.iter().enumerate() {
        levy(basis, (taxed_as, components), &mut shares)?;
    }
    round_off(terms, &taxes, &mut shares)?;
    let bills = shares.into_iter().map(|lines| Bill {
        currency: terms.currency,
        basis,
        taxes: taxes.clone(),
        lines,
    });
    let bills: Vec<_> = bills.collect();
    Money::sum(terms.currency, bills.iter().map(Bill::total))?;
    Ok(bills)
}

fn line(raw: Raw, terms: Terms<'_>, taxes: &[Vec<Component>]) -> Result<BillLine, DomainError> {
    let of = terms.rules.of(&raw.charged.tax_class);
    let taxed_as = taxes.iter().position(|taxes| taxes == of);
    let taxed_as = taxed_as.ok_or(DomainError::NotFound("tax class"))?;
    Ok(BillLine {
        of: Some(raw.charged),
        taxed_as,
        amounts: Amounts {
            discount: raw.discount,
            net: raw.net,
            taxes: vec![0; of.len()],
            ..Amounts::default()
        },
    })
}

/// The service charge of the whole, to where it is taxed alike, to shares, to lines.
fn charge_service(
    terms: Terms<'_>,
    groups: usize,
    shares: &mut [Lines],
) -> Result<(), DomainError> {
    let net = |group: usize, lines: &Lines| -> i64 {
        let alike = lines.iter().filter(|line| line.taxed_as == group);
        alike.map(|line| line.amounts.net).sum()
    };
    let of_group = |group: usize, shares: &[Lines]| -> i64 {
        shares.iter().map(|lines| net(group, lines)).sum()
    };
    let nets: Vec<_> = (0..groups).map(|group| of_group(group, shares)).collect();
    let rate = terms.service_charge.0.into();
    let charge = ratio::nearest(nets.iter().sum(), rate, BasisPoints::WHOLE.0.into())?;
    for (group, charge) in spread(charge, &nets)?.into_iter().enumerate() {
        let nets: Vec<_> = shares.iter().map(|lines| net(group, lines)).collect();
        for (lines, charge) in shares.iter_mut().zip(spread(charge, &nets)?) {
            put(
                lines,
                group,
                charge,
                |line| line.net,
                |line| &mut line.service_charge,
            )?;
        }
    }
    Ok(())
}

/// The taxes of the lines that have these, each rounded once.
fn levy(
    basis: Basis,
    (group, components): (usize, &Vec<Component>),
    shares: &mut [Lines],
) -> Result<(), DomainError> {
    let base = |lines: &Lines| -> i64 {
        let alike = lines.iter().filter(|line| line.taxed_as == group);
        alike.map(|line| line.amounts.base(basis)).sum()
    };
    let bases: Vec<_> = shares.iter().map(base).collect();
    let amounts = basis.pricing.taxes(bases.iter().sum(), components)?;
    let is_within = basis.pricing == Pricing::Inclusive;
    // What of each base is not tax yet.
    let mut rooms = bases.clone();
    for (n, amount) in amounts.into_iter().enumerate() {
        let mut of_shares = spread(amount, &bases)?;
        if is_within {
            keep_within(&mut of_shares, &mut rooms);
        }
        for (lines, amount) in shares.iter_mut().zip(of_shares) {
            let alike = lines.iter_mut().filter(|line| line.taxed_as == group);
            let mut alike: Vec<_> = alike.map(|line| &mut line.amounts).collect();
            let bases: Vec<_> = alike.iter().map(|line| line.base(basis)).collect();
            let mut of_lines = spread(amount, &bases)?;
            if is_within {
                let mut rooms: Vec<_> = alike.iter().map(|line| line.taxable(basis)).collect();
                keep_within(&mut of_lines, &mut rooms);
            }
            for (line, amount) in alike.iter_mut().zip(of_lines) {
                if let Some(tax) = line.taxes.get_mut(n) {
                    *tax = amount;
                }
            }
        }
    }
    Ok(())
}

/// Rounds the whole. A share pays what it is due of the round total, so that the shares are as
/// near to what each of them would be as whole units allow.
fn round_off(
    terms: Terms<'_>,
    taxes: &[Vec<Component>],
    shares: &mut [Lines],
) -> Result<(), DomainError> {
    let Some(unit) = terms.rules.round_to else {
        return Ok(());
    };
    let basis = Basis::from(terms.rules);
    let total = |lines: &Lines| -> i64 {
        let lines = lines.iter();
        lines.map(|line| line.amounts.total(basis)).sum()
    };
    let sums: Vec<_> = shares.iter().map(total).collect();
    let whole: i64 = sums.iter().sum();
    let rounded = to_unit(whole, unit)?;
    if rounded == whole {
        return Ok(());
    }
    let due = |lines: &Lines| -> u128 {
        let lines = lines.iter();
        lines.map(|line| exact(terms, taxes, line)).sum()
    };
    let due: Vec<_> = shares.iter().map(due).collect();
    let due = ratio::spread(rounded, &due)?;
    for ((lines, due), sum) in shares.iter_mut().zip(due).zip(sums) {
        let totals: Vec<_> = lines.iter().map(|line| line.amounts.total(basis)).collect();
        let off = spread(due - sum, &totals)?;
        for (line, off) in lines.iter_mut().zip(off) {
            line.amounts.round_off = off;
        }
    }
    Ok(())
}

/// The nearest multiple of a unit, of two the one away from zero.
///
/// # Errors
/// `AmountTooLarge`.
pub(super) fn to_unit(minor: i64, unit: u32) -> Result<i64, DomainError> {
    let units = ratio::nearest(minor, 1, unit.into())?;
    let rounded = units.checked_mul(unit.into());
    rounded.ok_or(DomainError::AmountTooLarge)
}

/// What a line is due of the total before anything is rounded, in parts that are the same for
/// all lines of a bill.
fn exact(terms: Terms<'_>, taxes: &[Vec<Component>], line: &BillLine) -> u128 {
    let whole = u128::from(BasisPoints::WHOLE.0);
    let service = u128::from(terms.service_charge.0);
    let components = taxes.get(line.taxed_as);
    let on_top: u128 = match terms.rules.pricing {
        Pricing::Inclusive => 0,
        Pricing::Exclusive => components.map_or(0, |taxes| tax::sum(taxes)).into(),
    };
    let factor = match terms.rules.service_charge_taxed {
        true => (whole + service) * (whole + on_top),
        false => whole * (whole + on_top) + service * whole,
    };
    weight(line.amounts.net) * factor
}

/// Puts what a share has of a column on those of its lines that are taxed alike.
fn put(
    lines: &mut [BillLine],
    group: usize,
    amount: i64,
    weight: impl Fn(&Amounts) -> i64,
    column: impl Fn(&mut Amounts) -> &mut i64,
) -> Result<(), DomainError> {
    let alike = lines.iter_mut().filter(|line| line.taxed_as == group);
    let mut alike: Vec<_> = alike.map(|line| &mut line.amounts).collect();
    let weights: Vec<_> = alike.iter().map(|amounts| weight(amounts)).collect();
    for (amounts, share) in alike.iter_mut().zip(spread(amount, &weights)?) {
        *column(amounts) = share;
    }
    Ok(())
}

/// [`ratio::spread`], where nothing may be spread over nobody.
fn spread(amount: i64, weights: &[i64]) -> Result<Vec<i64>, DomainError> {
    if amount == 0 {
        return Ok(vec![0; weights.len()]);
    }
    let weights: Vec<_> = weights.iter().map(|minor| weight(*minor)).collect();
    ratio::spread(amount, &weights)
}

/// Takes `shares` out of `rooms`; what is more than its room goes to the first that have some.
fn keep_within(shares: &mut [i64], rooms: &mut [i64]) {
    let mut over = 0;
    for (share, room) in shares.iter_mut().zip(rooms.iter_mut()) {
        over += (*share - *room).max(0);
        *share = (*share).min(*room);
        *room -= *share;
    }
    for (share, room) in shares.iter_mut().zip(rooms.iter_mut()) {
        let more = over.min(*room);
        *share += more;
        *room -= more;
        over -= more;
    }
}
