//! The life of one worker process: start, watch, end, start again.

use std::{process::ExitStatus, sync::Arc};

use tokio::process::Child;

use super::{
    InvokeError, environment,
    host::Host,
    output,
    pool::{Need, Pool},
    spawn,
    worker::Worker,
};

/// Starts another worker of `pool` when it needs one.
pub(super) fn fill(host: &Arc<Host>, pool: &Arc<Pool>) {
    let worker = Arc::new(Worker::new());
    match pool.claim_start(|| host.add(pool, &worker)) {
        Need::Nothing => {}
        Need::StartNow => run(host, pool, worker),
        Need::StartAfter(delay) => {
            tracing::warn!(function = %pool.spec.name, ?delay, "is started again after a wait");
            let (host, pool) = (Arc::clone(host), Arc::clone(pool));
            tokio::spawn(async move {
                tokio::time::sleep(delay).await;
                if pool.claim_after_wait(|| host.add(&pool, &worker)) == Need::StartNow {
                    run(&host, &pool, worker);
                }
            });
        }
    }
}

fn run(host: &Arc<Host>, pool: &Arc<Pool>, worker: Arc<Worker>) {
    let (host, pool) = (Arc::clone(host), Arc::clone(pool));
    tokio::spawn(async move {
        let end = live(&host, &pool, &worker).await;
        let error = match &end {
            End::Asked if pool.is_stopping() => InvokeError::Stopping,
            End::Asked => InvokeError::Crashed {
                status: "killed after another invocation of the process had timed out".to_owned(),
            },
            End::Failed(status) => InvokeError::Crashed {
                status: status.clone(),
            },
        };
        let owed = worker.fail_all(&error);
        let polled = worker.has_polled();
        let failure = match end {
            End::Asked => None,
            End::Failed(status) => {
                let reason = worker.init_error().unwrap_or(status);
                tracing::error!(function = %pool.spec.name, owed, started = polled, %reason, "its process ended");
                Some(reason)
            }
        };
        pool.note_end(polled, failure.as_deref());
        host.remove(&worker);
        fill(&host, &pool);
    });
}

/// How a worker came to its end.
enum End {
    /// It was told to.
    Asked,
    /// By itself, or it never came up.
    Failed(String),
}

async fn live(host: &Host, pool: &Pool, worker: &Arc<Worker>) -> End {
    let command = environment::command(host, &pool.spec, worker);
    let mut child = match spawn::spawn(command).await {
        Ok(child) => child,
        Err(error) => {
            return End::Failed(format!(
                "{} cannot be run: {error}",
                pool.spec.program.display()
            ));
        }
    };
    worker.set_pid(child.id().unwrap_or(0));
    output::forward(&mut child, &pool.spec.name, worker);
    let start_timeout = host.options.start_timeout;
    tokio::select! {
        status = child.wait() => ended(status),
        () = worker.killed() => {
            kill(&mut child).await;
            End::Asked
        }
        () = never_polls(worker, start_timeout) => {
            kill(&mut child).await;
            End::Failed(format!("no poll within {} s", start_timeout.as_secs()))
        }
    }
}

async fn never_polls(worker: &Worker, limit: std::time::Duration) {
    tokio::time::sleep(limit).await;
    if worker.has_polled() {
        std::future::pending::<()>().await;
    }
}

async fn kill(child: &mut Child) {
    if let Err(error) = child.kill().await {
        tracing::error!(%error, pid = child.id(), "a worker could not be killed");
    }
}

fn ended(status: std::io::Result<ExitStatus>) -> End {
    End::Failed(match status {
        Ok(status) => status.to_string(),
        Err(error) => format!("lost: {error}"),
    })
}
