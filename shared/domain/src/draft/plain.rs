//! Texts in their plainest form.

use crate::language::{Language, Text};
use crate::menu::Menu;

/// The menu with each text in its plainest form, so that equal texts are equal values.
pub(super) fn plain(mut menu: Menu) -> Menu {
    let own = menu.language.clone();
    for_texts(&mut menu, |text| *text = plain_text(text, &own));
    menu
}

/// The menu with its own language called otherwise; what it says stays.
pub(super) fn called(mut menu: Menu, language: &Language) -> Menu {
    let before = std::mem::replace(&mut menu.language, language.clone());
    for_texts(&mut menu, |text| {
        if let Text::Translated(texts) = text
            && let Some(own) = texts.remove(&before)
        {
            texts.insert(language.clone(), own);
        }
    });
    menu
}

/// Calls `f` with every text of a menu.
pub(super) fn for_texts(menu: &mut Menu, mut f: impl FnMut(&mut Text)) {
    for category in &mut menu.categories {
        f(&mut category.name);
        category.description.iter_mut().for_each(&mut f);
        for item in &mut category.items {
            f(&mut item.name);
            item.description.iter_mut().for_each(&mut f);
            item.variants.iter_mut().for_each(|v| f(&mut v.name));
            item.parts.iter_mut().for_each(|p| f(&mut p.name));
        }
    }
    for list in &mut menu.price_lists {
        f(&mut list.name);
    }
    for group in &mut menu.option_groups {
        f(&mut group.name);
        group.options.iter_mut().for_each(|o| f(&mut o.name));
    }
}

/// A text in nothing but the menu's own language needs no table of languages.
pub(super) fn plain_text(text: &Text, own: &Language) -> Text {
    match text {
        Text::Translated(texts) if texts.len() == 1 => match texts.get(own) {
            Some(only) => Text::Plain(only.clone()),
            None => text.clone(),
        },
        text => text.clone(),
    }
}
