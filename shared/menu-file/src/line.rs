//! A row of the file, each cell read by what its column says.

use salver_domain::id::TaxClass;
use salver_domain::language::Language;
use salver_domain::menu::{Allergen, Diet};
use salver_domain::money::Currency;
use salver_domain::priced::PriceKind;

use crate::cells::Cells;
use crate::damage::{Damage, damage};
use crate::fold::{fold, shortened};
use crate::limits::MAX_CELL;
use crate::meaning::Meaning;
use crate::price::{Decimals, Price, price, written};
use crate::report::RowProblem;
use crate::said::{Kind, Said, error, note, question, text};
use crate::table::{Column, Table};
use crate::units;
use crate::words;

/// What a row says of the price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PriceSaid {
    /// In minor units.
    Fixed(Said<i64>),
    /// It is asked for when somebody orders; in this column.
    Open(String),
}

/// A row, read without knowing the menu.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Line {
    pub(crate) row: u32,
    pub(crate) own_id: Option<String>,
    pub(crate) handle: Option<String>,
    pub(crate) sku: Option<String>,
    pub(crate) name: Option<Said<String>>,
    pub(crate) names: Vec<(Language, Option<Said<String>>)>,
    pub(crate) description: Option<Said<String>>,
    pub(crate) descriptions: Vec<(Language, Option<Said<String>>)>,
    pub(crate) category: Option<Said<String>>,
    pub(crate) price: Option<PriceSaid>,
    /// How it gets its price.
    pub(crate) priced: Option<Said<PriceKind>>,
    pub(crate) tax: Option<Said<TaxClass>>,
    pub(crate) diet: Option<Said<Diet>>,
    pub(crate) allergens: Option<Vec<Allergen>>,
    pub(crate) station: Option<(String, String)>,
    pub(crate) prep_minutes: Option<u16>,
    pub(crate) kitchen_note: Option<Said<String>>,
    /// What the sizes differ in, and the size: first, second, third.
    pub(crate) sizes: [(Option<String>, Option<String>); 3],
    /// Option lists by name or ID, with the column.
    pub(crate) lists: Option<(String, Vec<String>)>,
    /// Option lists that have a column: its place, their name, whether they are offered.
    pub(crate) named_lists: Vec<(String, String, bool)>,
    pub(crate) for_sale: Option<(String, bool)>,
    pub(crate) problems: Vec<RowProblem>,
}

/// What reading a row needs to know of the file and the menu.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) table: &'a Table,
    pub(crate) currency: Currency,
    /// The menu's own.
    pub(crate) language: &'a Language,
    pub(crate) decimals: Decimals,
}

/// Enough of a cell to know it again, in characters.
const SHOWN: usize = 40;
/// The longest that an item may take, in minutes.
const MAX_MINUTES: u16 = salver_domain::draft::MAX_PREP_MINUTES;

impl Line {
    /// Reads the cells of a row.
    pub(crate) fn read(cells: &Cells, with: Reading<'_>) -> Self {
        let mut line = Self {
            row: cells.row,
            ..Self::default()
        };
        let mut taxes = None;
        for (at, column) in with.table.columns.iter().enumerate() {
            let cell = cells.cells.get(at).map_or("", |cell| cell.trim());
            if let Some(meaning) = &column.meaning {
                line.cell(cell, column, meaning, with, &mut taxes);
            }
        }
        let beyond = cells
            .cells
            .iter()
            .enumerate()
            .skip(with.table.columns.len());
        if let Some((at, _)) = beyond.into_iter().find(|(_, cell)| !cell.trim().is_empty()) {
            let column = crate::header::letters(at);
            let reason = "the row has more cells than the header; is there a delimiter in a text without quotation marks?";
            line.problems.push(error(Some(&column), reason));
        }
        line.tax_of(taxes);
        // A name that says of how much the price is leaves no doubt about it.
        if let (Some(kind), Some(name)) = (&mut line.priced, &line.name)
            && kind.doubt.is_some()
            && let Some(unit) = units::unit_in(&name.value)
        {
            *kind = Said::certain(unit);
        }
        line
    }

