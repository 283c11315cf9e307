//! Staff passwords: Argon2id with m = 19 MiB, t = 2, p = 1 (OWASP password storage cheat sheet).

use std::sync::{Mutex, PoisonError};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};

use super::AuthError;

/// What our hashes cost.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Bytes of a hash.
const OUTPUT: usize = 32;

/// A hash of nobody's password, with the cost of everybody's.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdmVyLW5vYm9keQ$\
                      WTZrYzPZ5kXhPFvM7DgYl3o0yH0nZpYyJ9w4ZC8qL9k";

/// Held by whoever hashes: a process has the memory of one hash, however many people sign
/// in at once. More at a time would be no faster, as a hash keeps a processor busy.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Address space that is asked for, in bytes. From 32 MiB on glibc never takes memory out of
/// its heaps (`DEFAULT_MMAP_THRESHOLD_MAX`), but maps it and unmaps it with the last use.
/// Below, it keeps what a thread has freed, for good: 20 MB for each thread that ever
/// hashed. What is not touched costs nothing.
const SURELY_UNMAPPED: usize = 33 << 20;

/// What Argon2id makes of a password in `out`.
fn argon2id(params: Params, password: &str, salt: &[u8], out: &mut [u8]) -> Result<(), AuthError> {
    // The guarded value is nothing, so a panic elsewhere has left nothing half-done.
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let blocks = params.block_count();
    let mut memory: Vec<Block> = Vec::new();
    memory
        .try_reserve_exact(blocks.max(SURELY_UNMAPPED / Block::SIZE))
        .map_err(|_| AuthError::Failed("no memory to hash a password in"))?;
    memory.resize(blocks, Block::new());
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(password.as_bytes(), salt, out, &mut memory)
        .map_err(|_| AuthError::Failed("the password could not be hashed"))
}

/// Hashes a password with a fresh salt, as a PHC string.
///
/// # Errors
/// When the system has no randomness or memory.
pub fn hash(password: &str) -> Result<String, AuthError> {
    let wrong = AuthError::Failed("the password parameters are wrong");
    let Ok(params) = Params::new(MEMORY_KIB, PASSES, LANES, Some(OUTPUT)) else {
        return Err(wrong);
    };
    let mut salt = [0_u8; 16];
    getrandom::fill(&mut salt).map_err(|_| AuthError::Failed("no randomness"))?;
    let mut out = [0_u8; OUTPUT];
    argon2id(params.clone(), password, &salt, &mut out)?;
    let (Ok(params), Ok(salt), Ok(output)) = (
        ParamsString::try_from(&params),
        Salt::new(&salt),
        Output::new(&out),
    ) else {
        return Err(wrong);
    };
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params,
        salt: Some(salt),
        hash: Some(output),
    };
    Ok(hash.to_string())
}

/// Whether a password is the one that was hashed. Without a hash (an unknown login) it
/// works just as long and says no, so that time does not tell which logins exist.
///
/// # Errors
/// When the stored hash is none of ours, or there is no memory.
pub fn verify(password: &str, stored: Option<&str>) -> Result<bool, AuthError> {
    const BROKEN: AuthError = AuthError::Failed("a stored hash is broken");
    let parsed = PasswordHash::new(stored.unwrap_or(NOBODY)).map_err(|_| BROKEN)?;
    let is_ours = parsed.algorithm == Algorithm::Argon2id.ident()
        && parsed.version == Some(Version::V0x13.into());
    let (true, Some(salt), Some(wanted)) = (is_ours, &parsed.salt, &parsed.hash) else {
        return Err(BROKEN);
    };
    let params = Params::try_from(&parsed).map_err(|_| BROKEN)?;
    let mut out = [0_u8; Output::MAX_LENGTH];
    let out = out.get_mut(..wanted.len()).ok_or(BROKEN)?;
    argon2id(params, password, salt, out)?;
    // Compared in constant time.
    let fits = Output::new(out).is_ok_and(|found| found == *wanted);
    Ok(fits && stored.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_fits() {
        let stored = hash("open sesame").unwrap();
        assert!(
            stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{stored}"
        );
        assert!(verify("open sesame", Some(&stored)).unwrap());
        assert!(!verify("open sesam", Some(&stored)).unwrap());
        assert!(!verify("open sesame", None).unwrap());
        assert_ne!(stored, hash("open sesame").unwrap());
    }

    /// Held by the tests that need more memory than a hash of ours, or measure it.
    static MEMORY: Mutex<()> = Mutex::new(());

    /// Made by the reference implementation: `echo -n password | argon2 somesalt -id -t 2
    /// -k 65536 -p 1`, its test vector of version 0x13.
    #[test]
    fn a_hash_of_another_program_is_understood() {
        let _alone = MEMORY.lock().unwrap_or_else(PoisonError::into_inner);
        let stored = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$\
                      CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assert!(verify("password", Some(stored)).unwrap());
        assert!(!verify("passwort", Some(stored)).unwrap());
    }

    #[test]
    fn nobody_s_hash_costs_what_everybody_s_does() {
        let cost = |text: &str| {
            let parsed = PasswordHash::new(text).unwrap();
            let params = Params::try_from(&parsed).unwrap();
            let output = parsed.hash.unwrap().len();
            (params.m_cost(), params.t_cost(), params.p_cost(), output)
        };
        assert_eq!(cost(NOBODY), cost(&hash("open sesame").unwrap()));
    }

    #[test]
    fn what_is_no_hash_of_ours_is_an_error() {
        for broken in [
            "",
            "$argon2id$",
            "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ",
        ] {
            assert!(verify("password", Some(broken)).is_err(), "{broken}");
        }
    }

    /// `VmHWM` or `VmRSS` of this process in KiB.
    #[cfg(target_os = "linux")]
    fn resident(line: &str) -> i64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find_map(|l| l.strip_prefix(line)).unwrap();
        let kilobytes = line.trim_matches([':', ' ', '\t', 'k', 'B']);
        kilobytes.parse().unwrap()
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn sixteen_hashes_at_once_take_the_memory_of_one_and_give_it_back() {
        let stored = hash("open sesame").unwrap();
        let _alone = MEMORY.lock().unwrap_or_else(PoisonError::into_inner);
        // Forgets the peak so far (proc_pid_clear_refs(5)).
        std::fs::write("/proc/self/clear_refs", "5").unwrap();
        let before = resident("VmRSS");
        std::thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| assert!(verify("open sesame", Some(&stored)).unwrap()));
            }
        });
        let most = resident("VmHWM") - before;
        let kept = resident("VmRSS") - before;
        assert!(most < 24 * 1024, "{most} KiB more at the most");
        assert!(kept < 4 * 1024, "{kept} KiB kept");
    }
}
