//! Rows that put nothing on the menu: the same again, sums, and what is not sold.

use super::Decider;
use crate::identity::Identity;
use crate::index::Found;
use crate::line::Line;
use crate::report::RowProblem;
use crate::said::{error, note, question};

impl Decider<'_> {
    /// Another dish of the file with one identity: the same again, or something else.
    pub(super) fn repeated(&self, here: &[usize], there: &[usize]) -> RowProblem {
        let of = |lines: &[usize]| {
            lines
                .iter()
                .filter_map(|at| self.lines.get(*at))
                .collect::<Vec<_>>()
        };
        let (here, there) = (of(here), of(there));
        let row = there.first().map_or(0, |line| line.row);
        let same = here.len() == there.len() && here.iter().zip(&there).all(|(a, b)| a.says_as(b));
        if same {
            note(None, format!("says the same as row {row}"))
        } else {
            error(
                None,
                format!("is the same dish as row {row}, with something else about it"),
            )
        }
    }

    /// A row of sums, as reports end with.
    pub(super) fn is_total(&self, line: &Line, said: &mut Vec<RowProblem>) -> bool {
        const TOTALS: [&str; 14] = [
            "total",
            "totals",
            "grand total",
            "subtotal",
            "sum",
            "summe",
            "gesamt",
            "gesamtsumme",
            "zwischensumme",
            "totale",
            "totaal",
            "totales",
            "suma",
            "कुल",
        ];
        let Some(name) = line.name.as_ref() else {
            return false;
        };
        let known = self.table.own
            || line.handle.is_some()
            || line.sku.is_some()
            || line.category.is_some();
        let name = name.value.to_lowercase();
        let is_total = !known && TOTALS.contains(&name.trim_end_matches([':', ' ']));
        if is_total && self.index.item_named(&name) == Found::None {
            said.push(question(None, "looks like a row of sums", "left out"));
            return true;
        }
        false
    }

    /// Whether a dish has no place on the menu: it is not sold.
    pub(super) fn left_off(
        &self,
        first: &Line,
        lines: &[&Line],
        identity: &Identity<'_>,
        said: &mut Vec<RowProblem>,
    ) -> bool {
        let known = matches!(identity, Identity::Known(_));
        let unsold = |line: &&Line| line.for_sale.as_ref().is_some_and(|(_, yes)| !yes);
        if lines.iter().all(unsold) {
            let column = first.for_sale.as_ref().map(|(column, _)| column.as_str());
            said.push(note(
                column,
                if known {
                    "is not for sale; an import takes nothing off the menu, so it stays as it is"
                } else {
                    "is not for sale and left off the menu"
                },
            ));
            return true;
        }
        false
    }
}