    fn cell(
        &mut self,
        cell: &str,
        column: &Column,
        meaning: &Meaning,
        with: Reading<'_>,
        taxes: &mut Option<Vec<String>>,
    ) {
        let place = column.place.as_str();
        if cell.chars().nth(MAX_CELL).is_some() {
            return self.refuse(place, "the text is too long");
        }
        let some = || Some(cell.to_owned()).filter(|cell| !cell.is_empty());
        let own = with.table.own;
        match meaning {
            Meaning::SalverId => self.own_id = some(),
            Meaning::Handle => self.handle = self.identity(cell, place),
            Meaning::Sku => self.sku = some().filter(|cell| damage(cell).is_none()),
            Meaning::Name => {
                let said = self.text(cell, place, Kind::Name, own);
                // Lines of dashes are no names.
                let blank =
                    |text: &str| !own && text.chars().all(|c| c.is_ascii_punctuation() || c == ' ');
                let said = said.filter(|said| !blank(&said.value));
                let known = self.name.take();
                self.name = self.same(known, said, place, with);
            }
            Meaning::NameIn(language) => {
                let said = self.text(cell, place, Kind::Name, own);
                match language == with.language {
                    true => {
                        let known = self.name.take();
                        self.name = self.same(known, said, place, with);
                    }
                    false => self.names.push((language.clone(), said)),
                }
            }
            Meaning::Description => {
                let said = self.text(cell, place, Kind::Description, own);
                let known = self.description.take();
                self.description = self.same(known, said, place, with);
            }
            Meaning::DescriptionIn(language) => {
                let said = self.text(cell, place, Kind::Description, own);
                match language == with.language {
                    true => {
                        let known = self.description.take();
                        self.description = self.same(known, said, place, with);
                    }
                    false => self.descriptions.push((language.clone(), said)),
                }
            }
            Meaning::Category => self.category = self.text(cell, place, Kind::Name, own),
            Meaning::Price => self.price(cell, place, with),
            Meaning::Tax if !cell.is_empty() => match words::tax(cell) {
                Some(words::Tax::Class(class)) => self.tax = Some(Said::certain(class)),
                Some(words::Tax::Doubtful(class, reading)) => {
                    let doubt = question(Some(place), "is this a rate as a part of one?", reading);
                    self.tax = Some(Said::doubtful(class, doubt));
                }
                None => self.refuse(place, "this is no tax rate, nor the name of one"),
            },
            Meaning::TaxNamed(name) => match words::yes_or_no(cell) {
                Some(yes) => taxes
                    .get_or_insert_default()
                    .extend(yes.then(|| name.clone())),
                None => self.unless_empty(cell, place, "say yes or no"),
            },
            Meaning::Diet => match words::diet(cell) {
                Some(diet) => self.diet = Some(Said::certain(diet)),
                None => self.unless_empty(cell, place, "say veg, non-veg, egg or vegan"),
            },
            Meaning::Vegetarian | Meaning::Vegan => self.diet_by(cell, place, meaning),
            Meaning::Allergens => self.allergens(cell, place),
            Meaning::Station => self.station = some().map(|cell| (place.to_owned(), cell)),
            Meaning::PrepMinutes if !cell.is_empty() => match cell.parse() {
                Ok(minutes) if minutes <= MAX_MINUTES => self.prep_minutes = Some(minutes),
                _ => self.refuse(place, "say whole minutes, 600 at most"),
            },
            Meaning::KitchenNote => {
                self.kitchen_note = self.text(cell, place, Kind::Note, own);
            }
            Meaning::SizeName(at) => self.size(*at).0 = some(),
            Meaning::Size(at) => {
                let said = self.text(cell, place, Kind::Name, own);
                // A size is part of a dish: what is doubtful about it is asked with the dish.
                let doubt = said.as_ref().and_then(|said| said.doubt.clone());
                if let Some(doubt) = doubt.filter(|_| !own) {
                    self.problems.push(note(Some(place), doubt.reason));
                }
                let header = size_name(&column.header);
                let (name, size) = self.size(*at);
                *size = said.map(|said| said.value);
                if name.is_none() && size.is_some() {
                    *name = header;
                }
            }
            Meaning::Lists if !cell.is_empty() => {
                let lists = cell
                    .split(['|', '\n'])
                    .map(str::trim)
                    .filter(|list| !list.is_empty());
                self.lists = Some((place.to_owned(), lists.map(str::to_owned).collect()));
            }
            Meaning::ListNamed(name) => match words::yes_or_no(cell) {
                Some(yes) => self.named_lists.push((place.to_owned(), name.clone(), yes)),
                None => self.unless_empty(cell, place, "say yes or no"),
            },
            Meaning::ForSale => match words::yes_or_no(cell) {
                Some(yes) => self.for_sale = Some((place.to_owned(), yes)),
                None => self.unless_empty(cell, place, "say yes or no"),
            },
            Meaning::ByWeight => match units::by_weight(cell, place, with.currency) {
                Some(kind) => self.priced = Some(kind),
                None => {
                    self.unless_empty(cell, place, "say yes or no, or per kg, per 100 g or per lb")
                }
            },
            Meaning::Tax | Meaning::PrepMinutes | Meaning::Lists => {}
        }
    }

    /// A text that two columns say: one without a language and the one of the menu's own.
    fn same(
        &mut self,
        known: Option<Said<String>>,
        said: Option<Said<String>>,
        column: &str,
        with: Reading<'_>,
    ) -> Option<Said<String>> {
        if let (Some(known), Some(said)) = (&known, &said)
            && known.value != said.value
        {
            let reason = format!(
                "another column says \"{}\", and this menu is written in \"{}\": say of which language that column is, as in \"Name (de)\"",
                shortened(&known.value, SHOWN),
                String::from(with.language.clone())
            );
            self.refuse(column, &reason);
        }
        said.or(known)
    }

    fn refuse(&mut self, column: &str, reason: &str) {
        self.problems.push(error(Some(column), reason));
    }

