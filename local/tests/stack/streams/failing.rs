//! Retries, bisection and the failure destination.

use super::*;

#[tokio::test]
async fn a_reported_failure_is_tried_again_from_there_on() {
    let it = Fixture::new().await;
    for sk in ["1", "2", "3", "4"] {
        put(&it.client, "a", sk, "x").await;
    }
    let tries = Mutex::new(0);
    let streams = it
        .start(mapping(), move |records| {
            let mut tries = tries.lock().unwrap();
            *tries += 1;
            if *tries == 1 {
                Ok(report(records, "3"))
            } else {
                fine(records)
            }
        })
        .await;
    drained(&streams).await;
    assert_eq!(it.seen(), [vec!["1", "2", "3", "4"], vec!["3", "4"]]);
    assert!(it.failures().is_empty());
}

#[tokio::test]
async fn without_bisect_a_poison_record_takes_its_batch_along() {
    let it = Fixture::new().await;
    for sk in ["1", "2", "3"] {
        put(&it.client, "a", sk, "x").await;
    }
    let streams = it
        .start(mapping(), |records| Ok(report(records, "2")))
        .await;
    drained(&streams).await;
    // The first try, then two retries of what was left.
    assert_eq!(
        it.seen(),
        [vec!["1", "2", "3"], vec!["2", "3"], vec!["2", "3"]]
    );
    let failures = it.failures();
    assert_eq!(failures.len(), 1);
    let failure = &failures[0];
    assert_eq!(
        failure["requestContext"]["condition"],
        "RetryAttemptsExhausted"
    );
    let arn = "arn:aws:lambda:eu-west-1:000000000000:function:FanOut";
    assert_eq!(failure["requestContext"]["functionArn"], arn);
    assert_eq!(failure["requestContext"]["approximateInvokeCount"], 3);
    assert_eq!(failure["responseContext"]["functionError"], "Unhandled");
    let batch = &failure["DDBStreamBatchInfo"];
    assert_eq!(batch["batchSize"], 2);
    let calls = it.calls.lock().unwrap();
    assert_eq!(
        batch["startSequenceNumber"],
        json!(sequence_number(&calls[0][1]))
    );
    assert_eq!(
        batch["endSequenceNumber"],
        json!(sequence_number(&calls[0][2]))
    );
    assert_eq!(batch["streamArn"], calls[0][0]["eventSourceARN"]);
}

#[tokio::test]
async fn bisect_gives_up_the_poison_record_alone() {
    for reports in [true, false] {
        let it = Fixture::new().await;
        for index in 0..20 {
            put(&it.client, "a", &format!("{index:02}"), "x").await;
        }
        let mut bisecting = mapping();
        bisecting.bisect = true;
        bisecting.report_failures = reports;
        let streams = it
            .start(bisecting, move |records| {
                let poisoned = records.iter().any(|record| sort_key(record) == "13");
                match (poisoned, reports) {
                    (true, true) => Ok(report(records, "13")),
                    (true, false) => Err(broken()),
                    (false, _) => fine(records),
                }
            })
            .await;
        drained(&streams).await;
        let failures = it.failures();
        assert_eq!(failures.len(), 1, "reports: {reports}");
        let batch = &failures[0]["DDBStreamBatchInfo"];
        assert_eq!(batch["batchSize"], 1);
        let calls = it.calls.lock().unwrap();
        let poison = calls[0].iter().find(|record| sort_key(record) == "13");
        assert_eq!(
            batch["startSequenceNumber"],
            json!(sequence_number(poison.unwrap()))
        );
        // Every other record was in an invocation that went well, exactly once.
        let good: Vec<String> = calls
            .iter()
            .flat_map(|records| {
                let poison = records.iter().position(|record| sort_key(record) == "13");
                let done = match (poison, reports) {
                    (Some(index), true) => index,
                    (Some(_), false) => 0,
                    (None, _) => records.len(),
                };
                records[..done].iter().map(sort_key)
            })
            .collect();
        let expected = (0..20).filter(|index| *index != 13);
        let expected: Vec<String> = expected.map(|index| format!("{index:02}")).collect();
        assert_eq!(good, expected, "reports: {reports}");
    }
}

