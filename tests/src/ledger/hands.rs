//! What is wrong with who gave money out.

use std::collections::{BTreeMap, BTreeSet};

use super::faults::Faults;
use super::{Asked, Hands, Ledger, Owed};

impl Ledger {
    /// Of each thing that was paid out of customers' credit its mark, and who did it.
    fn out(&self) -> impl Iterator<Item = (&str, &Hands)> {
        let entries = self.accounts.iter().flat_map(|account| &account.entries);
        entries.filter_map(|(_, what, _)| match what {
            Owed::PaidOut(_, mark, hands) => Some((mark.as_str(), hands)),
            _ => None,
        })
    }

    /// The same of each thing that gave money out.
    fn given(&self) -> impl Iterator<Item = (&str, &Hands)> {
        let back = self.went.iter();
        let back = back.map(|went| (went.mark.as_str(), &went.hands));
        back.chain(self.out())
    }

    /// Who paid out what was to customers' credit, each time.
    pub fn paid_out(&self) -> Vec<&Hands> {
        self.out().map(|(_, hands)| hands).collect()
    }

    /// Everybody who gave money out, or approved it.
    pub(super) fn people(&self) -> impl Iterator<Item = &str> {
        self.given().flat_map(|(_, hands)| {
            let approved = hands.approved_by.as_deref();
            std::iter::once(hands.by.as_str()).chain(approved)
        })
    }

    /// Whoever gave money out may do so, or somebody else who may has approved it; and a word that
    /// was sent along with several things was good for one of them.
    pub(super) fn hands(&self, asked: &[Asked], faults: &mut Faults) {
        let may = |id: &String| self.approvers.contains(id);
        for (mark, hands) in self.given() {
            let approved = hands.approved_by.as_ref();
            let by_two = approved.is_some_and(|other| *other != hands.by && may(other));
            faults.unless(may(&hands.by) || by_two, || {
                format!("{mark} was given out by one alone: {hands:?}")
            });
        }
        let given = self.given().map(|(mark, _)| mark);
        let voids = self.bills.iter().filter_map(|bill| bill.void.as_deref());
        let stands: BTreeSet<&str> = given.chain(voids).collect();
        let mut by_word: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for asked in asked.iter().filter(|asked| stands.contains(&*asked.mark)) {
            if let Some(word) = &asked.word {
                by_word.entry(word).or_default().push(&asked.mark);
            }
        }
        for (_, marks) in by_word {
            faults.unless(marks.len() == 1, || {
                format!("one word was good for {marks:?}")
            });
        }
    }
}