    fn unless_empty(&mut self, cell: &str, column: &str, reason: &str) {
        if !cell.is_empty() {
            self.refuse(column, reason);
        }
    }

    fn size(&mut self, number: u8) -> &mut (Option<String>, Option<String>) {
        let [first, second, third] = &mut self.sizes;
        match number {
            2 => second,
            3 => third,
            _ => first,
        }
    }

    /// What names the dish must be whole: two dishes would become one.
    fn identity(&mut self, cell: &str, column: &str) -> Option<String> {
        match damage(cell) {
            Some(seen @ (Damage::Power | Damage::Error | Damage::Letters)) => {
                self.refuse(column, seen.reason());
                None
            }
            _ => Some(cell.to_owned()).filter(|cell| !cell.is_empty()),
        }
    }

    fn text(&mut self, cell: &str, column: &str, kind: Kind, own: bool) -> Option<Said<String>> {
        match text(cell, column, kind, own) {
            Ok(said) => said,
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    fn price(&mut self, cell: &str, column: &str, with: Reading<'_>) {
        if cell.is_empty() {
            return;
        }
        let read = match price(cell, with.currency, with.decimals) {
            Price::Certain(minor) => PriceSaid::Fixed(Said::certain(minor)),
            Price::Doubtful(minor, why) => {
                let doubt = question(
                    Some(column),
                    format!("\"{cell}\": {why}"),
                    written(minor, with.currency),
                );
                PriceSaid::Fixed(Said::doubtful(minor, doubt))
            }
            Price::Open => PriceSaid::Open(column.to_owned()),
            Price::Wrong(reason) => {
                return self.refuse(column, &format!("\"{}\": {reason}", shortened(cell, SHOWN)));
            }
        };
        match (&mut self.price, read) {
            (first @ None, read) => *first = Some(read),
            // Another shop's price.
            (Some(PriceSaid::Fixed(first)), PriceSaid::Fixed(other))
                if first.value != other.value && first.doubt.is_none() =>
            {
                let reason = format!(
                    "another shop's price in column {column} is {}",
                    written(other.value, with.currency)
                );
                first.doubt = Some(question(
                    Some(column),
                    reason,
                    written(first.value, with.currency),
                ));
            }
            _ => {}
        }
    }

    fn diet_by(&mut self, cell: &str, column: &str, meaning: &Meaning) {
        let diet = match (
            words::yes_or_no(cell).or_else(|| words::diet(cell).map(|d| d == Diet::Veg)),
            meaning,
        ) {
            (Some(true), Meaning::Vegan) => Diet::Vegan,
            (Some(true), _) => Diet::Veg,
            (Some(false), Meaning::Vegetarian) => Diet::NonVeg,
            (Some(false), _) => return,
            (None, _) => return self.unless_empty(cell, column, "say yes or no"),
        };
        // Vegan food is vegetarian too.
        if self
            .diet
            .as_ref()
            .is_none_or(|said| said.value != Diet::Vegan)
        {
            self.diet = Some(Said::certain(diet));
        }
    }

    fn allergens(&mut self, cell: &str, column: &str) {
        let mut allergens = Vec::new();
        for word in cell
            .split([',', ';', '|', '\n'])
            .map(str::trim)
            .filter(|word| !word.is_empty())
        {
            match words::allergen(word) {
                Some(allergen) if !allergens.contains(&allergen) => allergens.push(allergen),
                Some(_) => {}
                None => self.refuse(
                    column,
                    &format!("\"{}\" is none of the 14 allergens", shortened(word, SHOWN)),
                ),
            }
        }
        self.allergens = Some(allergens).filter(|all| !all.is_empty());
    }

    /// What the columns with names of taxes say together.
    fn tax_of(&mut self, taxes: Option<Vec<String>>) {
        let Some(names) = taxes else { return };
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        match words::taxes(&names) {
            Some(class) => self.tax = self.tax.take().or(Some(Said::certain(class))),
            None => self
                .problems
                .push(error(None, "the names of its taxes are no words")),
        }
    }

    /// Whether it says what size it is of.
    pub(crate) fn has_size(&self) -> bool {
        self.sizes.iter().any(|(_, size)| size.is_some())
    }

    /// Whether two rows say the same, wherever they stand and however they write it.
    pub(crate) fn says_as(&self, other: &Self) -> bool {
        let plain = |line: &Self| {
            let folded = |said: &Said<String>| Said::certain(fold(&said.value));
            Self {
                row: 0,
                name: line.name.as_ref().map(folded),
                category: line.category.as_ref().map(folded),
                ..line.clone()
            }
        };
        plain(self) == plain(other)
    }
}

/// What sizes differ in, as the column is called.
fn size_name(header: &str) -> Option<String> {
    let plain = crate::fold::fold(header);
    match plain.as_str() {
        "size" | "größe" | "portion" | "tamaño" | "taille" => Some(header.trim().to_owned()),
        plain if plain.starts_with("varia") => Some("Variation".to_owned()),
        _ => None,
    }
}
