//! A KOT that its printer takes and never speaks of again, until a person had it printed once more.

use serde_json::json;

use super::script::{House, epson, star, text};

#[tokio::test]
async fn a_kot_that_star_swallowed_comes_again_marked_and_a_late_word_prints_nothing_more() {
    let house = House::open().await;
    let printer = house.star("hot", &star()).await;
    let taken = house.order("kot_print", &[&house.dishes[0]]).await;
    let job = taken["print_jobs"][0].clone();
    let token = printer.polls("200%20OK").await.unwrap();
    printer.fetches(&token).await;
    house.pass(&job, 120).await;
    assert_eq!(house.status(&job).await, "unconfirmed");

    let again = house.reprint(&job, &json!({})).await.expect_status(201);
    assert_eq!(house.status(&job).await, "dismissed");
    printer.confirms(&token, "200%20OK").await;
    printer.confirms(&token, "200%20OK").await;
    assert_eq!(house.status(&job).await, "printed");
    let paper = printer.prints().await.unwrap();
    assert!(paper.contains("DUPLICATE"), "{paper}");
    assert_eq!(house.status(&again).await, "printed");
    assert_eq!(printer.prints().await, None);
}

#[tokio::test]
async fn a_kot_that_epson_swallowed_comes_again_marked_and_a_late_word_prints_nothing_more() {
    let house = House::open().await;
    let printer = house.epson("hot", &epson()).await;
    let taken = house.order("kot_print", &[&house.dishes[0]]).await;
    let job = taken["print_jobs"][0].clone();
    let (token, _) = printer.asks().await.unwrap();
    house.pass(&job, 120).await;
    assert_eq!(house.status(&job).await, "unconfirmed");

    let again = house.reprint(&job, &json!({})).await.expect_status(201);
    let (second, xml) = printer.asks().await.unwrap();
    assert!(text(&again["id"]).ends_with(&second) && xml.contains("DUPLICATE"));
    // Of the first one, while the second is in its hand.
    printer.answers(Some(&token), true, "").await;
    assert_eq!(house.status(&job).await, "printed");
    assert_eq!(house.status(&again).await, "claimed");
    printer.answers(Some(&second), true, "").await;
    assert_eq!(house.status(&again).await, "printed");
    assert_eq!(printer.asks().await, None);
}
