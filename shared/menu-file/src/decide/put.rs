//! A dish of the file, put into what the menu has.

use salver_domain::draft::Placed;
use salver_domain::id::{CategoryId, ItemId, TaxClass};
use salver_domain::language::Text;
use salver_domain::menu::{Diet, Item};
use salver_domain::priced::PriceKind;
use salver_domain::serving_times::ServingTimes;

use super::Decider;
use crate::combos;
use crate::dish::Dish;
use crate::identity::Identity;
use crate::index::{Found, Standing};
use crate::line::Line;
use crate::meaning::Meaning;
use crate::offer;
use crate::priced;
use crate::report::{ProblemWeight, RowAction, RowProblem};
use crate::said::{Kind, clean, error};
use crate::sized::Offered;
use crate::wording::{Wording, changed};

/// A dish on its way into the menu.
pub(super) struct Draft<'a> {
    pub(super) item: Item,
    category: CategoryId,
    before: Option<Standing<'a>>,
}

impl<'a> Decider<'a> {
    fn is_refused(&self, line: usize) -> bool {
        let problems = self.problems.get(line).into_iter().flatten();
        problems
            .into_iter()
            .any(|problem| problem.weight == ProblemWeight::Error)
    }

    /// The dish as the file makes it.
    pub(super) fn put(
        &mut self,
        dish: &Dish,
        lines: &[&'a Line],
        identity: Identity<'a>,
        said: &mut Vec<RowProblem>,
    ) -> Option<Draft<'a>> {
        let first = *lines.first()?;
        let (mut item, before) = match identity {
            Identity::Known(standing) => (standing.item.clone(), Some(standing)),
            Identity::New(id) => (new_item(id), None),
        };
        let own = &self.index.menu.language;
        let all = self.table.own;
        let name = Wording {
            own: first.name.as_ref(),
            others: &first.names,
            all,
            kind: Kind::Name,
        };
        match name.put(before.map(|b| &b.item.name), own, said) {
            Some(name) => item.name = name,
            // A name that cannot be read has been refused already.
            None if dish.lines.iter().any(|at| self.is_refused(*at)) => {}
            None => said.push(error(None, "the dish has no name")),
        }
        if self.table.describes() {
            let text = Wording {
                own: first.description.as_ref(),
                others: &first.descriptions,
                all,
                kind: Kind::Description,
            };
            item.description = text.put(item.description.as_ref(), own, said);
        }
        let category = self
            .categories
            .of(first, before, &mut self.index, self.table, said)?;
        if let Some(tax) = &first.tax
            && let Some(class) = changed(tax, before.map(|b| &b.item.tax_class), said)
        {
            item.tax_class = class;
        }
        match &first.diet {
            Some(diet) => item.diet = diet.value,
            None => self.unsaid.diet += usize::from(before.is_none()),
        }
        match &first.allergens {
            Some(allergens) => {
                let same = |a: &[_], b: &[_]| a.len() == b.len() && a.iter().all(|x| b.contains(x));
                if !same(&item.allergens, allergens) {
                    item.allergens.clone_from(allergens);
                }
            }
            None if all && self.table.says(&Meaning::Allergens) => item.allergens.clear(),
            None => {}
        }
        self.station(&mut item, first, before, &category, said);
        if let Some(minutes) = first.prep_minutes {
            item.prep_minutes = minutes;
        }
        match &first.kitchen_note {
            Some(note) => {
                let there = item.kitchen_note.as_deref();
                let there = there.and_then(|there| clean(there, Kind::Note).ok());
                if let Some(note) = changed(note, there.as_ref(), said) {
                    item.kitchen_note = Some(note);
                }
            }
            None if all && self.table.says(&Meaning::KitchenNote) => item.kitchen_note = None,
            None => {}
        }
        let offered = Offered {
            dish,
            lines,
            before: before.map(|b| b.item),
            own: all,
        };
        offer::put(
            &mut item,
            offered,
            &self.index,
            self.table,
            &mut self.problems,
            said,
        );
        let there = before.map(|before| before.item);
        priced::put(&mut item, first, (there, all), said);
        // A file of ours says so itself, or leaves it to the editor.
        if !all {
            self.free(&mut item, before);
        }
        let (menu, named) = (self.index.menu, &self.named);
        let is_known = |id: &ItemId| named.contains(id) || menu.item(id).is_some();
        combos::require_known(&item, is_known, said);
        Some(Draft {
            item,
            category,
            before,
        })
    }

    /// Notes that a dish may cost nothing: whoever brings a price of nothing was asked whether it
    /// is meant, unless the menu had it already.
    fn free(&self, item: &mut Item, before: Option<Standing<'_>>) {
        let prices = |item: &Item| {
            let variants = item.variants.iter().map(|variant| variant.price);
            [item.price].into_iter().chain(variants).collect::<Vec<_>>()
        };
        let is_known = before.is_some_and(|before| prices(before.item) == prices(item));
        let is_paid = item.option_groups.iter().any(|offer| {
            let group = self.index.group(&offer.group);
            group.is_some_and(|group| group.offered(offer).always_costs())
        });
        item.may_be_free |= item.has_doubtful_price() && !is_known && !is_paid;
    }

    fn station(
        &mut self,
        item: &mut Item,
        first: &Line,
        before: Option<Standing<'_>>,
        category: &CategoryId,
        said: &mut Vec<RowProblem>,
    ) {
        match (&first.station, before) {
            (Some((column, name)), _) => match self.index.station(name) {
                Found::One(station) => item.station = Some(station.clone()),
                _ => said.push(error(
                    Some(column),
                    format!("the kitchen has no station \"{name}\""),
                )),
            },
            (None, Some(_)) if self.table.own && self.table.says(&Meaning::Station) => {
                item.station = None
            }
            // Where the other dishes of its category are made.
            (None, None) if !self.table.own => {
                let station = self.index.usual_station(category);
                self.unsaid.station += usize::from(station.is_some());
                item.station = station.cloned();
            }
            _ => {}
        }
    }

    /// Takes the dish into the import, if it changes anything.
    pub(super) fn accept(&mut self, draft: Draft<'_>) -> RowAction {
        let Draft {
            item,
            category,
            before,
        } = draft;
        let grouped = item
            .option_groups
            .iter()
            .any(|offer| self.offer.changes(&offer.group));
        let action = match before {
            None => RowAction::Created,
            Some(before) if *before.item != item || before.category.id != category => {
                RowAction::Updated
            }
            Some(_) if grouped => RowAction::Updated,
            Some(_) => RowAction::Same,
        };
        if action != RowAction::Same {
            self.import.items.push(Placed { category, item });
        }
        action
    }
}

/// A dish of which nothing is known yet. The mark that promises least is the safe one.
fn new_item(id: ItemId) -> Item {
    Item {
        id,
        name: Text::Plain(String::new()),
        description: None,
        price: 0,
        variants: Vec::new(),
        tax_class: TaxClass::standard(),
        diet: Diet::NonVeg,
        allergens: Vec::new(),
        station: None,
        prep_minutes: 0,
        kitchen_note: None,
        photo: None,
        option_groups: Vec::new(),
        priced: PriceKind::Fixed,
        may_be_free: false,
        times: ServingTimes::default(),
        parts: Vec::new(),
    }
}
