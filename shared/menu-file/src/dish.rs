//! Rows to dishes: a size may have a row of its own, under its dish or with the dish's name again.

use std::collections::BTreeMap;

use crate::fold::fold;
use crate::line::Line;
use crate::said::error;

/// A dish of the file: its first line says what it is, all of them may say a size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Dish {
    /// Places in the list of lines; never empty.
    pub(crate) lines: Vec<usize>,
}

/// Parts the lines into dishes, in the order of their first lines. What is no line of a dish
/// gets its problem and is a dish by itself.
pub(crate) fn dishes(lines: &mut [Line]) -> Vec<Dish> {
    let mut dishes: Vec<Dish> = Vec::new();
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    for (at, line) in lines.iter_mut().enumerate() {
        let key = key(line);
        let nameless = line.name.is_none() && line.own_id.is_none();
        let belongs = match &key {
            // A handle that comes again with a name and without a size is another row for the
            // same dish, which is looked at later.
            Some(key) if line.has_size() || nameless => by_key.get(key).copied(),
            Some(_) => None,
            // A size under its dish, which alone has a name.
            None if nameless && line.has_size() => dishes.len().checked_sub(1),
            None => None,
        };
        if let Some(dish) = belongs.and_then(|dish| dishes.get_mut(dish)) {
            dish.lines.push(at);
            continue;
        }
        if nameless && line.handle.is_none() && line.problems.is_empty() {
            line.problems.push(error(None, "the row has no name"));
        }
        by_key.extend(key.map(|key| (key, dishes.len())));
        dishes.push(Dish { lines: vec![at] });
    }
    dishes
}

/// What lines of one dish have in common: its handle, or its name where they say sizes.
fn key(line: &Line) -> Option<String> {
    if line.own_id.is_some() {
        return None;
    }
    if let Some(handle) = &line.handle {
        return Some(format!("handle {handle}"));
    }
    let name = line.name.as_ref().filter(|_| line.has_size())?;
    let category = line
        .category
        .as_ref()
        .map_or(String::new(), |said| fold(&said.value));
    Some(format!("name {category}\n{}", fold(&name.value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::said::Said;

    fn line(handle: &str, name: &str, size: &str) -> Line {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Line {
            handle: some(handle),
            name: some(name).map(Said::certain),
            sizes: [(None, some(size)), (None, None), (None, None)],
            ..Line::default()
        }
    }

    fn parted(mut lines: Vec<Line>) -> Vec<Vec<usize>> {
        dishes(&mut lines)
            .into_iter()
            .map(|dish| dish.lines)
            .collect()
    }

    #[test]
    fn sizes_belong_to_the_dish_above_them() {
        let lines = vec![
            line("", "Dosa", "Large"),
            line("", "", "Small"),
            line("", "Idli", ""),
            line("", "", "Two"),
        ];
        assert_eq!(parted(lines), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn sizes_belong_to_their_handle_wherever_they_stand() {
        let lines = vec![
            line("dosa", "Dosa", "Large"),
            line("idli", "Idli", ""),
            line("dosa", "", "Small"),
            line("dosa", "Dosa", "Tiny"),
        ];
        assert_eq!(parted(lines), [vec![0, 2, 3], vec![1]]);
    }

    #[test]
    fn sizes_that_repeat_the_name_are_one_dish() {
        let lines = vec![
            line("", "Dosa", "Large"),
            line("", "DOSA ", "Small"),
            line("", "Dosa", ""),
        ];
        assert_eq!(parted(lines), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn a_row_without_a_name_is_refused() {
        let mut lines = vec![line("", "", "")];
        dishes(&mut lines);
        assert_eq!(lines[0].problems[0].reason, "the row has no name");
    }
}
