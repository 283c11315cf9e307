//! Menus as files: read in whole or not at all, written out to come back the same.

use std::fmt::Write;

use reqwest::{Method, header::CONTENT_TYPE};
use salver::domain::role::Role;
use salver_tests::{Stack, Staff};
use serde_json::Value;

/// Sends a file for the draft.
async fn import(staff: &Staff, query: &str, media: &str, file: Vec<u8>) -> salver_tests::Answer {
    let path = staff.path(&format!("menu/imports{query}"));
    let request = staff.caller.request(Method::POST, &path);
    salver_tests::Answer::to(request.header(CONTENT_TYPE, media).body(file)).await
}

/// The draft as it is read, whenever that is.
async fn draft(staff: &Staff) -> Value {
    let path = staff.path("menu/draft");
    let mut draft = staff.caller.get(&path).await.expect_status(200);
    draft["server_time"].take();
    // What is told of an edit comes a moment after it.
    draft["topics"].take();
    draft
}

/// Five hundred dishes, of which twenty are broken, each in its own way.
fn broken_file() -> (String, Vec<u64>) {
    let mut file = String::from("Category;Name;Price;Diet\n");
    let mut broken = Vec::new();
    for number in 0..500_u64 {
        let good = format!(
            "Section {};Dish {number};{},50;veg",
            number % 12,
            40 + number
        );
        let row = match number % 25 {
            24 => {
                broken.push(number + 2);
                match (number / 25) % 5 {
                    0 => format!("Section 1;Dish {number};;veg"),
                    1 => format!("Section 1;Dish {number};12,345;veg"),
                    2 => format!("Section 1;;{number},00;veg"),
                    3 => format!("Section 1;Dish {number};€ 5;veg"),
                    _ => format!("Section 1;Dish {number};5,00;keto"),
                }
            }
            _ => good,
        };
        writeln!(file, "{row}").unwrap();
    }
    (file, broken)
}

#[tokio::test]
async fn a_file_with_broken_rows_is_not_half_imported_and_each_is_named() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let before = draft(&owner).await;
    let (file, broken) = broken_file();
    let tried = import(&owner, "?dry_run=true", "text/csv", file.clone().into()).await;
    let tried = tried.expect_status(200);
    let refused = |import: &Value| {
        let rows = import["rows"].as_array().unwrap().iter();
        let rows = rows.filter(|row| row["action"] == "refused");
        let named = rows.map(|row| {
            let problems = row["problems"].as_array().unwrap();
            let error = problems.iter().any(|problem| problem["weight"] == "error");
            assert!(error, "{row}");
            row["row"].as_u64().unwrap()
        });
        named.collect::<Vec<_>>()
    };
    assert_eq!(broken.len(), 20);
    assert_eq!(refused(&tried), broken);
    assert_eq!(tried["summary"]["created"], 480);
    assert_eq!(tried["draft_version"], Value::Null);

    let problem = import(&owner, "", "text/csv", file.clone().into()).await;
    let problem = problem.refused(422, "import_refused");
    assert_eq!(refused(&problem["import"]), broken);
    assert!(draft(&owner).await == before, "nothing is half-imported");

    let lines = file.lines().enumerate();
    let good = lines.filter(|(at, _)| !broken.contains(&(*at as u64 + 1)));
    let good: Vec<&str> = good.map(|(_, line)| line).collect();
    let good = good.join("\n");
    let done = import(&owner, "?dry_run=false", "text/csv", good.clone().into()).await;
    let done = done.expect_status(200);
    assert_eq!(done["summary"]["created"], 480);
    let after = draft(&owner).await;
    assert_eq!(done["draft_version"], after["version"]);

    let again = import(&owner, "", "text/csv", good.into())
        .await
        .expect_status(200);
    assert_eq!(again["summary"]["same"], 480);
    assert_eq!(
        again["draft_version"],
        Value::Null,
        "the same file makes no version"
    );
    assert!(draft(&owner).await == after, "the draft moved");
}

