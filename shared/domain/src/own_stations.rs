//! A branch's kitchen, where it has other places than its brand's menu says.
//!
//! The menu sends each dish to a station of the brand's. A small branch makes all of it at one
//! place, a large one has two grills; so a branch may have stations of its own, say that what
//! goes to one of the brand's is made at another one, and say so of single dishes. Whatever it
//! says, a dish never goes to a place that the branch's menu does not list: what names a
//! station that is not there says nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::DomainError;
use super::draft::{After, MenuName, shift};
use super::id::{ItemId, StationId};
use super::look_alike::look_alike;
use super::menu::{Item, Menu, Station};

/// The most stations of one branch's own.
pub const MAX_OWN_STATIONS: usize = 20;

/// What a branch says otherwise of the stations of its brand's menu.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnStations {
    /// Of this branch alone, in their order on the kitchen's screens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    own: Vec<Station>,
    /// By a station of the brand's: where all that goes to it is made here. It is no station here
    /// then. Never a circle, whichever of them a menu holds.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    made_at: BTreeMap<StationId, StationId>,
    /// Where single dishes are made here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    items: BTreeMap<ItemId, StationId>,
}

/// "The kitchen is otherwise here." What is said twice is done once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StationChange {
    /// A station of the branch's own.
    Add { id: StationId, name: MenuName },
    /// Another name for one of them.
    Rename { id: StationId, name: MenuName },
    /// Another place for one of them among the others.
    Move {
        id: StationId,
        after: After<StationId>,
    },
    /// None of them any more: what was made there is made where the brand says.
    Remove { id: StationId },
    /// Where all that the brand sends to a station is made here, or at that station again.
    MadeAt {
        id: StationId,
        at: Option<StationId>,
    },
    /// Where an item is made here, or where the brand says again.
    Item { id: ItemId, at: Option<StationId> },
}

fn find<'a>(stations: &'a [Station], id: &StationId) -> Option<&'a Station> {
    stations.iter().find(|station| station.id == *id)
}

