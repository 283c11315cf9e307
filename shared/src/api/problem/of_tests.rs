//! What errors are outside, each with all that goes along.

use super::*;
use crate::domain::Paused;
use salver_demo::fixtures::{cart, line};
use serde_json::{Value, json};

fn check(problem: Problem, code: Code, extras: Value) {
    assert_eq!(
        (problem.code, problem.status),
        (code, code.status()),
        "{problem:?}"
    );
    assert_eq!(Value::Object(problem.extras), extras);
}

fn line_of_tikka() -> Box<WhichLine> {
    Box::new(WhichLine {
        line_id: "a".parse().unwrap(),
        item_id: "tikka".parse().unwrap(),
        name: "Tikka".into(),
    })
}

#[test]
fn refusals_of_the_domain() {
    let shown = cart(&[line("a", "water", 2, &[])]);
    let view = json!(CartView::from(&shown));
    check(
        DomainError::invalid("note", "at most 200 characters").into(),
        Code::Validation,
        json!({"errors": [{"field": "note", "message": "at most 200 characters"}]}),
    );
    let too_large = Problem::from(DomainError::AmountTooLarge);
    assert_eq!(too_large.extras["errors"][0]["field"], "quantity");
    check(
        DomainError::SessionClosed.into(),
        Code::SessionClosed,
        json!({}),
    );
    check(
        Refusal::CartChanged(Box::new(shown.clone()), None).into(),
        Code::CartChanged,
        json!({"cart": view}),
    );
    check(DomainError::CartEmpty.into(), Code::CartEmpty, json!({}));
    check(
        Refusal::PricesChanged(Box::new(shown), None).into(),
        Code::PricesChanged,
        json!({"cart": view, "total": {"minor": 8000, "currency": "INR"}}),
    );
    check(
        DomainError::ItemSoldOut(line_of_tikka()).into(),
        Code::ItemSoldOut,
        json!({"line_id": "a", "item_id": "tikka"}),
    );
    check(
        DomainError::ItemGone(line_of_tikka()).into(),
        Code::ItemGone,
        json!({"line_id": "a", "item_id": "tikka"}),
    );
    for (choice, extras) in [
        (
            BadChoice::Count {
                group_id: "size".parse().unwrap(),
                group: "Size".into(),
                min: 1,
                max: 2,
                chosen: 0,
            },
            json!({"line_id": "a", "item_id": "tikka", "group_id": "size", "min": 1, "max": 2}),
        ),
        (
            BadChoice::NotOffered {
                item: "Tikka".into(),
                option_id: "large".parse().unwrap(),
            },
            json!({"line_id": "a", "item_id": "tikka", "option_id": "large"}),
        ),
        (
            BadChoice::PartCount {
                part_id: "main".parse().unwrap(),
                part: "Main".into(),
                count: 1,
                picked: 0,
            },
            json!({"line_id": "a", "item_id": "tikka", "part_id": "main"}),
        ),
    ] {
        let (line, choice) = (line_of_tikka(), Box::new(choice));
        check(
            DomainError::OptionsInvalid { line, choice }.into(),
            Code::OptionsInvalid,
            extras,
        );
    }
    check(
        DomainError::CheckBilled.into(),
        Code::CheckBilled,
        json!({}),
    );
    check(
        DomainError::BillUnpaid {
            due: 5,
            currency: crate::domain::money::Currency::INR,
        }
        .into(),
        Code::BillUnpaid,
        json!({"due": {"minor": 5, "currency": "INR"}}),
    );
    check(
        DomainError::DuesLimit {
            left: 5,
            currency: crate::domain::money::Currency::INR,
        }
        .into(),
        Code::DuesLimit,
        json!({"left": {"minor": 5, "currency": "INR"}}),
    );
    check(
        DomainError::NothingOwed.into(),
        Code::NothingOwed,
        json!({}),
    );
    check(
        DomainError::SessionOrderLimit { limit: 100 }.into(),
        Code::SessionOrderLimit,
        json!({"limit": 100}),
    );
    check(
        DomainError::OrderedTooOften { retry_after: 90 }.into(),
        Code::OrderedTooOften,
        json!({"retry_after": 90}),
    );
    check(
        DomainError::IllegalTransition {
            what: "order",
            from: "ready",
            to: "placed",
        }
        .into(),
        Code::IllegalTransition,
        json!({"current": "ready"}),
    );
    check(
        DomainError::VersionConflict {
            expected: 3,
            actual: 5,
        }
        .into(),
        Code::VersionConflict,
        json!({"version": 5}),
    );
    check(
        DomainError::TableNotFree.into(),
        Code::TableNotFree,
        json!({}),
    );
    check(
        DomainError::OrderingPaused(Box::default()).into(),
        Code::OrderingPaused,
        json!({}),
    );
    let until = "2026-11-20T20:00:00Z";
    let paused = Paused {
        word: Some("Back at eight".to_owned()),
        until: Some(until.parse().unwrap()),
    };
    check(
        DomainError::OrderingPaused(Box::new(paused)).into(),
        Code::OrderingPaused,
        json!({"word": "Back at eight", "until": until}),
    );
    check(
        DomainError::BranchClosed {
            opens_at: until.parse().unwrap(),
        }
        .into(),
        Code::BranchClosed,
        json!({"opens_at": until}),
    );
    let line = line_of_tikka();
    check(
        DomainError::TooFewLeft { line, left: 3 }.into(),
        Code::ItemSoldOut,
        json!({"line_id": "a", "item_id": "tikka", "left": 3}),
    );
    check(
        DomainError::SessionFull.into(),
        Code::SessionFull,
        json!({}),
    );
    check(
        DomainError::NotFound("line").into(),
        Code::NotFound,
        json!({}),
    );
    check(BadId("order ID").into(), Code::NotFound, json!({}));
}

#[test]
fn refusals_of_identity() {
    check(AuthError::Missing.into(), Code::Unauthenticated, json!({}));
    check(AuthError::Invalid.into(), Code::Unauthenticated, json!({}));
    check(AuthError::Expired.into(), Code::TokenExpired, json!({}));
    check(
        AuthError::SessionClosed.into(),
        Code::SessionClosed,
        json!({}),
    );
    check(AuthError::Forbidden.into(), Code::Forbidden, json!({}));
    check(
        AuthError::Failed("the key is too short").into(),
        Code::Internal,
        json!({}),
    );
}

#[test]
fn faults_of_the_store_tell_nothing_but_when_to_come_again() {
    let inside = || "table salver at 10.0.0.7 throttled".into();
    let corrupt = StoreError::Corrupt {
        key: "CHECK#x CHECK".into(),
        source: inside(),
    };
    for (error, code, extras) in [
        (
            StoreError::Unavailable(inside()),
            Code::Unavailable,
            json!({"retry_after": 1}),
        ),
        (
            StoreError::Contended,
            Code::InProgress,
            json!({"retry_after": 1}),
        ),
        (StoreError::Sdk(inside()), Code::Internal, json!({})),
        (corrupt, Code::Internal, json!({})),
    ] {
        let problem = Problem::from(error);
        let body = problem.body("r").to_string();
        assert!(
            !body.contains("10.0.0.7") && !body.contains("CHECK#"),
            "{body}"
        );
        check(problem, code, extras);
    }
    let keyless = Problem::from(AuthError::Failed("PIN_KEY is missing"))
        .body("r")
        .to_string();
    assert!(!keyless.contains("PIN_KEY"), "{keyless}");
}
