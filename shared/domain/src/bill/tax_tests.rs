use super::tax::*;
use super::worked::taxes;
use crate::DomainError;
use crate::business_day::BusinessDay;

fn day(text: &str) -> BusinessDay {
    text.parse().unwrap()
}

fn rules(rate: u32) -> TaxRules {
    TaxRules {
        pricing: Pricing::Exclusive,
        classes: [("standard".parse().unwrap(), taxes(&[("VAT", rate)]))].into(),
        ..TaxRules::default()
    }
}

fn field<T: std::fmt::Debug>(refused: Result<T, DomainError>) -> &'static str {
    match refused {
        Err(DomainError::Invalid { field, .. }) => field,
        other => panic!("{other:?}"),
    }
}

#[test]
fn rules_count_from_their_day_until_others_do() {
    let today = day("2026-11-20");
    let none = TaxProfile::default();
    assert_eq!(none.on(today), &TaxRules::default());
    let now = none.with(today, rules(500), Vec::new(), today).unwrap();
    let both = now
        .with(day("2027-04-01"), rules(1_800), Vec::new(), today)
        .unwrap();
    for (on, rate) in [
        ("2026-11-19", None),
        ("2026-11-20", Some(500)),
        ("2027-03-31", Some(500)),
        ("2027-04-01", Some(1_800)),
        ("2030-01-01", Some(1_800)),
    ] {
        let of = both.on(day(on)).of(&"standard".parse().unwrap());
        assert_eq!(of.first().map(|tax| tax.rate_bp.0), rate, "{on}");
    }
    let later = day("2026-12-01");
    assert_eq!(field(both.with(today, rules(1), Vec::new(), later)), "from");
    // A planned change is taken back, and nothing is no change.
    let back = both.with(day("2027-04-01"), rules(500), Vec::new(), later);
    assert_eq!(back.unwrap(), now);
    let nothing = TaxRules::default();
    assert_eq!(none.with(today, nothing, Vec::new(), today).unwrap(), none);
}

#[test]
fn what_no_bill_can_be_made_by_is_refused() {
    let with = |components: &[(&str, u32)]| TaxRules {
        classes: [("standard".parse().unwrap(), taxes(components))].into(),
        ..TaxRules::default()
    };
    assert_eq!(with(&[("A", 5_000), ("B", 5_000)]).check(), Ok(()));
    assert_eq!(
        field(with(&[("A", 5_000), ("B", 5_001)]).check()),
        "classes"
    );
    assert_eq!(
        field(with(&[("A", u32::MAX), ("B", u32::MAX)]).check()),
        "classes"
    );
    assert_eq!(field(with(&[("A", 1), ("A", 2)]).check()), "classes");
    let names = ["A", "B", "C", "D", "E", "F"].map(|name| (name, 1));
    assert_eq!(field(with(&names).check()), "classes");
    assert_eq!(with(&names[..MAX_COMPONENTS]).check(), Ok(()));
    let classes = (0..=MAX_CLASSES).map(|n| (format!("c{n}").parse().unwrap(), Vec::new()));
    let many = TaxRules {
        classes: classes.collect(),
        ..TaxRules::default()
    };
    assert_eq!(field(many.check()), "classes");
    for (unit, is_good) in [(1, false), (2, true), (1_000_000, true), (1_000_001, false)] {
        let rounded = TaxRules {
            round_to: Some(unit),
            ..TaxRules::default()
        };
        assert_eq!(rounded.check().is_ok(), is_good, "{unit}");
    }
    let today = day("2026-11-20");
    let registration = Registration {
        name: "GSTIN".to_owned().try_into().unwrap(),
        number: "29ABCDE1234F1ZW".to_owned().try_into().unwrap(),
    };
    let lines = vec![registration; MAX_REGISTRATIONS + 1];
    let refused = TaxProfile::default().with(today, rules(1), lines, today);
    assert_eq!(field(refused), "registrations");
}

#[test]
fn a_branch_keeps_so_many_changes_and_no_more() {
    let mut profile = TaxProfile::default();
    for year in 0..MAX_RULES {
        let from = day(&format!("{}-01-01", 2027 + year));
        profile = profile
            .with(from, rules(u32::try_from(year).unwrap()), Vec::new(), from)
            .unwrap();
    }
    let last = day("2099-01-01");
    assert_eq!(
        field(profile.with(last, rules(99), Vec::new(), last)),
        "from"
    );
}

#[test]
fn the_profile_reads_what_it_writes() {
    let today = day("2026-11-20");
    let profile = TaxProfile::default()
        .with(today, rules(2_000), Vec::new(), today)
        .unwrap();
    let text = serde_json::to_string(&profile).unwrap();
    assert_eq!(
        text,
        r#"{"rules":{"2026-11-20":{"pricing":"exclusive","classes":{"standard":[{"name":"VAT","rate_bp":2000}]},"service_charge_taxed":false}}}"#
    );
    assert_eq!(serde_json::from_str::<TaxProfile>(&text).unwrap(), profile);
}
