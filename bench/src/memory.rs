//! Memory of a process, as the kernel counts it.

use std::fs;

/// Bytes of a process that are in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Memory {
    /// All of them, pages that it shares with others included.
    pub(crate) resident: u64,
    /// Shared pages divided by those who share them.
    pub(crate) proportional: u64,
}

/// What a process takes now.
///
/// # Panics
/// When it does not live, or is another user's.
pub(crate) fn of(pid: u32) -> Memory {
    parse(&fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap())
}

/// How often the threads of a process have waited for something and gone on.
///
/// # Panics
/// When it does not live.
pub(crate) fn woken(pid: u32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let of_thread = |thread: fs::DirEntry| {
        let status = fs::read_to_string(thread.path().join("status")).unwrap();
        let mut lines = status.lines();
        let times = lines.find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        times.unwrap().trim().parse::<u64>().unwrap()
    };
    threads.map(|thread| of_thread(thread.unwrap())).sum()
}

fn parse(rollup: &str) -> Memory {
    let bytes = |name: &str| {
        let line = rollup.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.unwrap().trim().trim_end_matches(" kB");
        kilobytes.parse::<u64>().unwrap() * 1024
    };
    Memory {
        resident: bytes("Rss:"),
        proportional: bytes("Pss:"),
    }
}

/// Megabytes (of a million bytes) with two digits.
pub(crate) fn megabytes(bytes: u64) -> String {
    let hundredths = (bytes + 5_000) / 10_000;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_counts_in_kibibytes_and_we_in_megabytes() {
        let rollup = "00400000-7ffe [rollup]\nRss:    8700 kB\nPss:    4100 kB\nPss_Dirty:  7 kB\n";
        let memory = parse(rollup);
        assert_eq!(memory.resident, 8_908_800);
        assert_eq!(memory.proportional, 4_198_400);
        assert_eq!(megabytes(memory.resident), "8.91");
        assert_eq!(megabytes(6_500_000), "6.50");
    }

    #[test]
    fn a_process_reads_its_own() {
        let own = of(std::process::id());
        assert!(own.resident >= own.proportional && own.proportional > 0);
    }
}
