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
mod tests;
