//! Files as large as they may be, and larger: read in whole or not at all.

use std::fmt::Write;

use reqwest::{Method, header::CONTENT_TYPE};
use salver_tests::{Answer, Caller, Stack, key};
use serde_json::{Value, json};

/// As many dishes, and variants of all of them, as a menu holds.
const DISHES: usize = 1_000;
const VARIANTS: usize = 4_000;
/// So many dishes have them: each twenty.
const SIZED: usize = 200;
/// So many rows those are: of a dish that has variants each is a row, and the first one is its own too.
const FULL: usize = VARIANTS + DISHES - SIZED;
/// As many rows as a file may have.
const ROWS: usize = 5_000;

/// A house with a menu of nothing.
struct House {
    stack: Stack,
    owner: Caller,
    branch: String,
}

impl House {
    async fn set_up() -> Self {
        let stack = Stack::start_empty().await;
        let wish = json!({
            "code": stack.set_up_code,
            "account": {"name": "Vera", "login": "vera@lane.example", "password": "four plain words"},
            "brand": {"name": "The Lanes"},
            "branch": {"name": "Lake Road", "currency": "INR", "time_zone": "Asia/Kolkata", "closing_hour": 4},
        });
        let done = stack.nobody().post("/set-up", &wish).await;
        let done = done.expect_status(201);
        let owner = stack.nobody();
        let owner = owner.with_token(done["access_token"].as_str().unwrap());
        let branch = done["branch"]["id"].as_str().unwrap().to_owned();
        Self {
            stack,
            owner,
            branch,
        }
    }

    fn path(&self, rest: &str) -> String {
        format!("/branches/{}/{rest}", self.branch)
    }

    async fn import(&self, query: &str, file: &str) -> Answer {
        let path = self.path(&format!("menu/imports{query}"));
        let request = self.owner.request(Method::POST, &path);
        let request = request.header(CONTENT_TYPE, "text/csv");
        Answer::to(request.body(file.to_owned())).await
    }

    /// The draft, whenever it is read.
    async fn draft(&self) -> Value {
        let draft = self.owner.get(&self.path("menu/draft")).await;
        let mut draft = draft.expect_status(200);
        draft["server_time"].take();
        draft["topics"].take();
        draft
    }

    async fn publish(&self, draft: &Value) {
        let path = self.path("menu/publish");
        let request = self.owner.request(Method::POST, &path);
        let request = request.header("idempotency-key", key());
        let body = json!({"draft_version": draft["version"]});
        Answer::to(request.json(&body)).await.expect_status(201);
    }

    async fn menu(&self) -> Value {
        let path = self.path("menu");
        self.stack.nobody().get(&path).await.expect_status(200)
    }
}

/// A menu that is full, in as many rows as a file has: the last ones are dishes that are not sold.
/// `dearer`: by so many rupees.
fn full_file(dearer: usize) -> String {
    let mut file = String::from(
        "Handle,Name,Category,Price,Option 1 name,Option 1 value,Available for sale\n",
    );
    for dish in 0..SIZED {
        for size in 1..=VARIANTS / SIZED {
            let (name, category) = match size {
                1 => (format!("Feast {dish}"), format!("Feasts {}", dish % 40)),
                _ => (String::new(), String::new()),
            };
            let price = 100 + size + dearer;
            writeln!(
                file,
                "feast-{dish},{name},{category},{price},Size,For {size},yes"
            )
            .unwrap();
        }
    }
    for dish in SIZED..DISHES {
        let price = 40 + dish % 50 + dearer;
        writeln!(
            file,
            "snack-{dish},Snack {dish},Snacks {},{price},,,yes",
            dish % 40
        )
        .unwrap();
    }
    for dish in FULL..ROWS {
        writeln!(file, "gone-{dish},Gone {dish},Snacks 1,50,,,no").unwrap();
    }
    file
}

fn dishes_file(dishes: usize) -> String {
    let mut file = String::from("Name,Category,Price\n");
    for dish in 0..dishes {
        writeln!(file, "Dish {dish},Course {},{}", dish % 50, 40 + dish).unwrap();
    }
    file
}