#[tokio::test]
async fn records_that_are_too_old_are_given_up_untried() {
    let it = Fixture::new().await;
    put(&it.client, "a", "1", "x").await;
    put(&it.client, "a", "2", "x").await;
    let mut aged = mapping();
    aged.max_age = Some(Duration::from_secs(1));
    aged.max_retries = None;
    let streams = it.start(aged, |_| Err(broken())).await;
    drained(&streams).await;
    let failures = it.failures();
    let given_up: u64 = failures
        .iter()
        .map(|failure| {
            assert_eq!(failure["requestContext"]["condition"], "RecordAgeExceeded");
            failure["DDBStreamBatchInfo"]["batchSize"].as_u64().unwrap()
        })
        .sum();
    assert_eq!(given_up, 2);
    assert!(
        it.seen().len() > 1,
        "it was tried for as long as it was young"
    );
}

#[tokio::test]
async fn a_function_that_cannot_start_costs_no_retry() {
    let it = Fixture::new().await;
    put(&it.client, "a", "1", "x").await;
    let tries = Mutex::new(0);
    let streams = it
        .start(mapping(), move |records| {
            let mut tries = tries.lock().unwrap();
            *tries += 1;
            if *tries <= 10 {
                Err(InvokeError::Throttled)
            } else {
                fine(records)
            }
        })
        .await;
    drained(&streams).await;
    assert_eq!(it.seen().len(), 11);
    assert!(it.failures().is_empty());
}

/// What lies in the bucket, each object with its path below the bucket.
fn kept(folder: &Path) -> Vec<(String, Value)> {
    let bucket = folder.join("streams/buckets/records");
    let mut open = vec![bucket.clone()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let object = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
                let name = path.strip_prefix(&bucket).unwrap().display().to_string();
                found.push((name, object));
            }
        }
    }
    found
}

#[tokio::test]
async fn a_bucket_keeps_the_records_themselves_until_they_are_told_again() {
    let it = Fixture::new().await;
    for sk in ["1", "2"] {
        put(&it.client, "a", sk, "x").await;
    }
    let name = "records".to_owned();
    let mut into_bucket = mapping();
    into_bucket.on_failure = Some(Destination::Bucket { name });
    let poison = |records: &[Value]| Ok(report(records, "1"));
    let streams = it.start(into_bucket.clone(), poison).await;
    drained(&streams).await;
    streams.stop().await;
    let objects = kept(it.folder.path());
    let [(path, object)] = objects.as_slice() else {
        panic!("{objects:?}");
    };
    assert!(path.starts_with("aws/lambda/FanOut.TableStream/"), "{path}");
    assert_eq!(object["DDBStreamBatchInfo"]["batchSize"], 2);
    let event: Value = serde_json::from_str(object["payload"].as_str().unwrap()).unwrap();
    let given_up = it.calls.lock().unwrap().last().unwrap().clone();
    assert_eq!(event["Records"], Value::from(given_up.clone()));
    assert_eq!(given_up[0]["dynamodb"]["NewImage"]["sk"]["S"], "1");

    // The stream has forgotten them; the bucket has not. What fails again stays.
    it.calls.lock().unwrap().clear();
    let again = StreamOptions {
        tell_again: true,
        ..it.options()
    };
    for (answer, left) in [(false, 1), (true, 0)] {
        let answer = move |records: &[Value]| match answer {
            true => fine(records),
            false => Ok(report(records, "1")),
        };
        let mapping = into_bucket.clone();
        let streams = it.start_with(&again, mapping, answer).await.unwrap();
        let wanted = 2 - left;
        while it.calls.lock().unwrap().len() < wanted || kept(it.folder.path()).len() > left {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        streams.stop().await;
        assert_eq!(kept(it.folder.path()).len(), left);
    }
    let told = it.calls.lock().unwrap().clone();
    assert_eq!(told, [given_up.clone(), given_up]);
}
