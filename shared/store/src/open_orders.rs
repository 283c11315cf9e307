//! A branch's open orders, as many as fit one answer.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, Select};

use super::client::Store;
use super::codec::{Item, read_item};
use super::error::StoreError;
use super::keys;
use salver_domain::id::BranchId;
use salver_domain::order::{Order, OrderLine};
use salver_domain::text::{Note, Reason};

/// Orders that one answer holds.
const MAX_ORDERS: usize = 500;
/// What they may take together in an answer, at most: a function may send 6 MB, and tables,
/// calls and staff need some of it.
const MAX_BYTES: usize = 5_000_000;
/// What an order, a line and a chosen option take in an answer beside their texts: names of
/// fields, IDs, times and amounts, with the marks that quoting all of it once more brings.
const ORDER_BYTES: usize = 1_500;
const LINE_BYTES: usize = 1_000;
const OPTION_BYTES: usize = 250;
/// The same of the combo that a line is a part of.
const COMBO_BYTES: usize = 550;
/// A character is at most so many bytes, quoted twice or not.
const CHARACTER_BYTES: usize = 4;

/// Open orders, oldest first.
#[derive(Debug, Default)]
pub struct OpenOrders {
    /// The oldest.
    pub orders: Vec<Order>,
    /// How many there are beside them, all of them newer.
    pub more: usize,
    /// What those that are here take at most.
    bytes: usize,
}

/// What an order takes in an answer, at most.
fn bytes(order: &Order) -> usize {
    let text = |text: &str| text.chars().count() * CHARACTER_BYTES;
    let note = |note: &Option<Note>| note.as_ref().map_or(0, |note| text(note.as_str()));
    let reason = |reason: &Option<Reason>| reason.as_ref().map_or(0, |why| text(why.as_str()));
    let line = |line: &OrderLine| {
        let options = line.options.iter();
        let options: usize = options.map(|o| OPTION_BYTES + text(&o.name)).sum();
        let told = line.kitchen_note.as_deref().map_or(0, text);
        let variant = line.variant.as_ref();
        // The ID of one is as long as that of an option, and its name stands twice.
        let variant = variant.map_or(0, |v| OPTION_BYTES + 2 * text(&v.name));
        let own = text(&line.name) + variant + told + note(&line.note) + reason(&line.reason);
        let combo = line.combo.as_ref();
        let combo = combo.map_or(0, |c| COMBO_BYTES + text(&c.name) + text(&c.part));
        LINE_BYTES + own + text(&line.added_by.name) + options + combo
    };
    let own = note(&order.note) + reason(&order.reason);
    ORDER_BYTES + own + order.lines.iter().map(line).sum::<usize>()
}

impl OpenOrders {
    /// Takes an order in, or counts it once one did not fit.
    fn add(&mut self, order: Order) {
        let bytes = self.bytes.saturating_add(bytes(&order));
        if self.more == 0 && self.orders.len() < MAX_ORDERS && bytes <= MAX_BYTES {
            self.bytes = bytes;
            self.orders.push(order);
        } else {
            self.more += 1;
        }
    }
}

/// One page of the index.
struct Page {
    items: Vec<Item>,
    count: usize,
    next: Option<HashMap<String, AttributeValue>>,
}

