//! The records are those of the engine, and every reader reads all of them.

use super::*;
use crate::store::fixture::File;
use dynoxide::{
    Database,
    actions::{get_records::GetRecordsRequest, get_shard_iterator::encode_shard_iterator},
};
use serde_json::{Value, from_value, json};

/// A table's file, and the end of its stream.
struct Stream {
    file: File,
    tail: Tail,
}

fn stream() -> Stream {
    let file = File::with_view("NEW_AND_OLD_IMAGES");
    let info = StreamInfo {
        partition: "pk".into(),
        arn: "arn:of:the:stream".into(),
        view: "NEW_AND_OLD_IMAGES".into(),
        region: "eu-somewhere-1".into(),
    };
    let tail = Tail::open(&file.path, "items", info).unwrap();
    Stream { file, tail }
}

impl Stream {
    fn positions(&mut self, position: i64, limit: usize) -> Vec<i64> {
        let records = self.tail.read(position, limit).unwrap();
        records.iter().map(|record| record.position).collect()
    }
}

/// What the engine says of its records, with the stack's names.
fn of_the_engine(db: &Database) -> Vec<Value> {
    let request = GetRecordsRequest {
        shard_iterator: encode_shard_iterator("items", &dynoxide::streams::shard_id("items"), 0),
        limit: None,
    };
    let records = db.get_records(request).unwrap().records.into_iter();
    let records = records.map(|record| {
        let mut record = json!(record);
        let at = &mut record["dynamodb"]["ApproximateCreationDateTime"];
        *at = json!(at.as_f64().unwrap() as i64);
        record["awsRegion"] = json!("eu-somewhere-1");
        record["eventSourceARN"] = json!("arn:of:the:stream");
        record
    });
    records.collect()
}

#[test]
fn records_are_those_of_the_engine() {
    let mut stream = stream();
    let all = json!({
        "pk": {"S": "a \"quoted\" é\u{1F35D}\n"}, "n": {"N": "-12.5"}, "b": {"B": "AAEC/w=="},
        "m": {"M": {"l": {"L": [{"NULL": true}, {"BOOL": false}]}}}, "ss": {"SS": ["x", "y"]},
    });
    stream.file.put(all.clone());
    stream
        .file
        .put(json!({"pk": all["pk"], "n": {"N": "1"}, "expires_at": {"N": "1"}}));
    let delete = json!({"TableName": "items", "Key": {"pk": all["pk"]}});
    stream
        .file
        .db
        .delete_item(from_value(delete).unwrap())
        .unwrap();
    let ttl = json!({
        "TableName": "items",
        "TimeToLiveSpecification": {"AttributeName": "expires_at", "Enabled": true},
    });
    stream
        .file
        .db
        .update_time_to_live(from_value(ttl).unwrap())
        .unwrap();
    stream
        .file
        .put(json!({"pk": {"S": "old"}, "expires_at": {"N": "1000"}}));
    assert_eq!(stream.file.db.sweep_ttl().unwrap(), 1);

    let read = stream.tail.read(0, 100).unwrap();
    let events: Vec<_> = read.iter().map(|record| record.event().clone()).collect();
    assert_eq!(events, of_the_engine(&stream.file.db));
    assert_eq!(events.len(), 5);
    assert_eq!(events[0]["dynamodb"]["NewImage"], all);
    assert_eq!(events[4]["userIdentity"]["type"], "Service");
    for record in &read {
        assert_eq!(
            record.event()["dynamodb"]["SequenceNumber"],
            record.sequence_number()
        );
        assert_eq!(
            record.partition,
            record.event()["dynamodb"]["Keys"]["pk"].to_string()
        );
    }
    assert_eq!(stream.tail.end().unwrap(), read[4].position);
}

#[test]
fn readers_at_every_place_read_all_that_comes_after_it() {
    let mut stream = stream();
    assert_eq!(
        (stream.tail.end().unwrap(), stream.positions(0, 9)),
        (0, vec![])
    );
    stream.file.put_many(2 * KEPT);
    let all = stream.tail.query(0, usize::MAX).unwrap();
    let all: Vec<_> = all.iter().map(|record| record.position).collect();
    assert_eq!(all.len(), 2 * KEPT);

    // One begins in the middle, others before and behind it, in small and large pages.
    let middle = all[KEPT];
    assert_eq!(stream.positions(middle, 10), all[KEPT + 1..KEPT + 11]);
    assert_eq!(stream.positions(middle, 5), all[KEPT + 1..KEPT + 6]);
    assert_eq!(
        stream.positions(all[KEPT + 4], 100),
        all[KEPT + 5..KEPT + 11],
        "what is there"
    );
    assert_eq!(
        stream.positions(all[KEPT + 10], 3),
        all[KEPT + 11..KEPT + 14]
    );
    assert_eq!(stream.positions(0, 4), all[..4], "far behind");
    assert_eq!(stream.positions(all[3], usize::MAX), all[4..]);
    let end = *all.last().unwrap();
    assert_eq!(stream.positions(end, 9), [0; 0]);
    assert_eq!(stream.positions(middle, usize::MAX), all[KEPT + 1..]);

    stream.file.put_many(1);
    assert_eq!(stream.positions(end, 9), [stream.tail.end().unwrap()]);
}

#[test]
fn whoever_lags_behind_reads_the_same_as_the_first() {
    let mut stream = stream();
    stream.file.put_many(3 * KEPT);
    let all = stream.positions(0, usize::MAX);
    for lag in [1, 10, KEPT - 1, KEPT, KEPT + 1, 2 * KEPT] {
        stream.tail.records.clear();
        (stream.tail.bytes, stream.tail.from) = (0, 0);
        let (mut first, mut second) = (Vec::new(), Vec::new());
        while second.len() < all.len() {
            let place = |seen: &[i64]| seen.last().copied().unwrap_or(0);
            let page = stream.positions(place(&first), 37);
            first.extend(page);
            if first.len() >= lag || first.len() == all.len() {
                let page = stream.positions(place(&second), 23);
                second.extend(page);
            }
            let kept = &stream.tail.records;
            assert!(kept.len() <= KEPT, "{} are kept", kept.len());
            let before = all.iter().position(|p| *p == kept[0].position).unwrap();
            let before = before.checked_sub(1).map_or(0, |at| all[at]);
            assert_eq!(
                stream.tail.from, before,
                "nothing is left out before the kept"
            );
            let bytes: usize = kept.iter().map(|r| r.json.len()).sum();
            assert_eq!(stream.tail.bytes, bytes);
        }
        assert_eq!((&first, &second), (&all, &all), "{lag} behind");
    }
}

#[test]
fn few_large_records_are_kept() {
    let mut stream = stream();
    for index in 0..40 {
        let large = "x".repeat(300_000);
        stream
            .file
            .put(json!({"pk": {"S": index.to_string()}, "large": {"S": large}}));
    }
    let all = stream.positions(0, usize::MAX);
    assert_eq!(all.len(), 40);
    let kept = stream.tail.records.len();
    assert!((1..14).contains(&kept), "{kept} are kept");
    assert_eq!(stream.positions(all[38], 9), all[39..]);
    assert_eq!(stream.positions(0, 9), all[..9]);
}
