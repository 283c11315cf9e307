use super::*;
use crate::fixtures::table;

fn label(text: &str) -> Label {
    Label::try_from(text.to_owned()).unwrap()
}

fn name(text: &str) -> Name {
    Name::try_from(text.to_owned()).unwrap()
}

fn wish(section: &str, count: u8, prefix: Option<&str>) -> NewTables {
    NewTables {
        section: name(section),
        count,
        prefix: prefix.map(label),
        seats: None,
    }
}

fn fresh() -> SectionId {
    "fresh".parse().unwrap()
}

fn try_make(wish: &NewTables, there: &[Table]) -> Result<Vec<Table>, DomainError> {
    let first = there.len();
    let codes = (first..).map(|n| {
        let id = format!("n{n}").parse().unwrap();
        (id, format!("NEW{n}").parse().unwrap())
    });
    let section = format!("s{first}").parse().unwrap();
    wish.make(&"lane".parse().unwrap(), there, section, codes)
}

fn make(wish: &NewTables, there: &[Table]) -> Vec<Table> {
    try_make(wish, there).unwrap()
}

fn names(tables: &[Table]) -> Vec<&str> {
    tables.iter().map(|table| table.name.as_str()).collect()
}

fn field<T: std::fmt::Debug>(refused: Result<T, DomainError>) -> &'static str {
    match refused {
        Err(DomainError::Invalid { field, .. }) => field,
        other => panic!("{other:?}"),
    }
}

#[test]
fn numbers_and_places_go_on_behind_what_is_there() {
    let hall = make(&wish("Hall", 3, Some("H")), &[]);
    assert_eq!(names(&hall), ["H1", "H2", "H3"]);
    let first = &hall[0];
    assert_eq!((first.seats, first.position, hall[2].position), (4, 0, 2));
    let more = make(&wish("Hall", 2, Some("h")), &hall);
    assert_eq!(names(&more), ["h4", "h5"], "H1 and h1 would be one name");
    assert_eq!(more[0].position, 3);
    let outside = make(&wish("Outside", 2, None), &hall);
    assert_eq!(names(&outside), ["1", "2"]);
    assert_eq!(names(&make(&wish("Roof", 1, None), &outside)), ["3"]);
    // 12 in the hall and 12 outside without a prefix: no two have one name.
    let hall = make(&wish("Hall", 12, None), &[]);
    assert_eq!(make(&wish("Outside", 12, None), &hall)[0].name, "13");
    assert_eq!(
        field(try_make(&wish("Hall", 10, Some("Long name 1")), &[])),
        "prefix"
    );
}

#[test]
fn a_section_is_one_of_the_branch_s_by_its_name_or_a_new_one() {
    let hall = make(&wish("Hall", 1, None), &[]);
    let more = make(&wish(" hall ", 1, None), &hall);
    assert_eq!(
        (&more[0].section_id, more[0].section.as_str()),
        (&hall[0].section_id, "Hall")
    );
    let roof = make(&wish("Roof", 1, None), &hall);
    assert_ne!(roof[0].section_id, hall[0].section_id);
}

#[test]
fn there_is_a_limit_at_once_in_a_section_and_in_all() {
    for count in [0, 41] {
        assert_eq!(field(try_make(&wish("Hall", count, None), &[])), "count");
    }
    for seats in [0, 100] {
        let wish = NewTables {
            seats: Some(seats),
            ..wish("Hall", 1, None)
        };
        assert_eq!(field(try_make(&wish, &[])), "seats");
    }
    let mut there = Vec::new();
    for section in ["A", "B", "C", "D", "E", "F", "G"] {
        there.extend(make(&wish(section, 40, Some(section)), &there));
    }
    let full = [there.clone(), make(&wish("A", 20, None), &there)].concat();
    assert_eq!(full.len(), IN_A_BRANCH);
    assert_eq!(field(try_make(&wish("B", 1, None), &full)), "count");

    let hall = make(&wish("Hall", 40, None), &[]);
    let hall = [hall.clone(), make(&wish("Hall", 40, None), &hall)].concat();
    assert_eq!(hall.len(), IN_A_SECTION);
    assert_eq!(field(try_make(&wish("hall", 1, None), &hall)), "count");
    let roof = make(&wish("Roof", 1, None), &hall).remove(0);
    let there = [hall, vec![roof.clone()]].concat();
    let into = ChangeTable {
        section: Some(name("Hall")),
        ..ChangeTable::default()
    };
    assert_eq!(field(roof.changed(&into, &there, fresh())), "section");
}

#[test]
fn a_table_changes_by_what_is_said_of_it() {
    let (one, two) = (table(1), table(2));
    let there = [one.clone(), two.clone()];
    let change = |wish: ChangeTable| one.changed(&wish, &there, fresh());
    let all = ChangeTable {
        name: Some(label("Window")),
        seats: Some(8),
        section: Some(name("Roof")),
    };
    let next = change(all).unwrap();
    assert_eq!(
        (next.name.as_str(), next.seats, next.section.as_str()),
        ("Window", 8, "Roof")
    );
    assert_eq!(
        (&next.section_id, next.version),
        (&fresh(), one.version + 1)
    );
    assert_eq!((&next.code, next.position), (&one.code, two.position + 1));
    // As it is: nothing to write, and the section that is there is no new one.
    let same = ChangeTable {
        name: Some(label(&one.name)),
        section: Some(name("HALL")),
        ..ChangeTable::default()
    };
    assert_eq!(change(same), Ok(one.clone()));
    let named = |text: &str| ChangeTable {
        name: Some(label(text)),
        ..ChangeTable::default()
    };
    assert_eq!(field(change(named(&two.name.to_lowercase()))), "name");
    let none = ChangeTable {
        seats: Some(0),
        ..ChangeTable::default()
    };
    assert_eq!(field(change(none)), "seats");
    assert_eq!(field(change(ChangeTable::default())), "body");
}

#[test]
fn a_section_is_renamed_at_each_of_its_tables() {
    let hall = make(&wish("Hall", 2, None), &[]);
    let roof = make(&wish("Roof", 1, None), &hall);
    let there = [hall.clone(), roof].concat();
    let id = &hall[0].section_id;
    let renamed = rename_section(id, &name("Big hall"), &there)
        .unwrap()
        .unwrap();
    assert_eq!(renamed.len(), 2);
    for (before, after) in hall.iter().zip(&renamed) {
        assert_eq!(
            (&after.id, after.section.as_str()),
            (&before.id, "Big hall")
        );
        assert_eq!(after.version, before.version + 1);
    }
    // Another spelling of its own name is a new name; the very same is nothing to do.
    let spelt = rename_section(id, &name("HALL"), &there).unwrap().unwrap();
    assert_eq!(spelt[0].section, "HALL");
    let same = rename_section(id, &name("Hall"), &there);
    assert_eq!(same, Ok(Some(Vec::new())));
    assert_eq!(field(rename_section(id, &name("roof"), &there)), "name");
    assert_eq!(rename_section(&fresh(), &name("Bar"), &there), Ok(None));
}

#[test]
fn only_a_free_table_goes() {
    let free = table(1);
    assert_eq!(free.may_go(), Ok(()));
    let booked = free.move_to(TableStatus::Booked).unwrap();
    let seated = free.occupy("lane_c1".parse().unwrap()).unwrap();
    for table in [booked, seated] {
        assert_eq!(table.may_go(), Err(DomainError::TableNotFree));
    }
}
