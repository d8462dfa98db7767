//! A window lived through: values come in, are corrected, freeze at closing; late ones show; a note, recommendations, decisions follow.
#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod following;
mod life;
mod values;
