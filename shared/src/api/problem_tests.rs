//! Codes are a promise: their names and statuses are written out here once more.

use super::*;
use crate::api::Reply;

#[test]
fn every_code_with_its_status() {
    let expected = [
        ("malformed_json", 400),
        ("idempotency_key_missing", 400),
        ("unauthenticated", 401),
        ("token_expired", 401),
        ("session_closed", 401),
        ("pin_wrong", 403),
        ("set_up_code_wrong", 403),
        ("operator_code_wrong", 403),
        ("link_wrong", 403),
        ("approval_needed", 403),
        ("approval_over", 403),
        ("approval_wrong", 403),
        ("forbidden", 403),
        ("not_found", 404),
        ("method_not_allowed", 405),
        ("cart_changed", 409),
        ("cart_empty", 409),
        ("prices_changed", 409),
        ("item_sold_out", 409),
        ("item_gone", 409),
        ("item_not_served", 409),
        ("item_not_priced", 409),
        ("options_invalid", 409),
        ("check_billed", 409),
        ("nothing_to_bill", 409),
        ("bill_stale", 409),
        ("bill_unpaid", 409),
        ("bill_paid", 409),
        ("bill_void", 409),
        ("bill_has_payments", 409),
        ("day_closed", 409),
        ("float_said", 409),
        ("day_undecided", 409),
        ("dues_limit", 409),
        ("nothing_owed", 409),
        ("check_on_hold", 409),
        ("lines_unsent", 409),
        ("session_order_limit", 409),
        ("illegal_transition", 409),
        ("version_conflict", 409),
        ("table_not_free", 409),
        ("ordering_paused", 409),
        ("branch_closed", 409),
        ("draft_target_gone", 409),
        ("draft_id_taken", 409),
        ("draft_field_changed", 409),
        ("category_not_empty", 409),
        ("menu_not_ready", 409),
        ("session_full", 409),
        ("already_set_up", 409),
        ("link_used", 409),
        ("link_ended", 409),
        ("already_colleague", 409),
        ("last_owner", 409),
        ("site_address_missing", 409),
        ("in_progress", 409),
        ("body_too_large", 413),
        ("media_type_refused", 415),
        ("import_refused", 422),
        ("photo_unreadable", 422),
        ("photo_too_large", 422),
        ("validation", 422),
        ("idempotency_key_reused", 422),
        ("pin_limited", 429),
        ("ordered_too_often", 429),
        ("rate_limited", 429),
        ("internal", 500),
        ("unavailable", 503),
    ];
    let codes: Vec<_> = Code::ALL.iter().map(|c| (c.name(), c.status())).collect();
    assert_eq!(codes, expected);
    for code in Code::ALL {
        assert_eq!(serde_json::to_value(code).unwrap(), code.name());
        assert!(!code.title().is_empty());
    }
}

/// Code and status of each row below "Errors" in `docs/api-guide.md`.
fn codes_of_the_guide() -> Vec<(String, u16)> {
    let page = include_str!("../../../docs/api-guide.md");
    let (_, section) = page.split_once("\n## Errors\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
    let code = |cells: Vec<&str>| {
        (
            cells[1].trim_matches('`').to_owned(),
            cells[2].parse().unwrap(),
        )
    };
    cells.map(code).collect()
}

#[test]
fn the_guide_lists_every_code_and_no_other() {
    let all = Code::ALL
        .iter()
        .map(|code| (code.name().to_owned(), code.status()));
    assert_eq!(codes_of_the_guide(), all.collect::<Vec<_>>());
}

#[test]
fn a_body_has_the_members_of_the_rfc_and_ours() {
    for code in Code::ALL {
        let body = Problem::new(*code, "It rained.").body("req-1");
        let expected = json!({
            "type": format!("urn:salver:problem:{}", code.name()), "title": code.title(),
            "status": code.status(), "code": code.name(), "detail": "It rained.",
            "request_id": "req-1",
        });
        assert_eq!(body, expected);
    }
}

#[test]
fn extras_never_hide_the_standard_members() {
    let problem = Problem::new(Code::NotFound, "d")
        .with("status", 200)
        .with("code", "fine");
    let body = problem.body("r");
    assert_eq!(
        (&body["status"], &body["code"]),
        (&json!(404), &json!("not_found"))
    );
}

#[test]
fn waiting_is_said_in_the_body_and_in_the_header() {
    let problem = Problem::new(Code::PinLimited, "Wait.").after(90);
    assert_eq!(problem.body("r")["retry_after"], 90);
    let response = Reply::problem(&problem, "r").into_http();
    assert_eq!(
        (
            response.status().as_u16(),
            &response.headers()["retry-after"]
        ),
        (429, &"90".parse().unwrap())
    );
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json"
    );
    assert_eq!(response.headers()["cache-control"], "no-store");
}
