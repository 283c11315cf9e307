//! How the work grows with the file.

use super::*;
use crate::index::counter::compared;

fn file(rows: usize) -> String {
    let mut file = String::from("Handle,Name,Category,Price,Size\n");
    for row in 0..rows {
        // A tenth of the dishes has two sizes, and there are as many names as rows.
        let handle = if row % 10 == 1 { row - 1 } else { row };
        file.push_str(&format!(
            "h{handle},Dish {handle},Category {},{},S{row}\n",
            row % 50,
            row + 1
        ));
    }
    file
}

/// Comparisons of names, and what is allocated for the report, of a first import and the same again.
fn work(rows: usize) -> u64 {
    let file = file(rows);
    let before = compared();
    let first = decided(file.as_bytes(), &empty("INR"), &Answers::None);
    let import = first.import.unwrap();
    let (mut menu, first) = (empty("INR"), compared() - before);
    // Put by hand: a draft takes no menu of this size.
    menu.option_groups = import.option_groups;
    for heading in import.categories {
        let items = import
            .items
            .iter()
            .filter(|placed| placed.category == heading.id);
        let items = items.map(|placed| placed.item.clone()).collect();
        let (id, name) = (heading.id, heading.name);
        menu.categories.push(salver_domain::menu::Category {
            id,
            name,
            description: None,
            items,
        });
    }
    let before = compared();
    let again = decided(file.as_bytes(), &menu, &Answers::None);
    assert_eq!(usize::try_from(again.report.summary.same).unwrap(), rows);
    first + compared() - before
}

#[test]
fn ten_times_the_rows_are_little_more_than_ten_times_the_work() {
    let (small, large) = (work(500), work(5_000));
    // Names are found in trees: their depth grows by a third.
    assert!(
        large < small * 15,
        "{small} comparisons of 500 rows, {large} of 5,000"
    );
    assert!(small > 5_000, "the comparisons are counted: {small}");
}
