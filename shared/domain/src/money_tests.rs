use proptest::prelude::*;

use super::*;

fn inr(minor: i64) -> Money {
    Money::new(minor, Currency::INR)
}

/// Amounts with their ends: those of what is allowed and those of 64 bits.
fn amount() -> impl Strategy<Value = i64> {
    let ends = [i64::MIN, i64::MIN + 1, -MAX_MINOR - 1, -MAX_MINOR, -1, 0];
    let ends = ends
        .into_iter()
        .chain([1, MAX_MINOR, MAX_MINOR + 1, i64::MAX]);
    prop_oneof![
        prop::sample::select(ends.collect::<Vec<_>>()),
        any::<i64>(),
        -MAX_MINOR..=MAX_MINOR,
    ]
}

/// `exact` when it is in the range, the refusal otherwise.
fn expected(exact: i128) -> Result<Money, DomainError> {
    match i64::try_from(exact) {
        Ok(minor) if exact.unsigned_abs() <= u128::from(MAX_MINOR.unsigned_abs()) => Ok(inr(minor)),
        _ => Err(DomainError::AmountTooLarge),
    }
}

proptest! {
    #[test]
    fn sums_do_not_depend_on_the_order(mut parts in prop::collection::vec(0_i64..=10_000_000, 0..40)) {
        let forward = Money::sum(Currency::INR, parts.iter().map(|m| inr(*m))).unwrap();
        parts.reverse();
        let backward = Money::sum(Currency::INR, parts.iter().map(|m| inr(*m))).unwrap();
        prop_assert_eq!(forward, backward);
        prop_assert_eq!(forward.minor, parts.iter().sum::<i64>());
    }

    #[test]
    fn times_is_repeated_addition(minor in 0_i64..=1_000_000, quantity in 0_u32..60) {
        let added = Money::sum(Currency::INR, (0..quantity).map(|_| inr(minor))).unwrap();
        prop_assert_eq!(inr(minor).times(quantity).unwrap(), added);
    }

    #[test]
    fn every_sum_is_exact_or_refused(a in amount(), b in amount(), q in any::<u32>()) {
        let (wide_a, wide_b) = (i128::from(a), i128::from(b));
        prop_assert_eq!(inr(a).plus(inr(b)), expected(wide_a + wide_b));
        prop_assert_eq!(inr(a).minus(inr(b)), expected(wide_a - wide_b));
        prop_assert_eq!(inr(a).times(q), expected(wide_a * i128::from(q)));
    }

    #[test]
    fn a_percentage_is_the_nearest_unit_and_halves_go_away_from_zero(a in amount(), rate in any::<u32>()) {
        let exact = i128::from(a) * i128::from(rate);
        // Rounded on the side without a sign.
        let rounded = (exact.abs() + 5_000) / 10_000 * exact.signum();
        prop_assert_eq!(inr(a).percent(BasisPoints(rate)), expected(rounded));
        if a != i64::MIN {
            let other = inr(-a).percent(BasisPoints(rate)).map(|m| -m.minor);
            prop_assert_eq!(inr(a).percent(BasisPoints(rate)).map(|m| m.minor), other);
        }
    }

    #[test]
    fn shares_sum_to_the_whole_and_none_is_a_unit_off(
        a in amount(),
        weights in prop::collection::vec(prop_oneof![0_u64..100, Just(u64::MAX), any::<u64>()], 0..20),
    ) {
        let all: u128 = weights.iter().map(|w| u128::from(*w)).sum();
        let shares = inr(a).allocate(&weights);
        if all == 0 || expected(a.into()).is_err() {
            prop_assert!(shares.is_err());
            return Ok(());
        }
        let shares = shares.unwrap();
        prop_assert_eq!(shares.len(), weights.len());
        prop_assert_eq!(shares.iter().map(|share| share.minor).sum::<i64>(), a);
        for (share, weight) in shares.iter().zip(&weights) {
            let exact = u128::from(a.unsigned_abs()) * u128::from(*weight);
            let least = exact / all;
            let most = least + u128::from(exact % all > 0);
            let size = u128::from(share.minor.unsigned_abs());
            prop_assert!((least..=most).contains(&size), "{} of {:?}", size, weights);
            prop_assert!(share.minor == 0 || share.minor.signum() == a.signum());
        }
    }

    #[test]
    fn json_is_exact(minor in -MAX_MINOR..=MAX_MINOR) {
        let text = serde_json::to_string(&inr(minor)).unwrap();
        prop_assert_eq!(serde_json::from_str::<Money>(&text).unwrap(), inr(minor));
    }
}

