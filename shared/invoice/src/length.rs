//! Whole lengths as the file has them.

/// So many parts of a whole.
#[expect(
    clippy::float_arithmetic,
    reason = "lengths of a PDF are floats; no money ever is"
)]
pub fn part(parts: i32, whole: i32) -> f32 {
    parts as f32 / whole.max(1) as f32
}
