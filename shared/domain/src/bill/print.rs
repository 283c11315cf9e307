//! Which bills were given to a printer, so that a second paper of the same says that it is one.

use super::books::Books;
use super::settlement::{BillState, Settlement};
use crate::DomainError;
use crate::id::BillId;

/// What a bill's paper says of those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copy {
    /// There was none.
    First,
    /// The same was printed before.
    Duplicate,
    /// An earlier issue was printed, which does not count any more.
    Replaces,
}

impl BillState {
    /// What the next paper of it is.
    pub fn next_copy(&self) -> Copy {
        match self.printed {
            None => Copy::First,
            Some(issue) if issue == self.issue => Copy::Duplicate,
            Some(_) => Copy::Replaces,
        }
    }
}

impl Settlement {
    /// The same version, which is not written yet, with these bills given to a printer.
    #[must_use]
    pub fn printed(mut self, bills: &[BillId]) -> Self {
        for state in &mut self.bills {
            if bills.contains(&state.id) {
                state.printed = Some(state.issue);
            }
        }
        self
    }
}

impl Books {
    /// The version in which a bill is given to a printer. One that is void or old is too: its paper
    /// says so.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn to_print(&self, bill: &BillId) -> Result<Settlement, DomainError> {
        self.state(bill)?;
        Ok(self.settlement.next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::check;
    use crate::money::{Currency, Money};

    #[test]
    fn the_second_paper_of_an_issue_is_a_duplicate_and_that_of_a_new_one_replaces_it() {
        let id: BillId = BillId::new(&check().id, "b1").unwrap();
        let number = serde_json::from_str(r#"{"year": "2026-27", "number": 12}"#).unwrap();
        let mut books = Books {
            settlement: Settlement::none(&check().id, Currency::INR),
            check: check(),
            orders: Vec::new(),
            bills: Vec::new(),
            payments: Vec::new(),
            refunds: Vec::new(),
            unsent: false,
        };
        assert!(books.to_print(&id).is_err());
        let state = BillState::new(id.clone(), number, Money::new(100, Currency::INR));
        assert_eq!(state.next_copy(), Copy::First);
        books.settlement.bills.push(state);
        let printed = books
            .to_print(&id)
            .unwrap()
            .printed(std::slice::from_ref(&id));
        assert_eq!(printed.version, 1);
        let state = printed.bills[0].clone();
        assert_eq!(state.next_copy(), Copy::Duplicate);
        let anew = BillState { issue: 2, ..state };
        assert_eq!(anew.next_copy(), Copy::Replaces);
    }
}