#[test]
fn the_ends_are_refused() {
    let nothing = inr(0);
    for end in [i64::MIN, i64::MIN + 1, i64::MAX] {
        let refused = Err(DomainError::AmountTooLarge);
        assert_eq!(inr(end).plus(nothing), refused, "{end}");
        assert_eq!(inr(end).times(1), refused, "{end}");
        assert_eq!(Money::sum(Currency::INR, [inr(end)]), refused, "{end}");
        assert_eq!(inr(end).minus(nothing), refused, "{end}");
        assert_eq!(nothing.minus(inr(end)), refused, "{end}");
        assert_eq!(inr(end).percent(BasisPoints::WHOLE), refused, "{end}");
        assert!(inr(end).allocate(&[1]).is_err(), "{end}");
    }
    for end in [-MAX_MINOR, MAX_MINOR] {
        assert_eq!(inr(end).plus(nothing), Ok(inr(end)));
        assert_eq!(inr(end).percent(BasisPoints::WHOLE), Ok(inr(end)));
        assert_eq!(inr(end).allocate(&[u64::MAX]), Ok(vec![inr(end)]));
    }
}

#[test]
fn halves_are_rounded_away_from_zero() {
    for (minor, rate, expected) in [
        (5, 1_000, 1),
        (-5, 1_000, -1),
        (4, 1_000, 0),
        (-4, 1_000, 0),
        (15, 1_000, 2),
        (-15, 1_000, -2),
        // 2.5 % of 333.00 is 8.325.
        (33_300, 250, 833),
        (-33_300, 250, -833),
        (33_300, 0, 0),
        (33_300, 10_000, 33_300),
        (33_300, 20_000, 66_600),
    ] {
        let part = inr(minor).percent(BasisPoints(rate)).unwrap();
        assert_eq!(part, inr(expected), "{rate} of {minor}");
    }
}

#[test]
fn the_largest_remainder_gets_the_next_unit_and_the_first_of_equal_ones() {
    let shares = |minor: i64, weights: &[u64]| -> Vec<i64> {
        let shares = inr(minor).allocate(weights).unwrap();
        shares.iter().map(|share| share.minor).collect()
    };
    assert_eq!(shares(100, &[1, 1, 1]), [34, 33, 33]);
    assert_eq!(shares(101, &[1, 1, 1]), [34, 34, 33]);
    assert_eq!(shares(-100, &[1, 1, 1]), [-34, -33, -33]);
    // 7.14 and 42.86: the second is nearer to its next unit.
    assert_eq!(shares(50, &[1, 6]), [7, 43]);
    assert_eq!(shares(1, &[0, 0, 1]), [0, 0, 1]);
    assert_eq!(shares(0, &[3, 4]), [0, 0]);
    for nobody in [&[][..], &[0, 0]] {
        assert!(inr(1).allocate(nobody).is_err());
    }
}

#[test]
fn currencies_do_not_mix() {
    let usd = Currency::try_from("USD".to_owned()).unwrap();
    assert!(inr(1).plus(Money::new(1, usd)).is_err());
    assert!(inr(1).minus(Money::new(1, usd)).is_err());
}

#[test]
fn fractions_are_refused() {
    assert!(serde_json::from_str::<Money>(r#"{"minor":1.5,"currency":"INR"}"#).is_err());
}
