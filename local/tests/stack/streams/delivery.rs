//! What is sent, to how many at once, and in which order.

use super::*;

#[tokio::test]
async fn a_commit_wakes_the_function_and_records_are_lambdas() {
    let it = Fixture::new().await;
    let streams = it.start(mapping(), fine).await;
    put(&it.client, "CHECK#1", "CHECK", "one").await;
    drained(&streams).await;
    put(&it.client, "CHECK#1", "CHECK", "two").await;
    drained(&streams).await;
    let delete = it.client.delete_item().table_name("items");
    let delete = delete.key("pk", s("CHECK#1")).key("sk", s("CHECK"));
    delete.send().await.unwrap();
    drained(&streams).await;

    let records = it.calls.lock().unwrap().concat();
    let item =
        |value: &str| json!({"pk": {"S": "CHECK#1"}, "sk": {"S": "CHECK"}, "value": {"S": value}});
    let images = [
        ("INSERT", None, Some(item("one"))),
        ("MODIFY", Some(item("one")), Some(item("two"))),
        ("REMOVE", Some(item("two")), None),
    ];
    assert_eq!(records.len(), images.len());
    let mut ids = BTreeSet::new();
    let mut numbers = Vec::new();
    for (record, (name, old, new)) in records.iter().zip(images) {
        assert_eq!(record["eventName"], name);
        assert_eq!(record["eventVersion"], "1.1");
        assert_eq!(record["eventSource"], "aws:dynamodb");
        assert_eq!(record["awsRegion"], "eu-west-1");
        let arn = record["eventSourceARN"].as_str().unwrap();
        assert!(arn.starts_with("arn:aws:dynamodb:eu-west-1:000000000000:table/items/stream/"));
        let change = &record["dynamodb"];
        assert_eq!(
            change["Keys"],
            json!({"pk": {"S": "CHECK#1"}, "sk": {"S": "CHECK"}})
        );
        assert_eq!(change.get("OldImage"), old.as_ref());
        assert_eq!(change.get("NewImage"), new.as_ref());
        assert_eq!(change["StreamViewType"], "NEW_AND_OLD_IMAGES");
        assert!(change["SizeBytes"].as_u64().unwrap() > 0);
        assert!(change["ApproximateCreationDateTime"].is_i64());
        assert_eq!(record.get("userIdentity"), None);
        ids.insert(record["eventID"].as_str().unwrap());
        numbers.push(sequence_number(record));
    }
    assert_eq!(ids.len(), 3);
    assert!(numbers.is_sorted());
}

