//! Menus as JSON: ours whole, or a list of dishes with whatever fields another program gives them.

use std::collections::{BTreeMap, BTreeSet};

use salver_domain::draft::Heading;
use salver_domain::id::CategoryId;
use salver_domain::language::Text;
use salver_domain::menu::{OptionGroup, Station};
use salver_domain::money::Currency;
use salver_domain::price_list::PriceList;
use salver_domain::serving_times::ServingTimes;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::cells::Cells;
use crate::fault::{FileFault, wrong};
use crate::fold::shortened;
use crate::limits::{MAX_BYTES, MAX_COLUMNS, MAX_REASON, MAX_ROWS};
use crate::price::written;
use crate::table::Table;
use crate::whole;

/// What our files say of themselves.
pub(crate) const FORMAT: &str = "salver-menu";

/// A category without its items.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct JsonCategory {
    pub(crate) id: CategoryId,
    pub(crate) name: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<Text>,
    /// When its dishes are served; left out by files that know nothing of it.
    #[serde(default)]
    pub(crate) times: Option<ServingTimes>,
}

/// Reads a file of JSON: what we wrote, or a list of objects (by itself or as `items`) whose
/// fields are named as columns are.
///
/// # Errors
/// When it cannot be read as a whole.
pub fn read_json(bytes: &[u8]) -> Result<Table, FileFault> {
    if bytes.len() > MAX_BYTES {
        return Err(FileFault::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(FileFault::Empty);
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|error| wrong(&error.to_string()))?;
    let (mut items, mut around) = match value {
        Value::Array(items) => (items, Map::new()),
        Value::Object(mut around) => match around.remove("items") {
            Some(Value::Array(items)) => (items, around),
            _ => return Err(FileFault::Json("a list of items was expected".to_owned())),
        },
        _ => return Err(FileFault::Json("a list of items was expected".to_owned())),
    };
    if items.len() > MAX_ROWS {
        return Err(FileFault::TooManyRows);
    }
    let own = around.get("format").and_then(Value::as_str) == Some(FORMAT);
    let currency = around
        .get("currency")
        .and_then(Value::as_str)
        .map(|code| shortened(code, 3));
    let whole = if own {
        whole::taken(&mut items)?
    } else {
        BTreeMap::new()
    };
    let mut table = rows(items, own)?;
    table.own = own;
    table.whole = whole;
    if own {
        table.stations = part::<Station>(&mut around, "stations")?;
        table.groups = part::<OptionGroup>(&mut around, "option_groups")?;
        table.price_lists = part::<PriceList>(&mut around, "price_lists")?;
        let headings = part::<JsonCategory>(&mut around, "categories")?;
        let headings = headings.into_iter();
        table.headings = headings
            .map(
                |JsonCategory {
                     id,
                     name,
                     description,
                     times,
                 }| Heading {
                    id,
                    name,
                    description,
                    times,
                },
            )
            .collect();
    }
    table.currency = currency;
    let known = [
        "format",
        "currency",
        "language",
        "stations",
        "option_groups",
        "categories",
        "price_lists",
        "version",
    ];
    let unknown: Vec<_> = around
        .keys()
        .filter(|key| !known.contains(&key.as_str()))
        .map(String::as_str)
        .collect();
    if !unknown.is_empty() {
        table.notes.push(format!(
            "Not read: {}.",
            shortened(&unknown.join(", "), MAX_REASON)
        ));
    }
    Ok(table)
}

/// A list beside the items, each with an ID of its own.
fn part<T: for<'de> Deserialize<'de>>(
    around: &mut Map<String, Value>,
    name: &str,
) -> Result<Vec<T>, FileFault> {
    let Some(value) = around.remove(name) else {
        return Ok(Vec::new());
    };
    let ids: Vec<Option<&str>> = value
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| one.get("id")?.as_str())
        .collect();
    let once: BTreeSet<_> = ids.iter().collect();
    if once.len() != ids.len() {
        return Err(FileFault::Json(format!("{name}: two have one ID")));
    }
    serde_json::from_value(value).map_err(|error| wrong(&format!("{name}: {error}")))
}

/// Objects as rows: each field is a column.
fn rows(items: Vec<Value>, own: bool) -> Result<Table, FileFault> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut headers: Vec<String> = Vec::new();
    let mut rows = Vec::with_capacity(items.len());
    for (at, item) in items.into_iter().enumerate() {
        let row = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let Value::Object(fields) = item else {
            return Err(FileFault::Json(format!("item {row} is no object")));
        };
        let mut cells: Vec<String> = Vec::new();
        for (name, cell) in fields
            .into_iter()
            .flat_map(|(name, value)| columns(&name, value))
        {
            let place = *places.entry(name.clone()).or_insert_with(|| {
                headers.push(name);
                headers.len() - 1
            });
            if place >= MAX_COLUMNS {
                return Err(FileFault::TooManyColumns { row });
            }
            if cells.len() <= place {
                cells.resize(place + 1, String::new());
            }
            if let Some(there) = cells.get_mut(place) {
                *there = cell;
            }
        }
        rows.push(Cells { row, cells });
    }
    let named = headers
        .into_iter()
        .map(|name| (name.clone(), if own { spoken(&name) } else { name }));
    let table = Table::of(named, rows);
    if !table.rows.is_empty() && !table.names() {
        return Err(FileFault::NoHeader);
    }
    Ok(table)
}

/// The field names of our files as the headers of our spreadsheets.
fn spoken(name: &str) -> String {
    match name {
        "id" => "Salver ID".to_owned(),
        name => name.to_owned(),
    }
}

/// A field as cells: texts in several languages are a column each.
fn columns(name: &str, value: Value) -> Vec<(String, String)> {
    match value {
        Value::Object(fields) => {
            if let Some(text) = money(&fields) {
                return vec![(name.to_owned(), text)];
            }
            let text = fields
                .into_iter()
                .map(|(language, text)| (format!("{name} ({language})"), cell(text)));
            text.collect()
        }
        value => vec![(name.to_owned(), cell(value))],
    }
}

/// An amount as our API writes it: `{"minor": 12000, "currency": "INR"}`.
fn money(fields: &Map<String, Value>) -> Option<String> {
    let (minor, code) = (
        fields.get("minor")?.as_i64()?,
        fields.get("currency")?.as_str()?,
    );
    let currency = Currency::try_from(code.to_owned()).ok()?;
    Some(format!("{} {code}", written(minor, currency)))
}

fn cell(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text,
        Value::Array(values) => {
            let cells: Vec<String> = values.into_iter().map(cell).collect();
            cells.join(" | ")
        }
        Value::Object(fields) => match fields.get("name") {
            // A thing by its name, as in lists of modifiers.
            Some(Value::String(name)) => name.clone(),
            _ => Value::Object(fields).to_string(),
        },
    }
}

/// Whether bytes are JSON at all; to tell a file that was sent as the wrong kind.
pub fn is_json(bytes: &[u8]) -> bool {
    let begins = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    matches!(begins, Some(b'{' | b'[')) && serde_json::from_slice::<IgnoredAny>(bytes).is_ok()
}
