//! What a menu must fulfil before it is published.

use std::collections::BTreeSet;

use super::DomainError;
use super::id::PriceListId;
use super::language::Text;
use super::menu::{Item, Menu, OptionGroup, PRICES};
use super::price_list::{Percent, PriceList};

type Checked = Result<(), DomainError>;

fn wrong(message: String) -> Checked {
    Err(DomainError::invalid("menu", message))
}

impl Menu {
    /// What a menu must fulfil before it is published.
    ///
    /// # Errors
    /// `Invalid` with the first thing that is wrong: a double ID, a reference to nothing, a combo
    /// that cannot be sold, a group that cannot be fulfilled as it is or as an item offers it, a price below 0 or past
    /// what amounts may reach, a name that is missing.
    pub fn check(&self) -> Checked {
        if let Some(id) = self.unnamed() {
            return wrong(format!("{id} has no name, or an empty text"));
        }
        let mut ids = BTreeSet::new();
        for group in &self.option_groups {
            if !ids.insert(group.id.as_str()) {
                return wrong(format!("group {} stands twice", group.id));
            }
            check_group(group)?;
        }
        let mut lists = BTreeSet::from([PriceListId::base()]);
        for list in &self.price_lists {
            if !lists.insert(list.id.clone()) {
                return wrong(format!("price list {} stands twice", list.id));
            }
            self.check_list(list)?;
        }
        let dishes = self.dishes();
        let mut items = BTreeSet::new();
        for item in self.categories.iter().flat_map(|c| &c.items) {
            if !items.insert(&item.id) {
                return wrong(format!("item {} stands twice", item.id));
            }
            check_prices(item)?;
            if let Some(fault) = dishes.combo_fault(item) {
                return wrong(format!("item {} {fault}", item.id));
            }
            self.check_offers(item)?;
            if let Some(station) = &item.station
                && !self.stations.iter().any(|s| &s.id == station)
            {
                let id = &item.id;
                return wrong(format!("item {id} names the unknown station {station}"));
            }
        }
        Ok(())
    }

    fn check_list(&self, list: &PriceList) -> Checked {
        let id = &list.id;
        let mut known = list.clone();
        known.keep_known(self);
        if known != *list {
            return wrong(format!("price list {id} names what is not on the menu"));
        }
        if list.is_empty() {
            return wrong(format!("price list {id} says nothing"));
        }
        if let Some((field, message)) = list.percent.as_ref().and_then(Percent::fault) {
            return wrong(format!("price list {id}: {field}: {message}"));
        }
        let prices = list.prices.values();
        let mut prices = prices.flat_map(|own| own.price.iter().chain(own.variants.values()));
        match prices.all(|price| PRICES.contains(price)) {
            true => Ok(()),
            false => wrong(format!("price list {id} has a price out of range")),
        }
    }

    fn check_offers(&self, item: &Item) -> Checked {
        let id = &item.id;
        let mut options = BTreeSet::new();
        for offer in &item.option_groups {
            let mut groups = self.option_groups.iter();
            let Some(group) = groups.find(|g| g.id == offer.group) else {
                return wrong(format!("item {id} names a group that is not there"));
            };
            if !offer.options().all(|id| group.holds(id)) {
                return wrong(format!("item {id} names an option that is not there"));
            }
            let own = group.offered(offer);
            if !offer.is_plain() {
                check_group(&own)
                    .map_err(|error| DomainError::invalid("menu", format!("item {id}: {error}")))?;
            }
            if !own.options.iter().all(|o| options.insert(o.id.clone())) {
                return wrong(format!("item {id} offers one option ID twice"));
            }
        }
        Ok(())
    }

    /// The first thing with a text that says nothing.
    fn unnamed(&self) -> Option<&str> {
        let named = |name: &Text, more: Option<&Text>| {
            name.is_whole(&self.language) && more.is_none_or(|t| t.is_whole(&self.language))
        };
        let categories = self.categories.iter();
        let items = categories.clone().flat_map(|c| &c.items);
        let variants = items.clone().flat_map(|i| &i.variants);
        let parts = items.clone().flat_map(|i| &i.parts);
        let groups = self.option_groups.iter();
        let options = groups.clone().flat_map(|g| &g.options);
        let categories = categories
            .filter(|c| !named(&c.name, c.description.as_ref()))
            .map(|c| c.id.as_str());
        let items = items
            .filter(|i| !named(&i.name, i.description.as_ref()))
            .map(|i| i.id.as_str());
        let variants = variants
            .filter(|v| !named(&v.name, None))
            .map(|v| v.id.as_str());
        let groups = groups
            .filter(|g| !named(&g.name, None))
            .map(|g| g.id.as_str());
        let options = options
            .filter(|o| !named(&o.name, None))
            .map(|o| o.id.as_str());
        let parts = parts
            .filter(|p| !named(&p.name, None))
            .map(|p| p.id.as_str());
        let of_items = categories.chain(items).chain(variants).chain(parts);
        let lists = self.price_lists.iter();
        let lists = lists
            .filter(|l| !named(&l.name, None))
            .map(|l| l.id.as_str());
        of_items.chain(groups).chain(options).chain(lists).next()
    }
}

fn check_group(group: &OptionGroup) -> Checked {
    let id = &group.id;
    if group.min > group.max || usize::from(group.min) > group.options.len() || group.max == 0 {
        return wrong(format!("group {id} cannot be fulfilled"));
    }
    if group.free > group.max {
        return wrong(format!("group {id} gives more than may be chosen"));
    }
    if !group.options.iter().all(|o| PRICES.contains(&o.price)) {
        return wrong(format!("group {id} has a price out of range"));
    }
    Ok(())
}

fn check_prices(item: &Item) -> Checked {
    let id = &item.id;
    let mut variants = BTreeSet::new();
    if !item.priced.is_fixed() && !item.variants.is_empty() {
        return wrong(format!("item {id} is priced by staff and has variants"));
    }
    if !item.variants.iter().all(|v| variants.insert(&v.id)) {
        return wrong(format!("item {id} has one variant ID twice"));
    }
    let variants = item.variants.iter().map(|v| v.price);
    if !variants
        .chain([item.price])
        .all(|price| PRICES.contains(&price))
    {
        return wrong(format!("item {id} has a price out of range"));
    }
    Ok(())
}
