//! Kills in mid-load.

use super::*;

/// One store in a process of its own, which ends with this one.
struct Process {
    child: Child,
    endpoint: String,
    key: String,
}

fn spawn(folder: &Path) -> Process {
    let program = crate::support::examples().join("serve-store");
    let mut child = Command::new(program)
        .arg(folder.join("store.db"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    let mut line = || lines.next().unwrap().unwrap();
    let (endpoint, key) = (line(), line());
    drop(lines);
    Process {
        child,
        endpoint,
        key,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the store itself is tested here, with items of no product"
)]
/// Writes pairs in transactions until the store is gone, and says which were acknowledged.
async fn write_until_cut(client: Client, name: String, count: Arc<AtomicUsize>) -> Vec<String> {
    let mut acknowledged = Vec::new();
    for index in 0.. {
        let pk = format!("{name}-{index}");
        let pair = ["left", "right"].map(|sk| {
            let put = Put::builder().table_name("items").item("pk", s(&pk));
            let put = put.item("sk", s(sk)).item("value", s(&pk)).build().unwrap();
            TransactWriteItem::builder().put(put).build()
        });
        let write = client
            .transact_write_items()
            .set_transact_items(Some(pair.into()));
        match write.send().await {
            Ok(_) => {
                acknowledged.push(pk);
                count.fetch_add(1, Ordering::Relaxed);
            }
            Err(SdkError::DispatchFailure(_) | SdkError::ResponseError(_)) => break,
            Err(error) => panic!("{error:?}"),
        }
    }
    acknowledged
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_by_three_kills_in_mid_load() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    for round in 0..3 {
        let mut process = spawn(folder.path());
        let count = Arc::new(AtomicUsize::new(0));
        let mut writers = JoinSet::new();
        for writer in 0..8 {
            let name = format!("r{round}w{writer}");
            let client = client_at(&process.endpoint, &process.key);
            writers.spawn(write_until_cut(client, name, Arc::clone(&count)));
        }
        while count.load(Ordering::Relaxed) < 200 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        process.child.kill().unwrap();
        process.child.wait().unwrap();
        acknowledged.extend(writers.join_all().await.into_iter().flatten());
    }
    assert!(acknowledged.len() >= 600);

    let process = spawn(folder.path());
    let client = client_at(&process.endpoint, &process.key);
    for pk in &acknowledged {
        for sk in ["left", "right"] {
            let found = value(&client, pk, sk).await;
            assert_eq!(
                found.as_deref(),
                Some(pk.as_str()),
                "{pk} {sk} was acknowledged"
            );
        }
    }
    let mut process = process;
    drop(process.child.stdin.take());
    assert!(process.child.wait().unwrap().success());

    // What committed is in the stream too: a pair, and never a half of one.
    let mut without_ttl = table();
    without_ttl.ttl_attribute = None;
    without_ttl.indexes.clear();
    without_ttl.attributes.remove("gsi1pk");
    let store = Store::start(options(folder.path()), &[without_ttl])
        .await
        .unwrap();
    let mut position = 0;
    let mut announced = std::collections::BTreeMap::<String, usize>::new();
    loop {
        let page = store.read_stream("items", position, 1000).await.unwrap();
        let Some(last) = page.last() else { break };
        assert!(page.is_sorted_by(|one, next| one.position < next.position));
        position = last.position;
        for record in page {
            *announced.entry(record.partition.clone()).or_default() += 1;
        }
    }
    assert!(announced.values().all(|records| *records == 2));
    for pk in acknowledged {
        assert!(
            announced.contains_key(&format!("{{\"S\":\"{pk}\"}}")),
            "{pk}"
        );
    }
}
