//! A memory of bounded size.

use std::collections::HashMap;
use std::hash::Hash;

/// Keeps what was asked for last; whatever is longest not asked for goes first.
#[derive(Debug)]
pub(super) struct Recent<K, V> {
    most: usize,
    /// Counts the uses.
    clock: u64,
    /// Each with the use that was its last.
    entries: HashMap<K, (u64, V)>,
}

impl<K: Clone + Eq + Hash, V> Recent<K, V> {
    /// One of at most `most` entries.
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            clock: 0,
            entries: HashMap::new(),
        }
    }

    pub(super) fn get(&mut self, key: &K) -> Option<&V> {
        self.clock += 1;
        let (used, value) = self.entries.get_mut(key)?;
        *used = self.clock;
        Some(value)
    }

    /// Keeps a value; whether there was one under this key before.
    pub(super) fn insert(&mut self, key: K, value: V) -> bool {
        self.clock += 1;
        let known = self.entries.insert(key, (self.clock, value)).is_some();
        if self.entries.len() > self.most {
            let oldest = self.entries.iter().min_by_key(|(_, (used, _))| *used);
            if let Some(key) = oldest.map(|(key, _)| key.clone()) {
                self.entries.remove(&key);
            }
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_longest_not_asked_for_goes_first() {
        let mut recent = Recent::new(2);
        recent.insert("a", 1);
        recent.insert("b", 2);
        assert_eq!(recent.get(&"a"), Some(&1));
        recent.insert("c", 3);
        let kept = ["a", "b", "c"].map(|key| recent.get(&key).copied());
        assert_eq!(kept, [Some(1), None, Some(3)]);
        for n in 0..1000 {
            recent.insert("more", n);
            recent.insert("and more", n);
        }
        assert_eq!(recent.entries.len(), 2);
    }
}
