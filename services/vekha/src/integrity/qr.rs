//! A text as a QR code for paper: squares in a drawing, nothing else.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// Empty squares around the code, as its standard asks (ISO/IEC 18004, 6.3.8).
const QUIET: i32 = 4;

/// A code to be drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Qr {
    /// Squares in a row, the empty ones around it too.
    pub side: i32,
    /// Its dark squares as a path.
    pub path: String,
}

/// The code of a text; none when the text is too long for one.
pub fn qr(text: &str) -> Option<Qr> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let squares = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let mut path = String::new();
    for (x, y) in squares.filter(|(x, y)| code.get_module(*x, *y)) {
        // Writing to a string cannot fail.
        let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
    }
    Some(Qr { side: code.size() + 2 * QUIET, path })
}
