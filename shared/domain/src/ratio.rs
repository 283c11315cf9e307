//! Whole units of a ratio: the only place that rounds amounts.

use crate::DomainError;

/// So many `parts` `of` an amount, to the nearest unit; a half goes away from zero.
///
/// # Errors
/// `AmountTooLarge` when the result leaves 64 bits, or for parts of nothing.
pub(crate) fn nearest(amount: i64, parts: u64, of: u64) -> Result<i64, DomainError> {
    if of == 0 {
        return Err(DomainError::AmountTooLarge);
    }
    // 63 and 64 bits fit 128 with room for the half.
    let exact = u128::from(amount.unsigned_abs()) * u128::from(parts);
    let whole = exact / u128::from(of);
    let rest = exact % u128::from(of);
    let rounded = whole + u128::from(rest >= u128::from(of) - rest);
    signed(amount, rounded)
}

/// Shares of an amount in proportion to `weights`, which sum to it exactly: each gets the whole
/// units that it is due, and the units that are left go to the largest remainders, of equal ones
/// to the first.
///
/// # Errors
/// `Invalid` when all weights are 0 or there are none; `AmountTooLarge` when amount and weights
/// together leave 128 bits.
pub(crate) fn spread(amount: i64, weights: &[u128]) -> Result<Vec<i64>, DomainError> {
    const LARGE: DomainError = DomainError::AmountTooLarge;
    let size = u128::from(amount.unsigned_abs());
    let add = |sum: u128, weight: &u128| sum.checked_add(*weight);
    let all = weights.iter().try_fold(0, add).ok_or(LARGE)?;
    if all == 0 {
        return Err(DomainError::invalid("weights", "somebody must get a share"));
    }
    let due = weights.iter().map(|weight| size.checked_mul(*weight));
    let due: Vec<u128> = due.collect::<Option<_>>().ok_or(LARGE)?;
    let mut shares: Vec<_> = due.iter().map(|due| due / all).collect();
    let mut remainders: Vec<_> = due.iter().map(|due| due % all).enumerate().collect();
    // The sort keeps the order of equal ones.
    remainders.sort_by_key(|(_, remainder)| std::cmp::Reverse(*remainder));
    let given: u128 = shares.iter().sum();
    let left = usize::try_from(size - given).unwrap_or(usize::MAX);
    for (place, _) in remainders.into_iter().take(left) {
        if let Some(share) = shares.get_mut(place) {
            *share += 1;
        }
    }
    let shares = shares.into_iter().map(|share| signed(amount, share));
    shares.collect()
}

/// An amount of this size with the sign of that one.
fn signed(like: i64, size: u128) -> Result<i64, DomainError> {
    let size = i64::try_from(size).map_err(|_| DomainError::AmountTooLarge)?;
    Ok(if like < 0 { -size } else { size })
}
