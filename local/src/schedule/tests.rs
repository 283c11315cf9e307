use super::*;
use crate::runtime::InvokeError;
use bytes::Bytes;
use tokio::sync::mpsc;

struct Fixture {
    dir: tempfile::TempDir,
    invoker: Invoker,
    events: mpsc::UnboundedReceiver<Value>,
}

/// A function that fails the first `failures` times.
fn fixture(failures: usize) -> Fixture {
    let (seen, events) = mpsc::unbounded_channel();
    let left = std::sync::atomic::AtomicUsize::new(failures);
    let invoker = Invoker::from_fn(move |_, payload: Bytes| {
        use std::sync::atomic::Ordering::SeqCst;
        seen.send(serde_json::from_slice(&payload).unwrap())
            .unwrap();
        let fail = left
            .fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1))
            .is_ok();
        async move {
            if fail {
                return Err(InvokeError::Throttled);
            }
            Ok(Bytes::from_static(b"null"))
        }
    });
    Fixture {
        dir: tempfile::tempdir().unwrap(),
        invoker,
        events,
    }
}

impl Fixture {
    fn start(&self, schedule: &Schedule) -> Result<Schedules, ScheduleError> {
        let mut options = ScheduleOptions::new(
            self.dir.path().join("schedules"),
            "eu-west-1".into(),
            "000000000000".into(),
        );
        options.retry = Duration::from_millis(1);
        Schedules::start(std::slice::from_ref(schedule), &self.invoker, &options)
    }

    /// As if the schedule had run long ago, so that it is due.
    fn overdue(&self) {
        let folder = self.dir.path().join("schedules");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(
            folder.join("Sweep.Timer.json"),
            r#"{"last":"2020-01-01T00:00:00Z"}"#,
        )
        .unwrap();
    }
}

fn schedule() -> Schedule {
    Schedule {
        id: "Sweep/Timer".into(),
        function: "Sweep".into(),
        expression: "rate(1 hour)".into(),
        input: None,
        enabled: true,
        line: 7,
    }
}

#[tokio::test]
async fn what_is_overdue_runs_once_and_is_remembered() {
    let mut it = fixture(0);
    it.overdue();
    let schedules = it.start(&schedule()).unwrap();
    let event = it.events.recv().await.unwrap();
    assert_eq!(event["detail-type"], "Scheduled Event");
    assert_eq!(
        event["resources"][0],
        "arn:aws:events:eu-west-1:000000000000:rule/Sweep-Timer"
    );
    let file = it.dir.path().join("schedules/Sweep.Timer.json");
    while last_run(&file).unwrap().unwrap().as_second() < 1_600_000_000 {
        tokio::task::yield_now().await;
    }
    schedules.stop().await;
    let schedules = it.start(&schedule()).unwrap();
    schedules.stop().await;
    assert!(
        it.events.try_recv().is_err(),
        "one missed run or six years of them: one is made up"
    );
}

#[tokio::test]
async fn a_failed_run_is_tried_twice_more() {
    let mut it = fixture(usize::MAX);
    it.overdue();
    let mut with_input = schedule();
    with_input.input = Some(json!({"own": true}));
    let schedules = it.start(&with_input).unwrap();
    for _ in 0..3 {
        assert_eq!(it.events.recv().await.unwrap(), json!({"own": true}));
    }
    let file = it.dir.path().join("schedules/Sweep.Timer.json");
    while last_run(&file).unwrap().unwrap().as_second() < 1_600_000_000 {
        tokio::task::yield_now().await;
    }
    assert!(it.events.try_recv().is_err());
    schedules.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_new_schedule_waits_for_its_period_and_a_disabled_one_for_ever() {
    let mut it = fixture(0);
    let mut disabled = schedule();
    disabled.enabled = false;
    let _disabled = it.start(&disabled).unwrap();
    sleep(Duration::from_secs(100_000)).await;
    assert!(it.events.try_recv().is_err());
    let _schedules = it.start(&schedule()).unwrap();
    sleep(Duration::from_secs(3_000)).await;
    assert!(it.events.try_recv().is_err());
    assert!(it.events.recv().await.is_some());
}

#[tokio::test]
async fn an_unknown_expression_names_its_line() {
    let it = fixture(0);
    let mut cron = schedule();
    cron.expression = "cron(0 12 * * ? *)".into();
    let error = it.start(&cron).err().unwrap().to_string();
    assert!(
        error.starts_with("line 7: the schedule Sweep/Timer: cron"),
        "{error}"
    );
}