#[tokio::test]
async fn what_is_asked_is_imported_once_it_is_answered() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let file = "Name,Category,Price\nFestive thali,Specials,\"1,299\"\n=2+3,Specials,80\n";
    let asked = import(&owner, "", "text/csv", file.into()).await;
    let asked = asked.refused(422, "import_refused");
    assert_eq!(asked["import"]["summary"]["asked"], 2);
    let half = import(&owner, "?take=2", "text/csv", file.into()).await;
    half.refused(422, "import_refused");
    let done = import(&owner, "?take=2-3", "text/csv", file.into())
        .await
        .expect_status(200);
    assert_eq!(done["summary"]["created"], 2);
    let again = import(&owner, "", "text/csv", file.into())
        .await
        .expect_status(200);
    assert_eq!(
        again["summary"]["same"], 2,
        "what the draft has is in no doubt"
    );
    for query in ["?take=x", "?dry_run=maybe"] {
        let answer = import(&owner, query, "text/csv", file.into()).await;
        answer.refused(422, "validation");
    }
}

#[tokio::test]
async fn an_export_comes_back_all_the_same() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let before = draft(&owner).await;
    for (format, media) in [("csv", "text/csv"), ("json", "application/json")] {
        let path = owner.path(&format!("menu/export?format={format}"));
        let file = owner.caller.get(&path).await;
        assert_eq!(file.status, 200, "{}", file.text);
        assert!(file.header("content-type").starts_with(media));
        assert!(
            file.header("content-disposition")
                .contains(&format!("menu.{format}"))
        );
        let import = import(&owner, "", media, file.text.into())
            .await
            .expect_status(200);
        let summary = &import["summary"];
        let rows = import["rows"].as_array().unwrap().len();
        assert!(rows > 20, "{summary}");
        assert_eq!(summary["same"], rows, "{import}");
    }
    assert!(draft(&owner).await == before, "the draft moved");
    let path = owner.path("menu/export?format=xlsx");
    owner.caller.get(&path).await.refused(422, "validation");
}

#[tokio::test]
async fn letters_that_are_no_utf_8_arrive_whole() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let western = b"Name;Category;Price\nK\xE4sesp\xE4tzle;S\xFCden;5,50\n".to_vec();
    let file = "Name\tCategory\tPrice\nडोसा\tSouth\t5,50\n".encode_utf16();
    let wide: Vec<u8> = std::iter::once(0xFEFF)
        .chain(file)
        .flat_map(u16::to_le_bytes)
        .collect();
    for (file, name) in [(western, "Käsespätzle"), (wide, "डोसा")] {
        let tried = import(&owner, "?dry_run=true", "application/octet-stream", file).await;
        let tried = tried.expect_status(200);
        assert_eq!(tried["rows"][0]["item"]["name"], name, "{tried}");
    }
}

#[tokio::test]
async fn files_that_are_none_or_too_large_are_refused_in_words() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let large = vec![b'x'; 4_000_001];
    let problem = import(&owner, "", "text/csv", large)
        .await
        .refused(413, "body_too_large");
    let detail = problem["detail"].as_str().unwrap();
    assert!(
        detail.contains("4 MB") && detail.contains("in parts"),
        "{detail}"
    );
    let cases: [(&str, &[u8]); 4] = [
        ("is empty", b""),
        ("workbook", b"PK\x03\x04\x14\x00"),
        ("names the columns", b"Dosa,120\n"),
        ("row 2 opens a cell", b"Name,Price\n\"Dosa,120\n"),
    ];
    for (expected, file) in cases {
        let answer = import(&owner, "", "application/octet-stream", file.to_vec()).await;
        let problem = answer.refused(422, "validation");
        let message = problem["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains(expected), "{message}");
    }
    let waiter = stack.staff(Role::Waiter).await;
    import(
        &waiter,
        "?dry_run=true",
        "text/csv",
        b"Name,Price\n".to_vec(),
    )
    .await
    .refused(403, "forbidden");
}
