//! How many round trips had to wait for one another. The proxy of the tests in `tests/`
//! counts with it too.

/// The longest chain of trips of which each began after the one before had ended. A trip is
/// its start and its end, in ticks that count the starts and ends of all trips.
pub fn rounds(trips: impl IntoIterator<Item = (u32, u32)>) -> usize {
    let mut spans: Vec<_> = trips.into_iter().map(|(start, end)| (end, start)).collect();
    spans.sort_unstable();
    let (mut count, mut free_at) = (0, 0);
    for (end, start) in spans {
        if count == 0 || start > free_at {
            count += 1;
            free_at = end;
        }
    }
    count
}
