//! What a call costs at the real service: read units of 4 KB and write units of 1 KB.
//!
//! The embedded store says it of every call that succeeds; `tests/flow/units.rs` holds it to
//! the service's rules with items of known size. Of a write that was refused it says nothing,
//! and the service bills it all the same, so that is worked out here.

#![expect(
    clippy::float_arithmetic,
    reason = "the store writes units as floats; they become whole halves at once"
)]

use std::iter::Sum;
use std::ops::Add;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::Value;

/// A sum of units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Units {
    /// Halves of read units: an eventually consistent read costs half of one.
    pub read_halves: u64,
    /// Write units, those of the index included.
    pub write: u64,
    /// What the index has of the write units.
    pub of_index: u64,
}

impl Units {
    /// Read units as people write them, `2.5`.
    pub fn reads(self) -> String {
        let half = if self.read_halves % 2 == 1 { ".5" } else { "" };
        format!("{}{half}", self.read_halves / 2)
    }

    /// The units of a call, by its request (which asked for them) and its answer.
    pub(super) fn of(operation: &str, request: &Value, answer: &Value) -> Self {
        let said = match &answer["ConsumedCapacity"] {
            Value::Array(tables) => tables.iter().collect(),
            Value::Null => Vec::new(),
            table => vec![table],
        };
        if said.is_empty() {
            return refused(operation, request, answer);
        }
        let halves = said
            .iter()
            .map(|table| halves(&table["CapacityUnits"]))
            .sum();
        if is_read(operation) {
            return Self {
                read_halves: halves,
                ..Self::default()
            };
        }
        let indexes = said
            .iter()
            .filter_map(|table| table["GlobalSecondaryIndexes"].as_object());
        let of_index = indexes.flat_map(|all| all.values()).map(halves_of);
        Self {
            read_halves: 0,
            write: halves / 2,
            of_index: of_index.sum::<u64>() / 2,
        }
    }
}

impl Add for Units {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self {
            read_halves: self.read_halves + more.read_halves,
            write: self.write + more.write,
            of_index: self.of_index + more.of_index,
        }
    }
}

impl Sum for Units {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

/// A request that also asks for its units.
pub(super) fn asking(request: &Value) -> Bytes {
    let mut request = request.clone();
    request["ReturnConsumedCapacity"] = "INDEXES".into();
    request.to_string().into()
}

fn is_read(operation: &str) -> bool {
    matches!(operation, "GetItem" | "BatchGetItem" | "Query")
}

fn halves_of(part: &Value) -> u64 {
    halves(&part["CapacityUnits"])
}

fn halves(units: &Value) -> u64 {
    (units.as_f64().unwrap() * 2.0).round() as u64
}

/// What a refused write costs. A failed condition is billed by the larger of the item that is
/// there and the one that would have been written. Of a cancelled transaction it is only known
/// that it is billed: it counts in full here, which is the most that it can be, but without the
/// index, to which nothing came.
fn refused(operation: &str, request: &Value, answer: &Value) -> Units {
    let kind = answer["__type"].as_str().unwrap_or_default();
    let kind = kind.rsplit('#').next().unwrap_or_default();
    let write = match (operation, kind) {
        (_, "ConditionalCheckFailedException") => write_units(&request["Item"], &answer["Item"]),
        ("TransactWriteItems", "TransactionCanceledException") => {
            let actions = request["TransactItems"].as_array().unwrap();
            let there = |at: usize| &answer["CancellationReasons"][at]["Item"];
            let actions = actions.iter().enumerate();
            let units = actions.map(|(at, action)| write_units(&action["Put"]["Item"], there(at)));
            2 * units.sum::<u64>()
        }
        _ => 0,
    };
    Units {
        write,
        ..Units::default()
    }
}

fn write_units(new: &Value, old: &Value) -> u64 {
    let bytes = item_size(new).max(item_size(old));
    u64::try_from(bytes.div_ceil(1024)).unwrap().max(1)
}

/// Bytes of an item in the store's wire form, as the service counts them; 0 of none.
pub fn item_size(item: &Value) -> usize {
    let fields = item.as_object().into_iter().flatten();
    fields.map(|(name, value)| name.len() + size(value)).sum()
}

fn size(value: &Value) -> usize {
    let (kind, inner) = value.as_object().unwrap().iter().next().unwrap();
    let list = || inner.as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    match kind.as_str() {
        "S" => text(inner).len(),
        "N" => number_size(&text(inner)),
        "B" => STANDARD.decode(text(inner)).unwrap().len(),
        "SS" => list().map(|one| text(one).len()).sum(),
        "L" => 3 + list().map(|one| 1 + size(one)).sum::<usize>(),
        "M" => {
            let fields = inner.as_object().unwrap();
            3 + fields.len() + item_size(inner)
        }
        _ => 1,
    }
}

/// One byte, and one for each two significant digits; one more for a sign.
fn number_size(number: &str) -> usize {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0').trim_end_matches('0').len();
    1 + digits.div_ceil(2) + usize::from(number.starts_with('-'))
}
