//! Sizes to variants: other programs write each size of a dish in a row of its own.

use salver_domain::draft::MAX_OPTIONS;
use salver_domain::id::VariantId;
use salver_domain::language::Text;
use salver_domain::menu::{Item, Menu};
use salver_domain::variant::Variant;

use crate::fold::{fold, mark, slug};
use crate::index::Found;
use crate::said::{Kind, clean};

/// A size of a dish, as its row says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Size {
    /// One for each thing that sizes differ in.
    pub(crate) values: Vec<String>,
    /// In minor units.
    pub(crate) price: i64,
}

impl Size {
    pub(crate) fn name(&self) -> String {
        name_of(&self.values)
    }
}

/// What guests read: a size that differs in several things says all of them.
pub(crate) fn name_of(values: &[String]) -> String {
    values.join(" / ")
}

/// The variants of an item after a file with these sizes: those that it has already keep their
/// IDs and what they are called in other languages. A file of ours says all of them; what
/// another program's file does not name stays where it is. Or why there are none.
pub(crate) fn variants(
    sizes: &[Size],
    item: &Item,
    menu: &Menu,
    own: bool,
) -> Result<Vec<Variant>, String> {
    let mut made = match own {
        true => Vec::with_capacity(sizes.len()),
        false => item.variants.clone(),
    };
    for size in sizes {
        let name = size.name();
        let known = match called(&name, item, menu, own) {
            Found::One(known) => Some(known),
            Found::None => None,
            Found::Several if own => {
                return Err(format!(
                    "several variants are called \"{name}\"; name the ID"
                ));
            }
            Found::Several => {
                return Err(format!(
                    "several variants of the dish are called \"{name}\"; rename them on the menu first"
                ));
            }
        };
        // Two cells of ours may name one, by its ID and by its name.
        let known = known.filter(|known| !own || made.iter().all(|v| v.id != known.id));
        let Some(known) = known else {
            let variant = new(name, size.price, item, &made)?;
            made.push(variant);
            continue;
        };
        let priced = Variant {
            price: size.price,
            ..known.clone()
        };
        match made.iter_mut().find(|variant| variant.id == known.id) {
            Some(there) => *there = priced,
            None => made.push(priced),
        }
    }
    match made.len() > MAX_OPTIONS {
        true => Err(format!("a dish has at most {MAX_OPTIONS} sizes")),
        false => Ok(made),
    }
}

/// The variant that a cell names: by a name that only one of them has, and in files of ours by
/// its ID before that. IDs are ours; what another program calls so is a name.
pub(crate) fn called<'a>(text: &str, item: &'a Item, menu: &Menu, own: bool) -> Found<&'a Variant> {
    let by_id = |variant: &&Variant| own && variant.id.as_str() == text.trim();
    if let Some(found) = item.variants.iter().find(by_id) {
        return Found::One(found);
    }
    let named = |variant: &&Variant| fold(menu.say(&variant.name)) == fold(text);
    let mut named = item.variants.iter().filter(named);
    match (named.next(), named.next()) {
        (None, _) => Found::None,
        (Some(one), None) => Found::One(one),
        (Some(_), Some(_)) => Found::Several,
    }
}

fn new(name: String, price: i64, item: &Item, made: &[Variant]) -> Result<Variant, String> {
    // What sizes differ in may be too long together.
    clean(&name, Kind::Name).map_err(|reason| format!("its size \"{name}\": {reason}"))?;
    let taken = |id: &VariantId| item.variants.iter().chain(made).any(|v| v.id == *id);
    Ok(Variant {
        id: new_id(&name, taken).ok_or("no ID is free for its sizes")?,
        name: Text::Plain(name),
        price,
    })
}

fn new_id(name: &str, taken: impl Fn(&VariantId) -> bool) -> Option<VariantId> {
    let slug = slug(name);
    let begin = if slug.is_empty() { "variant" } else { &slug };
    let marked = (0..8_u8).map(|try_| format!("{begin}-{}", mark(&format!("{name}\n{try_}"))));
    let telling = (!slug.is_empty()).then(|| slug.clone());
    let all = telling.into_iter().chain(marked);
    all.filter_map(|id| id.parse().ok()).find(|id| !taken(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use salver_domain::fixtures::menu;

    fn made(item: &Item, sizes: &[(&[&str], i64)], own: bool) -> Vec<(String, String, i64)> {
        let sizes: Vec<Size> = sizes
            .iter()
            .map(|(values, price)| Size {
                values: values.iter().map(|v| (*v).to_owned()).collect(),
                price: *price,
            })
            .collect();
        let menu = menu();
        let variants = variants(&sizes, item, &menu, own).unwrap();
        let told = variants.iter();
        told.map(|v| (v.id.to_string(), menu.say(&v.name).to_owned(), v.price))
            .collect()
    }

    fn is(id: &str, name: &str, price: i64) -> (String, String, i64) {
        (id.to_owned(), name.to_owned(), price)
    }

    #[test]
    fn each_size_is_a_variant_with_its_own_price() {
        let item = menu().categories[0].items[1].clone();
        let expected = [is("large", "Large", 300), is("half", "Half", 150)];
        assert_eq!(
            made(&item, &[(&["Large"], 300), (&["Half"], 150)], false),
            expected
        );
        let several: [(&[&str], i64); 2] = [(&["L", "Hot"], 420), (&["डोसा"], 160)];
        let names: Vec<_> = made(&item, &several, false)
            .into_iter()
            .map(|v| v.1)
            .collect();
        assert_eq!(names, ["L / Hot", "डोसा"]);
    }

    /// A dish that is sold in these.
    fn sold_in(variants: serde_json::Value) -> Item {
        let mut item = menu().categories[0].items[1].clone();
        item.variants = serde_json::from_value(variants).unwrap();
        item
    }

    #[test]
    fn in_files_of_ours_they_are_known_again_by_id_or_name_and_keep_their_words() {
        let item = sold_in(
            serde_json::json!([{"id": "v1", "name": {"en": "Half", "hi": "आधा"}, "price": 100},
            {"id": "half", "name": "Full", "price": 200}]),
        );
        // "half" is the ID of another one.
        let file: [(&[&str], i64); 3] = [(&["HALF"], 150), (&["half"], 250), (&["Third"], 90)];
        let expected = [
            is("v1", "Half", 150),
            is("half", "Full", 250),
            is("third", "Third", 90),
        ];
        assert_eq!(made(&item, &file, true), expected);
    }

    #[test]
    fn other_programs_know_names_and_no_ids() {
        let renamed = sold_in(
            serde_json::json!([{"id": "half", "name": "Full plate", "price": 300},
            {"id": "half-2", "name": "Half", "price": 140}]),
        );
        let expected = [is("half", "Full plate", 300), is("half-2", "Half", 150)];
        assert_eq!(made(&renamed, &[(&["half"], 150)], false), expected);
    }

    #[test]
    fn a_name_that_several_have_is_not_guessed_at() {
        let item = sold_in(
            serde_json::json!([{"id": "a", "name": "Half", "price": 100},
            {"id": "b", "name": "half", "price": 200}]),
        );
        let size = Size {
            values: vec!["Half".to_owned()],
            price: 150,
        };
        for own in [true, false] {
            let refused = variants(std::slice::from_ref(&size), &item, &menu(), own).unwrap_err();
            assert!(refused.contains("several variants"), "{refused}");
        }
    }
}
