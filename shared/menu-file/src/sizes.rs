//! Sizes to variants: other programs write each size of a dish in a row of its own.

use salver_domain::id::VariantId;
use salver_domain::language::Text;
use salver_domain::menu::{Item, Menu};
use salver_domain::variant::Variant;

use crate::fold::{fold, mark, slug};

/// A size of a dish, as its row says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Size {
    /// One for each thing that sizes differ in.
    pub(crate) values: Vec<String>,
    /// In minor units.
    pub(crate) price: i64,
}

impl Size {
    /// What guests read: a size that differs in several things says all of them.
    pub(crate) fn name(&self) -> String {
        self.values.join(" / ")
    }
}

/// The variants of an item that these sizes make: those that it has already, by their names,
/// keep their IDs and what they are called in other languages. Nothing when no ID is free.
pub(crate) fn variants(sizes: &[Size], item: &Item, menu: &Menu) -> Option<Vec<Variant>> {
    let mut made: Vec<Variant> = Vec::with_capacity(sizes.len());
    for size in sizes {
        let name = size.name();
        let known = called(&name, item, menu).filter(|known| made.iter().all(|v| v.id != known.id));
        let variant = match known {
            Some(known) => Variant {
                price: size.price,
                ..known.clone()
            },
            None => {
                let taken = |id: &VariantId| {
                    item.variants
                        .iter()
                        .chain(&made)
                        .any(|variant| variant.id == *id)
                };
                Variant {
                    id: new_id(&name, taken)?,
                    name: Text::Plain(name),
                    price: size.price,
                }
            }
        };
        made.push(variant);
    }
    Some(made)
}

/// The variant that a cell names: by its ID, or by a name that only one of them has.
pub(crate) fn called<'a>(text: &str, item: &'a Item, menu: &Menu) -> Option<&'a Variant> {
    if let Some(found) = item.variants.iter().find(|v| v.id.as_str() == text.trim()) {
        return Some(found);
    }
    let named = |variant: &&Variant| fold(menu.say(&variant.name)) == fold(text);
    let mut named = item.variants.iter().filter(named);
    let first = named.next()?;
    named.next().is_none().then_some(first)
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

    fn made(item: &Item, sizes: &[(&[&str], i64)]) -> Vec<(String, String, i64)> {
        let sizes: Vec<Size> = sizes
            .iter()
            .map(|(values, price)| Size {
                values: values.iter().map(|v| (*v).to_owned()).collect(),
                price: *price,
            })
            .collect();
        let menu = menu();
        let variants = variants(&sizes, item, &menu).unwrap();
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
            made(&item, &[(&["Large"], 300), (&["Half"], 150)]),
            expected
        );
        let several: [(&[&str], i64); 2] = [(&["L", "Hot"], 420), (&["डोसा"], 160)];
        let names: Vec<_> = made(&item, &several).into_iter().map(|v| v.1).collect();
        assert_eq!(names, ["L / Hot", "डोसा"]);
    }

    #[test]
    fn known_ones_are_known_again_by_id_or_name_and_keep_their_words() {
        let mut item = menu().categories[0].items[1].clone();
        let has = serde_json::json!([{"id": "v1", "name": {"en": "Half", "hi": "आधा"}, "price": 100},
            {"id": "half", "name": "Full", "price": 200}]);
        item.variants = serde_json::from_value(has).unwrap();
        // "half" is the ID of another one.
        let file: [(&[&str], i64); 3] = [(&["HALF"], 150), (&["half"], 250), (&["Third"], 90)];
        let expected = [
            is("v1", "Half", 150),
            is("half", "Full", 250),
            is("third", "Third", 90),
        ];
        assert_eq!(made(&item, &file), expected);
    }
}
