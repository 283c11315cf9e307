//! What a file says of how a dish gets its price: by the piece, by weight, or by whoever sells it.

use salver_domain::menu::Item;
use salver_domain::priced::PriceKind;

use crate::line::{Line, PriceSaid};
use crate::report::RowProblem;
use crate::said::{note, question};
use crate::wording::changed;

/// Sets how a dish gets its price, where its row says so.
pub(crate) fn put(
    item: &mut Item,
    first: &Line,
    (before, own): (Option<&Item>, bool),
    said: &mut Vec<RowProblem>,
) {
    let weighed = first.priced.as_ref().filter(|kind| kind.value.is_weighed());
    if !item.variants.is_empty() {
        let is_known = before.is_some_and(|before| !before.variants.is_empty());
        if let Some(kind) = weighed.filter(|_| !is_known) {
            let column = kind
                .doubt
                .as_ref()
                .and_then(|doubt| doubt.column.as_deref());
            let reason =
                "it is sold by weight in several sizes; a menu has their prices by the piece";
            said.push(question(column, reason, "by the piece"));
        }
        return;
    }
    if let Some(PriceSaid::Open(column)) = &first.price {
        let is_market = before.is_some_and(|before| before.priced == PriceKind::Market);
        // A price that the menu has by now stays: somebody has fixed it.
        if before.is_none() || own {
            item.priced = PriceKind::Market;
            if !is_market {
                item.price = 0;
            }
        }
        if weighed.is_some() && before.is_none() {
            let reason =
                "it is sold by weight at an open price; a menu has such prices by the piece";
            said.push(question(
                Some(column),
                reason,
                "a market price of one piece",
            ));
        } else if before.is_none() && !own {
            said.push(note(
                Some(column),
                "has an open price: a market price, which your staff say each day",
            ));
        } else if !is_market && !own {
            said.push(note(Some(column), "has an open price; the menu's stays"));
        }
        return;
    }
    match &first.priced {
        // The menu knows of how much.
        Some(kind) if kind.doubt.is_some() && item.priced.is_weighed() => {}
        // Other programs say "no" of what they know no market price of.
        Some(kind) if kind.value.is_fixed() && !own => {}
        Some(kind) => {
            if let Some(kind) = changed(kind, before.map(|before| &before.priced), said) {
                item.priced = kind;
            }
        }
        None => {}
    }
}