impl OwnStations {
    /// Whether nothing is otherwise.
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.made_at.is_empty() && self.items.is_empty()
    }

    /// The stations of the branch's own. One with the ID of a station of the brand's, which came
    /// later, is not told from it.
    pub fn own<'a>(&'a self, menu: &'a Menu) -> impl Iterator<Item = &'a Station> {
        let own = self.own.iter();
        own.filter(|station| find(&menu.stations, &station.id).is_none())
    }

    /// Where what is sent to a station is made here; `None` when no such station is known.
    fn place<'a>(&'a self, menu: &'a Menu, id: &'a StationId) -> Option<&'a StationId> {
        let is_brands = |id: &StationId| find(&menu.stations, id).is_some();
        let is_known = |id: &StationId| is_brands(id) || find(&self.own, id).is_some();
        let mut at = is_known(id).then_some(id)?;
        // As many steps as there can be.
        for _ in &self.made_at {
            let next = self.made_at.get(at).filter(|_| is_brands(at));
            match next.filter(|next| is_known(next)) {
                Some(next) => at = next,
                None => break,
            }
        }
        Some(at)
    }

    /// Whether something can be made at a station here.
    fn is_here(&self, menu: &Menu, id: &StationId) -> bool {
        self.place(menu, id) == Some(id)
    }

    /// Where all that the brand sends to one of its stations is made here, when that is
    /// another one.
    pub fn made_at<'a>(&'a self, menu: &'a Menu, id: &'a StationId) -> Option<&'a StationId> {
        self.place(menu, id).filter(|at| *at != id)
    }

    /// Where an item is made here by what the branch says of that very item. A combo is made where
    /// its parts are, whatever was said of it before it became one.
    pub fn of_item<'a>(&'a self, menu: &'a Menu, item: &Item) -> Option<&'a StationId> {
        let said = self.items.get(&item.id).filter(|_| !item.is_combo());
        said.and_then(|at| self.place(menu, at))
    }

    /// Makes the brand's menu, of which `sold` is the branch's, name the places of the branch.
    pub(super) fn apply(&self, menu: &Menu, sold: &mut Menu) {
        if self.is_empty() {
            return;
        }
        for item in sold.categories.iter_mut().flat_map(|c| &mut c.items) {
            let brands = item.station.as_ref();
            let brands = brands.and_then(|station| self.place(menu, station));
            item.station = self.of_item(menu, item).or(brands).cloned();
        }
        let brands = menu.stations.iter();
        let brands = brands.filter(|station| self.is_here(menu, &station.id));
        sold.stations = brands.chain(self.own(menu)).cloned().collect();
    }

    /// Makes one change, said of the brand's menu.
    ///
    /// # Errors
    /// `NotFound` for a station or an item that is not there; `Invalid` for a name that is missing
    /// or looks like another station's, an ID that is taken, one station too many, a combo, and
    /// for what would be made nowhere.
    pub(super) fn change(
        &mut self,
        change: &StationChange,
        menu: &Menu,
    ) -> Result<(), DomainError> {
        let missing = DomainError::NotFound("station");
        match change {
            StationChange::Add { id, name } => self.add(id, name, menu)?,
            StationChange::Rename { id, name } => {
                self.require_name(name, Some(id), menu)?;
                let mut own = self.own.iter_mut();
                let found = own.find(|station| station.id == *id).ok_or(missing)?;
                found.name = name.as_ref().to_owned();
            }
            StationChange::Move { id, after } => {
                shift(&mut self.own, id, after).ok_or(missing)?;
            }
            StationChange::Remove { id } => {
                self.own.retain(|station| station.id != *id);
                // What is one of the brand's goes on as such.
                if find(&menu.stations, id).is_none() {
                    self.made_at.retain(|_, at| at != id);
                    self.items.retain(|_, at| at != id);
                }
            }
            StationChange::MadeAt { id, at: None } => drop(self.made_at.remove(id)),
            StationChange::MadeAt { id, at: Some(at) } => {
                find(&menu.stations, id).ok_or(missing)?;
                self.require_way(id, at, menu)?;
                self.made_at.insert(id.clone(), at.clone());
            }
            StationChange::Item { id, at: None } => drop(self.items.remove(id)),
            StationChange::Item { id, at: Some(at) } => {
                let item = menu.item(id).ok_or(DomainError::NotFound("item"))?;
                if item.is_combo() {
                    let message = "a combo is made where its parts are";
                    return Err(DomainError::invalid("id", message));
                }
                if !self.is_here(menu, at) {
                    return Err(missing);
                }
                self.items.insert(id.clone(), at.clone());
            }
        }
        Ok(())
    }

    fn add(&mut self, id: &StationId, name: &MenuName, menu: &Menu) -> Result<(), DomainError> {
        if find(&self.own, id).is_some_and(|known| known.name == name.as_ref()) {
            return Ok(());
        }
        if [&self.own, &menu.stations]
            .into_iter()
            .any(|all| find(all, id).is_some())
        {
            return Err(DomainError::invalid("id", "another station has this ID"));
        }
        self.require_name(name, None, menu)?;
        if self.own.len() >= MAX_OWN_STATIONS {
            let message = format!("at most {MAX_OWN_STATIONS} stations of one branch's own");
            return Err(DomainError::invalid("name", message));
        }
        let name = name.as_ref().to_owned();
        self.own.push(Station {
            id: id.clone(),
            name,
        });
        Ok(())
    }

    /// Refuses a name that a cook could take for another station's, be that one the branch's own
    /// or the brand's, made here or elsewhere.
    fn require_name(
        &self,
        name: &MenuName,
        of: Option<&StationId>,
        menu: &Menu,
    ) -> Result<(), DomainError> {
        let name = name.as_ref();
        if name.is_empty() {
            return Err(DomainError::invalid("name", "a name is needed"));
        }
        let all = self.own.iter().chain(&menu.stations);
        let mut others = all.filter(|station| Some(&station.id) != of);
        match others.find(|other| look_alike(&other.name, name)) {
            Some(other) => {
                let message = format!("it looks like the station {}", other.name);
                Err(DomainError::invalid("name", message))
            }
            None => Ok(()),
        }
    }

    /// Refuses to send to a place that is none here, or in a circle. What was said of stations that
    /// are off the menu counts too: they may come back.
    fn require_way(
        &self,
        from: &StationId,
        to: &StationId,
        menu: &Menu,
    ) -> Result<(), DomainError> {
        let mut at = Some(to);
        while let Some(station) = at {
            if station == from {
                let message = "what is made there would be made nowhere";
                return Err(DomainError::invalid("station", message));
            }
            at = self.made_at.get(station);
        }
        match self.is_here(menu, to) {
            true => Ok(()),
            false => Err(DomainError::NotFound("station")),
        }
    }

    /// What is otherwise in `next`, for the record of who did what.
    pub(super) fn differences(&self, next: &Self) -> Vec<String> {
        let mut told = Vec::new();
        for station in &self.own {
            match find(&next.own, &station.id) {
                None => told.push(format!("station {} removed", station.name)),
                Some(now) if now.name != station.name => {
                    told.push(format!("station {} -> {}", station.name, now.name));
                }
                Some(_) => {}
            }
        }
        let new = next.own.iter().filter(|s| find(&self.own, &s.id).is_none());
        told.extend(new.map(|station| format!("station {} added", station.name)));
        let stayed = |all: &[Station], other: &[Station]| -> Vec<StationId> {
            let stayed = all
                .iter()
                .filter(|station| find(other, &station.id).is_some());
            stayed.map(|station| station.id.clone()).collect()
        };
        if stayed(&self.own, &next.own) != stayed(&next.own, &self.own) {
            let names: Vec<_> = next.own.iter().map(|s| s.name.as_str()).collect();
            told.push(format!("stations in the order {}", names.join(", ")));
        }
        let named = |at: &StationId| {
            let own = find(&next.own, at).or_else(|| find(&self.own, at));
            own.map_or_else(|| at.to_string(), |station| station.name.clone())
        };
        told.extend(moved(&self.made_at, &next.made_at, named));
        told.extend(moved(&self.items, &next.items, named));
        told
    }

    /// So many things are said of stations and items.
    pub(super) fn count(&self) -> usize {
        self.made_at.len() + self.items.len()
    }

    /// The bytes of all IDs and names.
    pub(super) fn bytes(&self) -> usize {
        let own = self.own.iter().map(|s| s.id.as_str().len() + s.name.len());
        let made_at = self.made_at.iter();
        let made_at = made_at.map(|(id, at)| id.as_str().len() + at.as_str().len());
        let items = self.items.iter();
        let items = items.map(|(id, at)| id.as_str().len() + at.as_str().len());
        own.chain(made_at).chain(items).sum()
    }
}

/// What is made elsewhere than before, in words; `named` names a place.
fn moved<K: Ord + std::fmt::Display>(
    before: &BTreeMap<K, StationId>,
    after: &BTreeMap<K, StationId>,
    named: impl Fn(&StationId) -> String,
) -> Vec<String> {
    let all: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let all = all.into_iter().filter(|id| before.get(id) != after.get(id));
    let told = all.map(|id| match after.get(id) {
        Some(at) => format!("{id} made at {}", named(at)),
        None => format!("{id} made where the brand says"),
    });
    told.collect()
}

#[cfg(test)]
#[path = "own_stations_tests.rs"]
mod tests;
