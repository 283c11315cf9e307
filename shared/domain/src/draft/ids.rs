//! How much of a menu are IDs.

use crate::menu::{Item, Menu, OptionGroup};
use crate::price_list::PriceList;

/// The bytes of all IDs of a menu, each as often as it is named: what names another thing lies far
/// from it, and shrinks as little.
pub(super) fn bytes(menu: &Menu) -> usize {
    let stations = menu
        .stations
        .iter()
        .map(|station| station.id.as_str().len());
    let categories = menu.categories.iter().map(|c| c.id.as_str().len());
    let items = menu.categories.iter().flat_map(|c| &c.items).map(item);
    let groups = menu.option_groups.iter().map(group);
    let lists = menu.price_lists.iter().map(list);
    let all = stations.chain(categories).chain(items);
    all.chain(groups).chain(lists).sum()
}

fn item(item: &Item) -> usize {
    let station = item.station.as_ref().map(|id| id.as_str().len());
    let photo = item.photo.as_ref().map(|id| id.as_str().len());
    let variants = item
        .variants
        .iter()
        .map(|variant| variant.id.as_str().len());
    let offers = item.option_groups.iter().map(|offer| {
        let options = offer.prices.keys().chain(&offer.without);
        offer.group.as_str().len() + options.map(|id| id.as_str().len()).sum::<usize>()
    });
    let parts = item.parts.iter().map(|part| {
        let choices = part.choices.iter().map(|choice| {
            let variant = choice.variant.as_ref();
            choice.item.as_str().len() + variant.map_or(0, |id| id.as_str().len())
        });
        part.id.as_str().len() + choices.sum::<usize>()
    });
    let own = [item.id.as_str().len()]
        .into_iter()
        .chain(station)
        .chain(photo);
    own.chain(variants).chain(offers).chain(parts).sum()
}

fn group(group: &OptionGroup) -> usize {
    let options = group.options.iter().map(|option| option.id.as_str().len());
    group.id.as_str().len() + options.sum::<usize>()
}

fn list(list: &PriceList) -> usize {
    let named = list.percent.iter().flat_map(|percent| &percent.categories);
    let categories = named.flatten().map(|id| id.as_str().len());
    let prices = list.prices.iter().map(|(id, own)| {
        let variants = own.variants.keys().map(|id| id.as_str().len());
        id.as_str().len() + variants.sum::<usize>()
    });
    list.id.as_str().len() + categories.chain(prices).sum::<usize>()
}