impl Store {
    /// A branch's open orders, the oldest of them whole. Read from the index, so a moment
    /// late.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_orders(&self, branch: &BranchId) -> Result<OpenOrders, StoreError> {
        let mut open = OpenOrders::default();
        let mut next = None;
        loop {
            // What does not fit is only counted: no byte of it is read into memory.
            let select = match open.more {
                0 => Select::AllAttributes,
                _ => Select::Count,
            };
            let page = self.page_of_open_orders(branch, next, select).await?;
            if page.items.is_empty() {
                open.more += page.count;
            }
            for item in page.items {
                open.add(read_item(item)?);
            }
            next = page.next;
            if next.is_none() {
                return Ok(open);
            }
        }
    }

    async fn page_of_open_orders(
        &self,
        branch: &BranchId,
        from: Option<HashMap<String, AttributeValue>>,
        select: Select,
    ) -> Result<Page, StoreError> {
        let partition = keys::open_orders(branch);
        let answer = self
            .client()
            .query()
            .table_name(self.table())
            .index_name(keys::OPEN_INDEX)
            .key_condition_expression("gsi1pk = :pk")
            .expression_attribute_values(":pk", AttributeValue::S(partition))
            .set_exclusive_start_key(from)
            .select(select)
            .send()
            .await?;
        Ok(Page {
            items: answer.items.unwrap_or_default(),
            count: usize::try_from(answer.count).unwrap_or_default(),
            next: answer.last_evaluated_key.filter(|key| !key.is_empty()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use salver_domain::cart::MAX_OPTIONS;
    use salver_domain::combo::InCombo;
    use salver_domain::fixtures::{cart, check, line, order};
    use salver_domain::menu::ChosenOption;
    use salver_domain::money::Currency;
    use salver_domain::money::Money;
    use salver_domain::variant::ChosenVariant;

    /// Orders of so many lines each, added one after the other.
    fn open(orders: &[usize]) -> OpenOrders {
        let mut open = OpenOrders::default();
        for (number, lines) in orders.iter().enumerate() {
            let lines: Vec<_> = (0..*lines)
                .map(|n| line(&format!("l{n}"), "water", 1, &[]))
                .collect();
            let number = u32::try_from(number).unwrap();
            open.add(order(&check(), &cart(&lines), number));
        }
        open
    }

    #[test]
    fn an_answer_is_bounded_by_orders_and_by_lines() {
        let held = |orders: &[usize]| {
            let open = open(orders);
            let numbers: Vec<_> = open.orders.iter().map(|o| o.number).collect();
            assert!(numbers.is_sorted(), "the oldest: {numbers:?}");
            (open.orders.len(), open.more)
        };
        assert_eq!(held(&[1, 1]), (2, 0));
        assert_eq!(held(&[1; MAX_ORDERS + 3]), (MAX_ORDERS, 3));
        // Some hundred full orders of plain lines; a small one that would fit does not overtake.
        let mut full = vec![40; MAX_ORDERS];
        full.push(1);
        let (here, more) = held(&full);
        assert!((80..150).contains(&here), "{here}");
        assert_eq!(here + more, full.len());
    }

    #[test]
    fn an_order_takes_no_more_of_an_answer_than_it_is_counted_for() {
        let note = |letter: &str| Note::parse(Some(&letter.repeat(200))).unwrap();
        let mut order = order(&check(), &cart(&[line("l1", "water", 1, &[])]), 1);
        let plain = order.lines[0].clone();
        for note in [None, note("\""), note("\u{1F336}")] {
            for options in [0, 1, MAX_OPTIONS] {
                let option = ChosenOption {
                    id: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
                    group_id: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
                    name: "\"".repeat(60),
                    price: Money::new(i64::MAX, Currency::INR),
                };
                let line = OrderLine {
                    note: note.clone(),
                    kitchen_note: note.as_ref().map(|note| note.as_str().to_owned()),
                    variant: note.as_ref().map(|_| ChosenVariant {
                        id: option.id.to_string().parse().unwrap(),
                        name: option.name.clone(),
                    }),
                    combo: note.as_ref().map(|_| InCombo {
                        line: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
                        item_id: option.id.to_string().parse().unwrap(),
                        name: option.name.clone(),
                        part_id: option.id.to_string().parse().unwrap(),
                        part: option.name.clone(),
                    }),
                    options: vec![option; options],
                    ..plain.clone()
                };
                order.lines = vec![line; 40];
                let told = serde_json::to_string(&order).unwrap();
                let sent = serde_json::to_string(&told).unwrap();
                assert!(
                    sent.len() <= bytes(&order),
                    "{} of {}",
                    sent.len(),
                    bytes(&order)
                );
            }
        }
    }
}
