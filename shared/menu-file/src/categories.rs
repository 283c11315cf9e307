//! Categories by the names that a file gives them.

use salver_domain::draft::Heading;
use salver_domain::id::CategoryId;
use salver_domain::language::Text;
use salver_domain::menu::Menu;

use crate::fold::fold;
use crate::index::{Index, Standing};
use crate::line::Line;
use crate::meaning::Meaning;
use crate::report::RowProblem;
use crate::said::{Said, error, question};
use crate::table::Table;

/// What a dish stands below that says nothing.
const OTHER: &str = "Other";
/// How many new categories are named.
const SHOWN: usize = 20;

/// The categories that a file adds.
#[derive(Debug, Default)]
pub(crate) struct Categories {
    new: Vec<Heading>,
    /// Dishes of a file without categories.
    unsaid: usize,
}

impl Categories {
    /// The category of a dish: the one it says, else the one it has.
    pub(crate) fn of(
        &mut self,
        line: &Line,
        before: Option<Standing<'_>>,
        index: &mut Index<'_>,
        table: &Table,
        problems: &mut Vec<RowProblem>,
    ) -> Option<CategoryId> {
        let mut columns = table.columns.iter();
        let column = columns
            .find(|c| c.meaning == Some(Meaning::Category))
            .map(|c| c.place.as_str());
        match (&line.category, before) {
            (Some(said), before) => {
                if let Some(standing) = before {
                    let there = fold(index.menu.say(&standing.category.name));
                    let says = |name: &String| fold(name) == there;
                    if says(&said.value) || said.raw.as_ref().is_some_and(says) {
                        return Some(standing.category.id.clone());
                    }
                }
                self.named(said, column, index, problems)
            }
            (None, Some(standing)) => Some(standing.category.id.clone()),
            (None, None) => {
                match column {
                    Some(column) => problems.push(question(
                        Some(column),
                        "says no category",
                        format!("below \"{OTHER}\""),
                    )),
                    None => self.unsaid += 1,
                }
                self.named(&Said::certain(OTHER.to_owned()), column, index, problems)
            }
        }
    }

    fn named(
        &mut self,
        said: &Said<String>,
        column: Option<&str>,
        index: &mut Index<'_>,
        problems: &mut Vec<RowProblem>,
    ) -> Option<CategoryId> {
        if let Some((id, _)) = index.category(&said.value) {
            return Some(id.clone());
        }
        if let Some((id, name)) = index.category_like(&said.value) {
            let reason = format!(
                "\"{}\" is not written as the category \"{name}\"",
                said.value
            );
            problems.push(question(column, reason, name.clone()));
            return Some(id.clone());
        }
        problems.extend(said.doubt.clone());
        let Some(id) = index.new_category_id(&said.value) else {
            problems.push(error(column, "no ID is free for this category"));
            return None;
        };
        index.add_category(&id, &said.value);
        let name = Text::Plain(said.value.clone());
        self.new.push(Heading {
            id: id.clone(),
            name,
            description: None,
            times: None,
        });
        Some(id)
    }

    /// What is to be said of all of them.
    pub(crate) fn note(&self) -> Vec<String> {
        let names: Vec<&str> = self
            .new
            .iter()
            .filter_map(|heading| plain(&heading.name))
            .collect();
        let more = match names.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let first: Vec<&str> = names.iter().take(SHOWN).copied().collect();
        let new =
            (!first.is_empty()).then(|| format!("New categories: {}{more}.", first.join(", ")));
        let unsaid = (self.unsaid > 0).then(|| {
            format!(
                "The file has no column for the category; {} new dishes stand below \"{OTHER}\".",
                self.unsaid
            )
        });
        new.into_iter().chain(unsaid).collect()
    }

    /// Those that are new, and those that the file brings along and the menu has otherwise.
    pub(crate) fn finish(self, menu: &Menu, table: &Table) -> Vec<Heading> {
        let known: std::collections::BTreeMap<_, _> =
            menu.categories.iter().map(|c| (&c.id, c)).collect();
        let differs = |heading: &&Heading| {
            let known = known.get(&heading.id);
            known.is_none_or(|known| {
                let times = heading.times.as_ref();
                known.name != heading.name
                    || known.description != heading.description
                    || times.is_some_and(|times| known.times != *times)
            })
        };
        let brought = table.headings.iter().filter(differs).cloned();
        brought.chain(self.new).collect()
    }
}

fn plain(text: &Text) -> Option<&str> {
    match text {
        Text::Plain(text) => Some(text),
        Text::Translated(_) => None,
    }
}
