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
            times: Default::default(),
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

#[test]
fn a_report_fits_into_an_answer_whatever_is_wrong() {
    let long = "x".repeat(limits::MAX_CELL / 2);
    let lists = "डो|".repeat(200);
    let row = format!("{long},Sun;Moon;Stars,{lists},soon,Keto,maybe\n");
    let mut file = String::from("Name,Allergens,Modifiers,Prep time,Diet,Available\n");
    file.push_str(&row.repeat(limits::MAX_BYTES / row.len() - 1));
    let wrong = decided(file.as_bytes(), &fixtures::menu(), &Answers::None).report;
    let size = serde_json::to_vec(&wrong).unwrap().len();
    assert!(size < 5_000_000, "{size} bytes");
    let shown = wrong
        .rows
        .iter()
        .map(|row| row.problems.len())
        .sum::<usize>();
    assert!(shown <= limits::MAX_PROBLEMS);
    assert!(
        wrong
            .rows
            .iter()
            .all(|row| row.action == RowAction::Refused)
    );
    // Questions quote most.
    let mut file = String::from("Price,Category,Name\n");
    (0..limits::MAX_ROWS).for_each(|row| {
        file.push_str(&format!(
            "\"1,299\",C{row} {},=x{row}{}\n",
            "डो".repeat(50),
            "डो".repeat(50)
        ))
    });
    let asked = decided(file.as_bytes(), &empty("INR"), &Answers::None).report;
    let size = serde_json::to_vec(&asked).unwrap().len();
    assert!(size < 5_000_000, "{size} bytes");
    assert!(
        asked
            .notes
            .iter()
            .any(|note| note.contains("more problems are not shown")),
        "{:?}",
        asked.notes
    );
}

#[test]
fn a_dish_of_all_sizes_is_refused_before_any_is_compared() {
    let mut file = String::from("Handle,Name,Category,Price,Size\n");
    (0..limits::MAX_ROWS)
        .for_each(|row| file.push_str(&format!("x,Chai,Tea,{},S{row}\n", row + 1)));
    let before = compared();
    let report = decided(file.as_bytes(), &empty("INR"), &Answers::None).report;
    assert!(compared() - before < 1_000);
    assert_eq!(
        usize::try_from(report.summary.refused).unwrap(),
        limits::MAX_ROWS
    );
    assert_eq!(
        report.rows[0].problems[0].reason,
        "a dish has at most 60 sizes"
    );
}
