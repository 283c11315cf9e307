//! What a file would make of a menu: all of it or nothing.

mod aside;
mod put;

use std::collections::{BTreeMap, BTreeSet};

use salver_domain::draft::{Import, MAX_OPTIONS};
use salver_domain::id::ItemId;
use salver_domain::menu::Menu;

use crate::categories::Categories;
use crate::dish::{Dish, dishes};
use crate::fault::FileFault;
use crate::identity::{Identity, NewItems, identify, named_id, placed_id};
use crate::index::Index;
use crate::limits::{MAX_PROBLEMS, MAX_ROW_PROBLEMS, MAX_ROWS};
use crate::line::{Line, Reading};
use crate::meaning::Meaning;
use crate::offer::Offer;
use crate::price::{Decimals, decimals};
use crate::report::{
    Answers, ImportReport, ImportRow, ImportSummary, ProblemWeight, ReadColumn, RowAction, RowItem,
    RowProblem,
};
use crate::said::{error, note};
use crate::table::Table;

/// What an import would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// ImportRow by row, in words.
    pub report: ImportReport,
    /// What is to be put into the draft; nothing while a row is refused or asked about.
    pub import: Option<Import>,
}

/// Decides what a file makes of a menu, with the answers to what was asked. The same file again
/// changes nothing.
///
/// # Errors
/// `Currency` when the file is in another one than the menu.
pub fn decide(table: &Table, menu: &Menu, answers: &Answers) -> Result<Decision, FileFault> {
    if let Some(file) = table
        .currency
        .as_ref()
        .filter(|file| *file != menu.currency.code())
    {
        return Err(FileFault::Currency {
            file: file.clone(),
            menu: menu.currency,
        });
    }
    if table.rows.len() > MAX_ROWS {
        return Err(FileFault::TooManyRows);
    }
    let with = Reading {
        table,
        currency: menu.currency,
        language: &menu.language,
        decimals: decimals_of(table, menu),
    };
    let mut lines: Vec<Line> = table
        .rows
        .iter()
        .map(|cells| Line::read(cells, with))
        .collect();
    let dishes = dishes(&mut lines);
    let problems = lines
        .iter_mut()
        .map(|line| std::mem::take(&mut line.problems))
        .collect();
    let mut decider = Decider {
        table,
        lines: &lines,
        categories: Categories::default(),
        offer: Offer::new(menu, table),
        index: Index::of(menu, table),
        answers,
        problems,
        claimed: BTreeMap::new(),
        named: BTreeSet::new(),
        new: NewItems::default(),
        rows: vec![None; lines.len()],
        import: Import::default(),
        unsaid: Unsaid::default(),
    };
    let firsts = dishes
        .iter()
        .filter_map(|dish| lines.get(*dish.lines.first()?));
    decider.named = firsts
        .filter_map(|line| named_id(line).or_else(|| placed_id(line, &decider.index)))
        .collect();
    for (at, dish) in dishes.iter().enumerate() {
        decider.dish(at, dish, &dishes);
    }
    Ok(decider.finish())
}

/// What parts the decimals of this file.
fn decimals_of(table: &Table, menu: &Menu) -> Decimals {
    if table.own {
        return Decimals::Point;
    }
    let prices = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, c)| c.meaning == Some(Meaning::Price));
    let prices: Vec<usize> = prices.map(|(at, _)| at).collect();
    let cells = table
        .rows
        .iter()
        .flat_map(|row| prices.iter().filter_map(|at| row.cells.get(*at)));
    decimals(cells.map(String::as_str), menu.currency)
}

/// What new dishes have that the file does not say.
#[derive(Default)]
struct Unsaid {
    diet: usize,
    station: usize,
}

struct Decider<'a> {
    table: &'a Table,
    lines: &'a [Line],
    index: Index<'a>,
    categories: Categories,
    offer: Offer,
    answers: &'a Answers,
    /// Of each line.
    problems: Vec<Vec<RowProblem>>,
    /// Which dish of the file is of which item.
    claimed: BTreeMap<ItemId, usize>,
    /// What the file names by an ID, or by its name and category: nothing else gets it.
    named: BTreeSet<ItemId>,
    new: NewItems,
    rows: Vec<Option<(RowAction, Option<RowItem>)>>,
    import: Import,
    unsaid: Unsaid,
}

impl<'a> Decider<'a> {
    fn dish(&mut self, at: usize, dish: &Dish, dishes: &[Dish]) {
        let lines: Vec<&'a Line> = dish
            .lines
            .iter()
            .filter_map(|at| self.lines.get(*at))
            .collect();
        let Some(first) = lines.first().copied() else {
            return;
        };
        let mut said = Vec::new();
        if self.is_total(first, &mut said) {
            return self.settle(dish, said, None, RowAction::Same);
        }
        if lines.len() > MAX_OPTIONS {
            let reason = format!("a dish has at most {MAX_OPTIONS} sizes");
            return self.settle(dish, vec![error(None, reason)], None, RowAction::Refused);
        }
        let identity = self.identity(first, &mut said);
        let Some(identity) = identity else {
            return self.settle(dish, said, None, RowAction::Same);
        };
        if let Some(earlier) = self.claimed.get(identity.id()) {
            let other = dishes.get(*earlier).map_or(&[][..], |dish| &dish.lines);
            let named = Some(self.row_item(identity.id(), first, &identity));
            said = vec![self.repeated(&dish.lines, other)];
            return self.settle(dish, said, named, RowAction::Same);
        }
        self.claimed.insert(identity.id().clone(), at);
        let named = self.row_item(identity.id(), first, &identity);
        if self.left_off(first, &lines, &identity, &mut said) {
            return self.settle(dish, said, Some(named), RowAction::Same);
        }
        let changed = self.put(dish, &lines, identity, &mut said);
        let (action, named) = match changed {
            Some(draft) => {
                let named = RowItem {
                    name: self.index.menu.say(&draft.item.name).to_owned(),
                    ..named
                };
                (self.accept(draft), named)
            }
            None => (RowAction::Same, named),
        };
        self.settle(dish, said, Some(named), action);
    }

