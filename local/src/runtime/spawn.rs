//! Starts child processes that cannot outlive this one.
//!
//! The kernel's parent-death signal fires when the *thread* that made the child ends, not the
//! process. So one thread, which lives as long as the process, makes them all.

use std::{
    io,
    sync::{OnceLock, mpsc},
};

use tokio::{
    process::{Child, Command},
    runtime::Handle,
    sync::oneshot,
};

struct Job {
    command: Command,
    runtime: Handle,
    reply: oneshot::Sender<io::Result<Child>>,
}

static SPAWNER: OnceLock<Option<mpsc::Sender<Job>>> = OnceLock::new();

/// Starts `command`; the child is killed when it is dropped and when this process ends in any way.
///
/// On systems without a parent-death signal a child ends at its next call of the Runtime API,
/// whose listener is gone.
pub(super) async fn spawn(mut command: Command) -> io::Result<Child> {
    command.kill_on_drop(true);
    // Its own group: Ctrl-C in the terminal then reaches only this process, which stops in order.
    command.process_group(0);
    die_with_parent(&mut command);
    let spawner = SPAWNER.get_or_init(start).as_ref().ok_or_else(gone)?;
    let (reply, child) = oneshot::channel();
    let job = Job {
        command,
        runtime: Handle::current(),
        reply,
    };
    spawner.send(job).map_err(|_| gone())?;
    child.await.map_err(|_| gone())?
}

fn start() -> Option<mpsc::Sender<Job>> {
    let (jobs, queue) = mpsc::channel::<Job>();
    let thread = std::thread::Builder::new()
        .name("spawner".to_owned())
        .spawn(move || {
            for Job {
                mut command,
                runtime,
                reply,
            } in queue
            {
                let _runtime = runtime.enter();
                // When nobody waits any more the child is dropped and so killed.
                let _ = reply.send(command.spawn());
            }
        });
    thread.is_ok().then_some(jobs)
}

fn gone() -> io::Error {
    io::Error::other("the thread that starts processes is gone")
}

#[cfg(target_os = "linux")]
fn die_with_parent(command: &mut Command) {
    use rustix::process::{Signal, getpid, getppid, set_parent_process_death_signal};

    let parent = getpid();
    let arm = move || {
        set_parent_process_death_signal(Some(Signal::KILL))?;
        // The parent may have died before the signal was armed.
        if getppid() == Some(parent) {
            Ok(())
        } else {
            Err(io::Error::other("the parent is gone"))
        }
    };
    // SAFETY: the closure runs between fork and exec; it makes two plain system calls, takes no
    // lock and, on the good path, allocates nothing.
    unsafe {
        command.pre_exec(arm);
    }
}

#[cfg(not(target_os = "linux"))]
fn die_with_parent(_command: &mut Command) {}
