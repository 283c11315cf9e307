//! The menu and what the file has added to it, found by ID and by name without walking through it.

use std::collections::BTreeMap;

use salver_domain::id::{CategoryId, GroupId, ItemId, StationId};
use salver_domain::menu::{Category, Item, Menu, OptionGroup};

use crate::fold::{fold, loose, mark, slug};
use crate::table::Table;

/// A name by which something is found. Each comparison is counted in the tests, which is how
/// they know that no row is compared with every other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key(String);

impl Ord for Key {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        #[cfg(test)]
        counter::count();
        self.0.cmp(&other.0)
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Key {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

#[cfg(test)]
pub(crate) mod counter {
    use std::cell::Cell;

    thread_local! {
        static COMPARED: Cell<u64> = const { Cell::new(0) };
    }

    pub(super) fn count() {
        COMPARED.set(COMPARED.get() + 1);
    }

    pub(crate) fn compared() -> u64 {
        COMPARED.get()
    }
}

/// An item of the menu with its category.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing<'a> {
    pub(crate) item: &'a Item,
    pub(crate) category: &'a Category,
}

/// How many of a kind have a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found<T> {
    None,
    One(T),
    Several,
}

/// What is on the menu, by all that a file may call it.
pub(crate) struct Index<'a> {
    pub(crate) menu: &'a Menu,
    items: BTreeMap<Key, Standing<'a>>,
    items_by_name: BTreeMap<Key, Vec<&'a ItemId>>,
    items_by_place: BTreeMap<Key, Vec<&'a ItemId>>,
    groups: BTreeMap<Key, &'a OptionGroup>,
    groups_by_name: BTreeMap<Key, Vec<&'a GroupId>>,
    /// How many items offer a group.
    categories: BTreeMap<Key, CategoryId>,
    categories_by_name: BTreeMap<Key, (CategoryId, String)>,
    categories_loosely: BTreeMap<Key, (CategoryId, String)>,
    stations: BTreeMap<Key, Vec<&'a StationId>>,
    first_stations: BTreeMap<Key, &'a StationId>,
}

fn place(category: &str, name: &str) -> Key {
    Key::new(format!("{}\n{}", fold(category), fold(name)))
}

fn found<'a, T>(map: &BTreeMap<Key, Vec<&'a T>>, key: &Key) -> Found<&'a T> {
    match map.get(key).map(Vec::as_slice) {
        None | Some([]) => Found::None,
        Some([one]) => Found::One(*one),
        Some(_) => Found::Several,
    }
}

impl<'a> Index<'a> {
    /// The index of a menu and of what a file brings along.
    pub(crate) fn of(menu: &'a Menu, file: &'a Table) -> Self {
        let mut index = Self {
            menu,
            items: BTreeMap::new(),
            items_by_name: BTreeMap::new(),
            items_by_place: BTreeMap::new(),
            groups: BTreeMap::new(),
            groups_by_name: BTreeMap::new(),
            categories: BTreeMap::new(),
            categories_by_name: BTreeMap::new(),
            categories_loosely: BTreeMap::new(),
            stations: BTreeMap::new(),
            first_stations: BTreeMap::new(),
        };
        for category in &menu.categories {
            let name = menu.say(&category.name);
            index.add_category(&category.id, name);
            let mut made = category
                .items
                .iter()
                .filter_map(|item| item.station.as_ref());
            if let Some(station) = made.next() {
                index
                    .first_stations
                    .insert(Key::new(category.id.as_str()), station);
            }
            for item in &category.items {
                index.add_item(Standing { item, category });
            }
        }
        // Those of the file take the place of the menu's.
        for group in menu.option_groups.iter().chain(&file.groups) {
            index.groups.insert(Key::new(group.id.as_str()), group);
        }
        let groups: Vec<_> = index.groups.values().copied().collect();
        for group in groups {
            let name = Key::new(fold(menu.say(&group.name)));
            index
                .groups_by_name
                .entry(name)
                .or_default()
                .push(&group.id);
        }
        for heading in &file.headings {
            index.add_category(&heading.id, menu.say(&heading.name));
        }
        let mut stations = BTreeMap::new();
        for station in menu.stations.iter().chain(&file.stations) {
            stations.insert(&station.id, station);
        }
        for station in stations.into_values() {
            let id = fold(station.id.as_str());
            let name = fold(&station.name);
            index
                .stations
                .entry(Key::new(id.as_str()))
                .or_default()
                .push(&station.id);
            if name != id {
                index
                    .stations
                    .entry(Key::new(name))
                    .or_default()
                    .push(&station.id);
            }
        }
        index
    }