    fn identity(&mut self, first: &Line, said: &mut Vec<RowProblem>) -> Option<Identity<'a>> {
        let (named, claimed) = (&self.named, &self.claimed);
        let free = |id: &ItemId| !named.contains(id) && !claimed.contains_key(id);
        let place = |what: &Meaning| {
            let mut columns = self.table.columns.iter();
            columns
                .find(|c| c.meaning.as_ref() == Some(what))
                .map(|c| c.place.clone())
        };
        identify(first, &self.index, &place, free, &mut self.new, said)
    }

    fn row_item(&self, id: &ItemId, first: &Line, identity: &Identity<'_>) -> RowItem {
        let said = first.name.as_ref().map(|said| said.value.clone());
        let known = || match identity {
            Identity::Known(standing) => self.index.menu.say(&standing.item.name).to_owned(),
            Identity::New(id) => id.to_string(),
        };
        RowItem {
            id: id.clone(),
            name: said.unwrap_or_else(known),
        }
    }

    /// Writes down what happens with the rows of a dish.
    fn settle(
        &mut self,
        dish: &Dish,
        said: Vec<RowProblem>,
        item: Option<RowItem>,
        action: RowAction,
    ) {
        if let Some(first) = dish.lines.first().and_then(|at| self.problems.get_mut(*at)) {
            first.extend(said);
        }
        let mut worst = action;
        let mut named = None;
        for at in &dish.lines {
            let (Some(line), Some(problems)) = (self.lines.get(*at), self.problems.get_mut(*at))
            else {
                continue;
            };
            let taken = self.answers.take(line.row);
            for problem in problems {
                match problem.weight {
                    ProblemWeight::Question if taken => problem.weight = ProblemWeight::Note,
                    ProblemWeight::Question => worst = worst.max(RowAction::Asked),
                    ProblemWeight::Error => {
                        worst = RowAction::Refused;
                        named = named.or(Some(line.row));
                    }
                    ProblemWeight::Note => {}
                }
            }
        }
        for at in &dish.lines {
            if let (Some(row), Some(line), Some(problems)) =
                (named, self.lines.get(*at), self.problems.get_mut(*at))
                && problems
                    .iter()
                    .all(|problem| problem.weight != ProblemWeight::Error)
                && line.row != row
            {
                problems.push(note(
                    None,
                    format!("belongs to the dish of row {row}, which is refused"),
                ));
            }
            if let Some(row) = self.rows.get_mut(*at) {
                *row = Some((worst, item.clone()));
            }
        }
    }

    fn finish(mut self) -> Decision {
        let rows = self.lines.iter().zip(self.rows).zip(self.problems);
        let mut rows: Vec<ImportRow> = rows
            .map(|((line, decided), problems)| {
                let (action, item) = decided.unwrap_or((RowAction::Same, None));
                ImportRow {
                    row: line.row,
                    action,
                    item,
                    problems,
                }
            })
            .collect();
        let mut notes = self.table.notes.clone();
        notes.extend(bounded(&mut rows));
        notes.extend(self.categories.note());
        notes.extend(self.unsaid.notes());
        let summary = ImportSummary::of(&rows);
        let all = summary.refused == 0 && summary.asked == 0;
        self.import.stations = self.offer.stations(self.index.menu, self.table);
        self.import.categories = self.categories.finish(self.index.menu, self.table);
        self.import.option_groups = self.offer.finish();
        let known = &self.index.menu.price_lists;
        let lists = self.table.price_lists.iter();
        let lists = lists.filter(|list| !known.contains(list));
        self.import.price_lists = lists.cloned().collect();
        let columns = self
            .table
            .columns
            .iter()
            .filter(|column| !column.header.trim().is_empty());
        let columns = columns
            .map(|column| ReadColumn {
                column: column.place.clone(),
                header: column.header.clone(),
                read: column.meaning.is_some(),
            })
            .collect();
        Decision {
            report: ImportReport {
                summary,
                rows,
                columns,
                notes,
            },
            import: all.then_some(self.import),
        }
    }
}

impl Unsaid {
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.diet > 0 {
            notes.push(format!(
                "The file does not say what {} new dishes are made of; they are marked as with meat or fish.",
                self.diet
            ));
        }
        if self.station > 0 {
            notes.push(format!(
                "The file does not say who makes {} new dishes; they go where others of their category go.",
                self.station
            ));
        }
        notes
    }
}

/// Leaves out the problems that no answer has room for, those of the most weight last; says so.
fn bounded(rows: &mut [ImportRow]) -> Option<String> {
    let mut left = MAX_PROBLEMS;
    let mut out = 0;
    for row in rows {
        row.problems
            .sort_by_key(|problem| std::cmp::Reverse(problem.weight));
        let most = left.min(MAX_ROW_PROBLEMS);
        out += row.problems.len().saturating_sub(most);
        row.problems.truncate(most);
        left -= row.problems.len();
    }
    (out > 0).then(|| format!("{out} more problems are not shown; mend these first."))
}
