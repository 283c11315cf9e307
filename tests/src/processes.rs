//! Processes of one run, found through `/proc`.

use std::collections::BTreeMap;
use std::fs;

use rustix::process::{Pid, Signal, kill_process};

/// A function's process.
#[derive(Debug, Clone)]
pub struct Process {
    /// Its process ID.
    pub pid: u32,
    /// What it was started with.
    pub environment: BTreeMap<String, String>,
}

impl Process {
    /// A variable of its environment.
    ///
    /// # Panics
    /// When it has none of that name.
    pub fn variable(&self, name: &str) -> &str {
        let value = self.environment.get(name);
        value.unwrap_or_else(|| panic!("{name} is not in its environment"))
    }

    /// Kills it.
    pub fn kill(&self) {
        kill(self.pid);
    }

    /// Bytes of it that are in memory now, and that were at the most so far.
    ///
    /// # Panics
    /// When it has ended.
    pub fn resident(&self) -> (u64, u64) {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid)).unwrap();
        let bytes = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kilobytes = line.unwrap().trim().trim_end_matches(" kB");
            kilobytes.parse::<u64>().unwrap() * 1024
        };
        (bytes("VmRSS:"), bytes("VmHWM:"))
    }

    /// The name of its function's binary, `place-order`.
    pub fn program(&self) -> String {
        let path = fs::read_link(format!("/proc/{}/exe", self.pid)).unwrap_or_default();
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }
}

/// All processes that live and have a variable of which `holds` says yes.
pub(crate) fn with_variable(name: &str, holds: impl Fn(&str) -> bool) -> Vec<Process> {
    let mut found = all();
    found.retain(|process| process.environment.get(name).is_some_and(|v| holds(v)));
    found
}

/// The one of `processes` at the other end of a loopback connection: the client's port is
/// `client`, the server's `server`.
pub(crate) fn at_connection(processes: &[Process], client: u16, server: u16) -> Option<u32> {
    let table = fs::read_to_string("/proc/net/tcp").ok()?;
    let inode = table.lines().skip(1).find_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let port = |at: usize| u16::from_str_radix(words.get(at)?.rsplit(':').next()?, 16).ok();
        let found = port(1) == Some(client) && port(2) == Some(server);
        found.then(|| words.get(9).copied()).flatten()
    })?;
    let socket = format!("socket:[{inode}]");
    let holds = |pid: u32| {
        let open = fs::read_dir(format!("/proc/{pid}/fd"))
            .into_iter()
            .flatten();
        open.filter_map(Result::ok)
            .filter_map(|entry| fs::read_link(entry.path()).ok())
            .any(|target| target.to_str() == Some(&socket))
    };
    processes.iter().map(|p| p.pid).find(|pid| holds(*pid))
}

/// The living processes that `parent` has started.
pub(crate) fn children(parent: u32) -> Vec<Process> {
    let mut found = all();
    found.retain(|process| stat(process.pid).is_some_and(|(_, its)| its == parent));
    found
}

/// Ends a process as the kernel would: nothing of it runs any more.
pub(crate) fn kill(pid: u32) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw).unwrap();
    // It may have ended by itself in this moment.
    let _ = kill_process(pid, Signal::KILL);
}

fn all() -> Vec<Process> {
    let entries = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    entries
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|pid| stat(*pid).is_some_and(|(state, _)| !matches!(state, 'Z' | 'X')))
        .filter_map(|pid| {
            let environment = environment(pid)?;
            Some(Process { pid, environment })
        })
        .collect()
}

/// State and parent. The name in parentheses may hold anything, so the rest is read from
/// the last one on.
fn stat(pid: u32) -> Option<(char, u32)> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut words = text.rsplit(") ").next()?.split(' ');
    let state = words.next()?.chars().next()?;
    Some((state, words.next()?.parse().ok()?))
}

/// `None` for processes of others, and of this user's that are ending.
fn environment(pid: u32) -> Option<BTreeMap<String, String>> {
    let bytes = fs::read(format!("/proc/{pid}/environ")).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let pairs = text.split('\0').filter_map(|pair| pair.split_once('='));
    Some(
        pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    )
}