/// Dishes and variants.
fn size(of: &Value) -> (usize, usize) {
    let categories = of["categories"].as_array().unwrap().iter();
    let items = categories.flat_map(|category| category["items"].as_array().unwrap());
    let variants = |item: &Value| item["variants"].as_array().map_or(0, Vec::len);
    items.fold((0, 0), |(dishes, all), item| {
        (dishes + 1, all + variants(item))
    })
}

#[tokio::test]
async fn five_thousand_rows_fill_a_menu_and_reach_guests_and_the_same_again_changes_nothing() {
    let house = House::set_up().await;
    let file = full_file(0);
    assert_eq!(file.lines().count(), 1 + ROWS);
    let tried = house
        .import("?dry_run=true", &file)
        .await
        .expect_status(200);
    let summary = &tried["summary"];
    assert_eq!(
        (&summary["created"], &summary["same"]),
        (&json!(FULL), &json!(ROWS - FULL)),
        "{summary}"
    );
    assert_eq!(size(&house.draft().await), (0, 0), "it was only tried");

    let done = house
        .import("?dry_run=false", &file)
        .await
        .expect_status(200);
    assert_eq!(done["summary"], tried["summary"]);
    assert_eq!(done["rows"].as_array().unwrap().len(), ROWS);
    let draft = house.draft().await;
    assert_eq!(size(&draft), (DISHES, VARIANTS));
    house.publish(&draft).await;
    assert_eq!(size(&house.menu().await), (DISHES, VARIANTS));

    let before = house.draft().await;
    let again = house
        .import("?dry_run=false", &file)
        .await
        .expect_status(200);
    assert_eq!(
        again["summary"]["same"],
        json!(ROWS),
        "{}",
        again["summary"]
    );
    assert_eq!(
        again["draft_version"],
        Value::Null,
        "the same file makes no version"
    );
    assert!(house.draft().await == before, "the draft moved");

    // Each row of all of them changes something, and no dish is added.
    let dearer = house
        .import("?dry_run=false", &full_file(5))
        .await
        .expect_status(200);
    let summary = &dearer["summary"];
    assert_eq!(
        (&summary["updated"], &summary["same"]),
        (&json!(FULL), &json!(ROWS - FULL)),
        "{summary}"
    );
    assert_eq!(size(&house.draft().await), (DISHES, VARIANTS));
}

#[tokio::test]
async fn what_is_more_than_a_menu_holds_is_refused_in_words_and_leaves_it_as_it_was() {
    let house = House::set_up().await;
    let first = house.import("", &dishes_file(3)).await.expect_status(200);
    assert_eq!(first["summary"]["created"], 3);
    let before = house.draft().await;
    // One dish with variants more, and nothing else that would be too much.
    let full = full_file(0);
    let sized = full.lines().take(1 + VARIANTS);
    let sizes = sized.chain([
        "more,More,Feasts 1,90,Size,For 1,yes",
        "more,,,95,Size,For 2,yes",
    ]);
    let sizes: Vec<&str> = sizes.collect();
    for (file, field, words) in [
        // Whether the dishes of the file are too many alone, or with those that are there.
        (dishes_file(ROWS), "items", "at most 1000 in a menu"),
        (dishes_file(DISHES + 1), "items", "at most 1000 in a menu"),
        (full_file(0), "items", "at most 1000 in a menu"),
        (sizes.join("\n"), "variants", "at most 4000 in a menu"),
        (dishes_file(ROWS + 1), "file", "more than 5000 rows"),
    ] {
        for query in ["?dry_run=true", "?dry_run=false"] {
            let answer = house.import(query, &file).await;
            let problem = answer.refused(422, "validation");
            let error = &problem["errors"][0];
            assert_eq!(error["field"], field, "{problem}");
            let message = error["message"].as_str().unwrap();
            assert!(message.contains(words), "{message}");
        }
        assert!(
            house.draft().await == before,
            "something of it was imported"
        );
    }
    // Up to the last one that there is room for.
    let all = house
        .import("", &dishes_file(DISHES))
        .await
        .expect_status(200);
    let summary = &all["summary"];
    assert_eq!(
        (&summary["created"], &summary["same"]),
        (&json!(DISHES - 3), &json!(3))
    );
}
