//! What was used last, and no more than that.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// At most `MOST` values by their keys; beyond that the one goes that was not used for longest.
/// A list does: a few dozen keys are compared quicker than a map is kept in order.
#[derive(Debug)]
pub(super) struct Recent<K, V, const MOST: usize>(Mutex<Vec<(K, V)>>);

impl<K, V, const MOST: usize> Default for Recent<K, V, MOST> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Clone + PartialEq, V: Clone, const MOST: usize> Recent<K, V, MOST> {
    /// The one used last stands at the end.
    fn list(&self) -> MutexGuard<'_, Vec<(K, V)>> {
        // The list is whole after a panic elsewhere: entries come and go, and are never edited.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value, which was used now.
    pub(super) fn get(&self, key: &K) -> Option<V> {
        let mut list = self.list();
        let place = list.iter().position(|(of, _)| of == key)?;
        list.get_mut(place..)?.rotate_left(1);
        list.last().map(|(_, value)| value.clone())
    }

    /// Keeps a value and gives back the one that was there.
    pub(super) fn insert(&self, key: K, value: V) -> Option<V> {
        let mut list = self.list();
        let place = list.iter().position(|(of, _)| *of == key);
        let before = place.map(|place| list.remove(place).1);
        list.push((key, value));
        let surplus = list.len().saturating_sub(MOST);
        list.drain(..surplus);
        before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_that_was_not_used_for_longest_goes() {
        let recent = Recent::<u32, &str, 3>::default();
        for (key, value) in [(1, "one"), (2, "two"), (3, "three")] {
            assert_eq!(recent.insert(key, value), None);
        }
        assert_eq!(recent.get(&1), Some("one"));
        assert_eq!(recent.insert(4, "four"), None);
        let left = [1, 2, 3, 4].map(|key| recent.get(&key));
        assert_eq!(left, [Some("one"), None, Some("three"), Some("four")]);
        // The same key takes no second place.
        assert_eq!(recent.insert(3, "drei"), Some("three"));
        assert_eq!(recent.list().len(), 3);
        for key in 10..1_000 {
            recent.insert(key, "more");
            assert_eq!(recent.list().len(), 3);
        }
    }
}