    fn add_item(&mut self, standing: Standing<'a>) {
        let Standing { item, category } = standing;
        let (name, heading) = (self.menu.say(&item.name), self.menu.say(&category.name));
        self.items.insert(Key::new(item.id.as_str()), standing);
        self.items_by_name
            .entry(Key::new(fold(name)))
            .or_default()
            .push(&item.id);
        self.items_by_place
            .entry(place(heading, name))
            .or_default()
            .push(&item.id);
    }

    /// Adds a category that the file has named.
    pub(crate) fn add_category(&mut self, id: &CategoryId, name: &str) {
        self.categories.insert(Key::new(id.as_str()), id.clone());
        let named = (id.clone(), name.to_owned());
        self.categories_by_name
            .entry(Key::new(fold(name)))
            .or_insert_with(|| named.clone());
        self.categories_loosely
            .entry(Key::new(loose(name)))
            .or_insert(named);
    }

    pub(crate) fn item(&self, id: &ItemId) -> Option<Standing<'a>> {
        self.items.get(&Key::new(id.as_str())).copied()
    }

    /// The item of a name in a category.
    pub(crate) fn item_at(&self, category: &str, name: &str) -> Found<&'a ItemId> {
        found(&self.items_by_place, &place(category, name))
    }

    /// The item of a name, in whatever category.
    pub(crate) fn item_named(&self, name: &str) -> Found<&'a ItemId> {
        found(&self.items_by_name, &Key::new(fold(name)))
    }

    /// A group by its ID.
    pub(crate) fn group(&self, id: &GroupId) -> Option<&'a OptionGroup> {
        self.groups.get(&Key::new(id.as_str())).copied()
    }

    /// A group by its ID or its name.
    pub(crate) fn group_called(&self, text: &str) -> Found<&'a GroupId> {
        match self.groups.get(&Key::new(text.trim())) {
            Some(group) => Found::One(&group.id),
            None => found(&self.groups_by_name, &Key::new(fold(text))),
        }
    }

    /// A category by its name, and as the menu writes it.
    pub(crate) fn category(&self, name: &str) -> Option<&(CategoryId, String)> {
        self.categories_by_name.get(&Key::new(fold(name)))
    }

    /// A category whose name somebody might have meant.
    pub(crate) fn category_like(&self, name: &str) -> Option<&(CategoryId, String)> {
        self.categories_loosely.get(&Key::new(loose(name)))
    }

    /// A station by its ID or its name.
    pub(crate) fn station(&self, text: &str) -> Found<&'a StationId> {
        found(&self.stations, &Key::new(fold(text)))
    }

    /// Where the first dish of a category is made, else the kitchen's first station.
    pub(crate) fn usual_station(&self, category: &CategoryId) -> Option<&'a StationId> {
        let first = self.first_stations.get(&Key::new(category.as_str()));
        first
            .copied()
            .or_else(|| self.menu.stations.first().map(|station| &station.id))
    }

    /// An ID for a new category.
    pub(crate) fn new_category_id(&self, name: &str) -> Option<CategoryId> {
        let free = |id: &CategoryId| !self.categories.contains_key(&Key::new(id.as_str()));
        candidates("category", name, name)
            .filter_map(|id| id.parse().ok())
            .find(free)
    }

    /// An ID for a new item.
    pub(crate) fn new_item_id(
        &self,
        name: &str,
        whole: &str,
        taken: impl Fn(&ItemId) -> bool,
    ) -> Option<ItemId> {
        let free = |id: &ItemId| self.item(id).is_none() && !taken(id);
        candidates("item", name, whole)
            .filter_map(|id| id.parse().ok())
            .find(free)
    }
}

/// IDs for something new, the most telling first; the same ones each time.
pub(crate) fn candidates(kind: &str, name: &str, whole: &str) -> impl Iterator<Item = String> {
    let slug = slug(name);
    let begin = if slug.is_empty() {
        kind.to_owned()
    } else {
        slug.clone()
    };
    let first = (!slug.is_empty()).then_some(slug);
    let whole = whole.to_owned();
    // Of some tries one is free: each is of 32 bits.
    let marked =
        (0..8_u8).map(move |try_| format!("{begin}-{}", mark(&format!("{whole}\n{try_}"))));
    first.into_iter().chain(marked)
}

/// The ID of something that another program names so.
pub(crate) fn item_id_of(reference: &str) -> Option<ItemId> {
    if reference.len() <= 80
        && let Ok(id) = reference.parse()
    {
        return Some(id);
    }
    let slug = slug(reference);
    let begin = if slug.is_empty() { "item" } else { &slug };
    format!("{begin}-{}", mark(reference)).parse().ok()
}