#[tokio::test]
async fn only_records_that_pass_a_filter_are_sent() {
    let it = Fixture::new().await;
    let mut filtered = mapping();
    filtered.filters = vec![
        json!({"userIdentity": {"type": [{"exists": false}]},
               "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "CHECK#"}]}}}}),
        json!({"dynamodb": {"Keys": {"pk": {"S": [{"prefix": "BRANCH#"}]},
                                     "sk": {"S": [{"prefix": "TABLE#"}, {"prefix": "MENU"}]}}}}),
    ];
    let streams = it.start(filtered, fine).await;
    for (pk, sk) in [
        ("CHECK#1", "CHECK"),
        ("BRANCH#1", "TABLE#4"),
        ("BRANCH#1", "COUNT#1"),
        ("IDEM#1", "IDEM"),
        ("BRANCH#1", "MENU"),
    ] {
        put(&it.client, pk, sk, "x").await;
    }
    let expired = it.client.put_item().table_name("items");
    let expired = expired.item("pk", s("CHECK#1")).item("sk", s("OLD"));
    let over = aws_sdk_dynamodb::types::AttributeValue::N("1000".into());
    expired.item("expires_at", over).send().await.unwrap();
    assert_eq!(it.store.sweep_ttl().await.unwrap(), 1);
    drained(&streams).await;
    assert_eq!(it.seen_once(), ["CHECK", "TABLE#4", "MENU", "OLD"]);
}

#[tokio::test]
async fn an_unknown_filter_or_queue_is_an_error_at_the_start() {
    let it = Fixture::new().await;
    let mut unknown = mapping();
    unknown.filters = vec![json!({"eventName": [{"wildcard": "I*"}]})];
    let error = it.try_start(unknown, fine).await.err().unwrap().to_string();
    assert!(
        error.contains("FanOut/TableStream") && error.contains("wildcard"),
        "{error}"
    );
    let mut nowhere = mapping();
    nowhere.on_failure = Some(Destination::Queue("Nowhere".into()));
    let error = it.try_start(nowhere, fine).await.err().unwrap().to_string();
    assert!(error.contains("\"Nowhere\""), "{error}");
}

#[tokio::test]
async fn batches_keep_to_their_size_and_gather_for_the_window() {
    let it = Fixture::new().await;
    for index in 0..25 {
        put(&it.client, "a", &format!("{index:02}"), "x").await;
    }
    let mut sized = mapping();
    sized.batch_size = 10;
    let streams = it.start(sized, fine).await;
    drained(&streams).await;
    let sizes: Vec<usize> = it.seen().iter().map(Vec::len).collect();
    assert_eq!(sizes, [10, 10, 5]);
    streams.stop().await;

    let mut windowed = mapping();
    windowed.id = "FanOut/Windowed".into();
    windowed.from_start = false;
    windowed.batch_size = 3;
    windowed.window = Duration::from_secs(3600);
    let streams = it.start(windowed, fine).await;
    for sk in ["a", "b", "c"] {
        put(&it.client, "w", sk, "x").await;
    }
    drained(&streams).await;
    assert_eq!(
        it.seen().last().unwrap(),
        &["a", "b", "c"],
        "a full batch does not wait"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_of_one_key_keep_their_order_whatever_fails() {
    let it = Fixture::new().await;
    let mut parallel = mapping();
    parallel.parallelization = 4;
    parallel.batch_size = 7;
    parallel.bisect = true;
    parallel.max_retries = None;
    let done: Arc<Mutex<Vec<Value>>> = Arc::default();
    let handled = Arc::clone(&done);
    let calls = Mutex::new(0_usize);
    let streams = it
        .start(parallel, move |records| {
            let mut calls = calls.lock().unwrap();
            *calls += 1;
            // Every third call fails as a whole, every fifth from its middle on.
            if calls.is_multiple_of(3) {
                return Err(broken());
            }
            let good = if calls.is_multiple_of(5) {
                records.len() / 2
            } else {
                records.len()
            };
            handled.lock().unwrap().extend_from_slice(&records[..good]);
            let failures = records[good..].iter().take(1).map(sequence_number);
            let failures = failures.map(|number| json!({"itemIdentifier": number}));
            Ok(json!({"batchItemFailures": failures.collect::<Vec<_>>()}))
        })
        .await;
    let mut writers = tokio::task::JoinSet::new();
    for key in 0..8 {
        let client = it.client.clone();
        writers.spawn(async move {
            for version in 0..30 {
                put(&client, &format!("key{key}"), "x", &version.to_string()).await;
            }
        });
    }
    writers.join_all().await;
    drained(&streams).await;
    let mut versions: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for record in done.lock().unwrap().iter() {
        let key = record["dynamodb"]["Keys"]["pk"]["S"].as_str().unwrap();
        let value = record["dynamodb"]["NewImage"]["value"]["S"]
            .as_str()
            .unwrap();
        versions
            .entry(key.to_owned())
            .or_default()
            .push(value.parse().unwrap());
    }
    assert_eq!(versions.len(), 8);
    for (key, versions) in versions {
        assert_eq!(versions, (0..30).collect::<Vec<_>>(), "{key}");
    }
    assert!(it.failures().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_do_not_wait_for_each_other_across_lanes() {
    let it = Fixture::new().await;
    let mut parallel = mapping();
    parallel.parallelization = 10;
    parallel.max_retries = None;
    // One key fails until all the others that are not in its lane are through.
    let through: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    let known = Arc::clone(&through);
    let streams = it
        .start(parallel, move |records| {
            let mut through = known.lock().unwrap();
            if records.iter().any(|record| sort_key(record) == "stuck") && through.len() < 10 {
                return Err(broken());
            }
            through.extend(records.iter().map(sort_key));
            fine(records)
        })
        .await;
    put(&it.client, "stuck", "stuck", "x").await;
    for index in 0..40 {
        put(&it.client, &format!("key{index}"), &format!("{index}"), "x").await;
    }
    drained(&streams).await;
    assert_eq!(through.lock().unwrap().len(), 41);
}
