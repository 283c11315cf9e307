//! Photos of the demo's dishes: a picture for each kind of dish, drawn after Microsoft's Fluent
//! Emoji (`photos/LICENCE.txt`). A dish without one shows its guests a tile.

use salver_domain::id::{BadId, ItemId};
use salver_domain::menu::Menu;
use salver_domain::photo::Photo;
use sha2::{Digest, Sha256};

/// So many characters of a hash name a photo, as they name what people bring.
const NAME: usize = 32;

/// The two sizes of a picture, and the dishes that show it.
type Kind = (&'static [u8], &'static [u8], &'static [&'static str]);

macro_rules! kind {
    ($name:literal, $dishes:expr) => {
        (
            include_bytes!(concat!("photos/", $name, "-192.jpg")),
            include_bytes!(concat!("photos/", $name, "-800.jpg")),
            $dishes,
        )
    };
}

const KINDS: [Kind; 18] = [
    kind!("soup", &["tomato-dhaniya-shorba", "hot-and-sour-soup"]),
    kind!("salad", &["kachumber-salad", "green-garden-salad"]),
    kind!("roll", &["paneer-kathi-roll"]),
    kind!("drumstick", &["tandoori-chicken"]),
    kind!("curry", &["butter-chicken", "paneer-butter-masala"]),
    kind!(
        "biryani",
        &["hyderabadi-chicken-biryani", "vegetable-dum-biryani"]
    ),
    kind!("rice", &["steamed-basmati-rice"]),
    kind!("bread", &["house-naan", "tandoori-roti"]),
    kind!("momo", &["steamed-vegetable-momos"]),
    kind!("noodles", &["veg-hakka-noodles"]),
    kind!("prawn", &["prawns-in-hot-garlic-sauce"]),
    kind!("fries", &["smiley-fries"]),
    kind!("sundae", &["walnut-brownie-sundae"]),
    kind!("custard", &["caramel-custard"]),
    kind!("cooler", &["marigold-sunset"]),
    kind!("coffee", &["south-indian-filter-coffee"]),
    kind!("mango", &["alphonso-mango-lassi"]),
    kind!("thali", &["coastal-fish-thali"]),
];

/// Puts the photos on their dishes, and gives them to be kept.
pub(super) fn hang(menu: &mut Menu) -> Result<Vec<Photo>, BadId> {
    let mut photos = Vec::new();
    for (list, sheet, dishes) in KINDS {
        let hash = Sha256::new().chain_update(list).chain_update(sheet);
        let mut name = hex::encode(hash.finalize());
        name.truncate(NAME);
        let photo = Photo {
            id: name.parse()?,
            list: list.to_vec(),
            sheet: sheet.to_vec(),
        };
        let shows = |id: &ItemId| dishes.contains(&id.as_str());
        let items = menu.categories.iter_mut().flat_map(|c| &mut c.items);
        for item in items.filter(|item| shows(&item.id)) {
            item.photo = Some(photo.id.clone());
        }
        photos.push(photo);
    }
    Ok(photos)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use salver_domain::photo::PhotoSize;

    use super::KINDS;
    use crate::seed;

    #[test]
    fn some_dishes_have_a_photo_and_most_have_none() {
        let seed = seed("a password of the demo").unwrap();
        let kept: BTreeSet<_> = seed.photos.iter().map(|photo| &photo.id).collect();
        assert_eq!(kept.len(), KINDS.len());
        let items = || seed.menu.categories.iter().flat_map(|c| &c.items);
        let shown: Vec<_> = items().filter_map(|item| item.photo.as_ref()).collect();
        let named: usize = KINDS.iter().map(|(_, _, dishes)| dishes.len()).sum();
        assert_eq!(shown.len(), named, "a dish that is not on the menu");
        assert!(shown.iter().all(|photo| kept.contains(photo)));
        assert!((8..items().count() / 2).contains(&named));
        assert!(items().any(|item| !item.variants.is_empty()));
    }

    #[test]
    fn the_pictures_are_as_small_as_those_that_people_bring() {
        for photo in seed("a password of the demo").unwrap().photos {
            for size in PhotoSize::ALL {
                let jpeg = photo.jpeg(size);
                assert!(jpeg.starts_with(&[0xFF, 0xD8, 0xFF]));
                assert!(jpeg.len() <= size.max_bytes(), "{} {size:?}", photo.id);
            }
        }
    }
}
