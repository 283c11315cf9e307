//! The figures of some days made again from their facts, asked for by whoever has this machine.

use std::str::FromStr;

use salver::domain::business_day::BusinessDay;
use salver::domain::id::BranchId;
use salver_local::stack::Stack;
use serde::Serialize;
use serde_json::json;

/// The function that folds figures: its logical ID in the template.
const FUNCTION: &str = "FollowUp";

/// Business days of a branch, written as `BRANCH=FIRST..LAST`, both days included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    branch: BranchId,
    first: BusinessDay,
    last: BusinessDay,
}

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = || "a branch and its days are written BRANCH=2026-11-01..2026-11-30".to_owned();
        let (branch, days) = text.split_once('=').ok_or_else(form)?;
        let (first, last) = days.split_once("..").ok_or_else(form)?;
        let branch = branch.parse().map_err(|_| form())?;
        let [first, last]: [BusinessDay; 2] = match (first.parse(), last.parse()) {
            (Ok(first), Ok(last)) if first <= last => [first, last],
            _ => return Err(form()),
        };
        Ok(Self {
            branch,
            first,
            last,
        })
    }
}

/// Has figures folded anew, one span after the other. What fails is logged, and serving goes on:
/// figures are no reason to keep guests waiting.
pub async fn recount(stack: &Stack, spans: &[Span]) {
    for span in spans {
        let payload = json!({ "recount": span }).to_string();
        match stack.invoker().invoke(FUNCTION, payload.into()).await {
            Ok(_) => tracing::info!(?span, "the figures were made again"),
            Err(error) => tracing::error!(?span, %error, "the figures were not made again"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_a_branch_have_one_form() {
        let span: Span = "lane=2026-11-01..2026-11-30".parse().unwrap();
        assert_eq!(
            json!({ "recount": span }),
            json!({"recount": {"branch": "lane", "first": "2026-11-01", "last": "2026-11-30"}})
        );
        for text in [
            "lane",
            "lane=2026-11-01",
            "lane=2026-11-30..2026-11-01",
            "lane=2026-11-01..",
            "=2026-11-01..2026-11-30",
        ] {
            let said = text.parse::<Span>().unwrap_err();
            assert!(said.contains("BRANCH="), "{text}: {said}");
        }
    }
}
