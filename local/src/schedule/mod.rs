//! Functions that run on a timer.
//!
//! The time of the last run is kept, so that a daily task runs also on a machine that is
//! started anew every morning. A run that is missed is made up once; runs of one schedule
//! never overlap.

mod rate;

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokio::{task::JoinSet, time::sleep};
use uuid::Uuid;

pub use rate::{ExpressionError, parse};

use crate::{clock, runtime::Invoker, streams::durable, template::Schedule};

/// Retries of a failed run, as Lambda does for asynchronous invocations.
const RETRIES: u32 = 2;

/// Why the schedules did not start.
#[derive(Debug, thiserror::Error)]
pub enum ScheduleError {
    /// An expression is not understood.
    #[error("line {line}: the schedule {schedule}: {source}")]
    Expression {
        /// Line in the template.
        line: usize,
        /// The schedule's ID, `<function>/<event>`.
        schedule: String,
        /// What is wrong.
        source: ExpressionError,
    },
    /// The folder cannot be read or written.
    #[error("the folder of the schedules {} cannot be used", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// How schedules are run.
#[derive(Clone, Debug)]
pub struct ScheduleOptions {
    /// Folder for the times of the last runs; made when missing.
    pub folder: PathBuf,
    /// Region in events.
    pub region: String,
    /// Account number in events.
    pub account: String,
    /// Before the first retry; the second waits twice as long.
    pub retry: Duration,
}

impl ScheduleOptions {
    /// The usual options; Lambda's own retries wait for a minute.
    #[must_use]
    pub fn new(folder: PathBuf, region: String, account: String) -> Self {
        Self {
            folder,
            region,
            account,
            retry: Duration::from_secs(60),
        }
    }
}

/// The schedules at work; they end when it is dropped.
pub struct Schedules {
    tasks: JoinSet<()>,
}

impl Schedules {
    /// Starts every schedule that is enabled. One that has never run waits for its period.
    ///
    /// # Errors
    /// An expression that is not understood, or a folder that cannot be used.
    pub fn start(
        schedules: &[Schedule],
        invoker: &Invoker,
        options: &ScheduleOptions,
    ) -> Result<Self, ScheduleError> {
        let unusable = |source| ScheduleError::Folder {
            folder: options.folder.clone(),
            source,
        };
        std::fs::create_dir_all(&options.folder).map_err(unusable)?;
        let mut timers = Vec::new();
        for schedule in schedules {
            let period =
                parse(&schedule.expression).map_err(|source| ScheduleError::Expression {
                    line: schedule.line,
                    schedule: schedule.id.clone(),
                    source,
                })?;
            if !schedule.enabled {
                continue;
            }
            let file = options
                .folder
                .join(format!("{}.json", schedule.id.replace('/', ".")));
            let due = match last_run(&file).map_err(unusable)? {
                Some(last) => later(last, period),
                None => later(clock::now(), period),
            };
            timers.push(Timer {
                schedule: schedule.clone(),
                invoker: invoker.clone(),
                options: options.clone(),
                file,
                period,
                due,
            });
        }
        let tasks = timers.into_iter().map(Timer::run).collect();
        Ok(Self { tasks })
    }

    /// Ends the timers. A run that a function is at work on is done again at the next start.
    pub async fn stop(mut self) {
        self.tasks.shutdown().await;
    }
}

struct Timer {
    schedule: Schedule,
    invoker: Invoker,
    options: ScheduleOptions,
    file: PathBuf,
    period: Duration,
    due: Timestamp,
}

impl Timer {
    async fn run(mut self) {
        loop {
            let wait = self.due.duration_since(clock::now());
            sleep(Duration::try_from(wait).unwrap_or_default()).await;
            let started = clock::now();
            self.invoke(started).await;
            // Written after the run: one that was cut off by a kill is made up.
            let content = json!({"last": started}).to_string();
            if let Err(error) = durable::replace(&self.file, content.as_bytes()) {
                tracing::error!(schedule = self.schedule.id, %error, "the last run cannot be written");
            }
            self.due = later(self.due, self.period).max(clock::now());
        }
    }

    async fn invoke(&self, at: Timestamp) {
        let payload = self.event(at).to_string();
        for attempt in 0..=RETRIES {
            let call = self
                .invoker
                .invoke(&self.schedule.function, payload.clone().into());
            match call.await {
                Ok(_) => {
                    return tracing::debug!(schedule = self.schedule.id, "a schedule has run");
                }
                Err(error) => {
                    tracing::warn!(schedule = self.schedule.id, attempt, %error, "a scheduled run failed");
                }
            }
            if attempt < RETRIES {
                sleep(self.options.retry * 2_u32.pow(attempt)).await;
            }
        }
    }

    fn event(&self, at: Timestamp) -> Value {
        if let Some(input) = &self.schedule.input {
            return input.clone();
        }
        let ScheduleOptions {
            region, account, ..
        } = &self.options;
        let rule = self.schedule.id.replace('/', "-");
        json!({
            "version": "0",
            "id": Uuid::new_v4().to_string(),
            "detail-type": "Scheduled Event",
            "source": "aws.events",
            "account": account,
            "time": at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            "region": region,
            "resources": [format!("arn:aws:events:{region}:{account}:rule/{rule}")],
            "detail": {},
        })
    }
}

fn later(at: Timestamp, period: Duration) -> Timestamp {
    SignedDuration::try_from(period)
        .ok()
        .and_then(|period| at.checked_add(period).ok())
        .unwrap_or(Timestamp::MAX)
}

/// When the schedule ran last; a file that cannot be understood counts as "now".
fn last_run(file: &Path) -> io::Result<Option<Timestamp>> {
    match std::fs::read(file) {
        Ok(content) => Ok(serde_json::from_slice::<Value>(&content)
            .ok()
            .and_then(|content| content["last"].as_str()?.parse().ok())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
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
}
