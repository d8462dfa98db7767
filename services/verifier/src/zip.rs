//! The archive of a package, read strictly: its layout leaves no byte that says nothing, so that every changed byte is seen.
//!
//! Entries follow each other from the first byte, stored or deflated, with nothing but their names in their headers; then the
//! directory, then its end. All other fields have one value (see [`framed`]).

use flate2::{Crc, bufread::DeflateDecoder};
use std::io::{self, BufRead, BufReader, Read};

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";
/// Version 2.0 of the format; names are UTF-8.
const VERSION_AND_FLAGS: [u8; 4] = [20, 0, 0, 8];
/// 1 January 1980, midnight: when a package was made is in its manifest.
const TIME_AND_DATE: [u8; 4] = [0, 0, 0x21, 0];

/// A file of the archive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its bytes as they lie in the archive.
    pub packed: &'a [u8],
    /// Whether they are deflated; otherwise they are the file itself.
    pub deflated: bool,
    /// Bytes of the file.
    pub size: u32,
    /// Its CRC-32.
    pub crc: u32,
}

impl<'a> Entry<'a> {
    /// The file's bytes, to be read; never more than its size says.
    pub fn open(&self) -> Box<dyn BufRead + 'a> {
        if self.deflated {
            Box::new(BufReader::new(DeflateDecoder::new(self.packed).take(u64::from(self.size) + 1)))
        } else {
            Box::new(self.packed)
        }
    }

    /// Whether the file's bytes are as many, and have the sum, that its header says; tells each piece to `each`.
    ///
    /// # Errors
    /// The bytes do not inflate.
    pub fn sound(&self, mut each: impl FnMut(&[u8])) -> io::Result<bool> {
        let (mut from, mut crc, mut size) = (self.open(), Crc::new(), 0_u64);
        loop {
            let piece = from.fill_buf()?;
            if piece.is_empty() {
                return Ok(size == u64::from(self.size) && crc.sum() == self.crc);
            }
            crc.update(piece);
            each(piece);
            let read = piece.len();
            size += read as u64;
            from.consume(read);
        }
    }

    fn sums(&self) -> Option<[u8; 12]> {
        let mut sums = [0; 12];
        let packed = u32::try_from(self.packed.len()).ok()?;
        let bytes = [self.crc, packed, self.size].into_iter().flat_map(u32::to_le_bytes);
        sums.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        Some(sums)
    }

    fn local(&self) -> Option<Vec<u8>> {
        let method = [if self.deflated { 8 } else { 0 }, 0];
        let name = u16::try_from(self.name.len()).ok()?.to_le_bytes();
        let fields: [&[u8]; 7] = [&LOCAL, &VERSION_AND_FLAGS, &method, &TIME_AND_DATE, &self.sums()?, &name, &[0, 0]];
        Some([fields.concat(), self.name.as_bytes().to_vec()].concat())
    }

    fn central(&self, offset: u32) -> Option<Vec<u8>> {
        let method = [if self.deflated { 8 } else { 0 }, 0];
        let name = u16::try_from(self.name.len()).ok()?.to_le_bytes();
        // No extra field, no comment, first disk, no attributes.
        let rest = [0; 12];
        let fields: [&[u8]; 10] = [
            &CENTRAL,
            &[20, 0],
            &VERSION_AND_FLAGS,
            &method,
            &TIME_AND_DATE,
            &self.sums()?,
            &name,
            &rest,
            &offset.to_le_bytes(),
            self.name.as_bytes(),
        ];
        Some(fields.concat())
    }
}

/// The archive of these entries, byte for byte; none when it would be larger than the format can say.
pub fn framed(entries: &[Entry<'_>]) -> Option<Vec<u8>> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        directory.extend(entry.central(archive.len().try_into().ok()?)?);
        archive.extend(entry.local()?);
        archive.extend(entry.packed);
    }
    let (many, size, offset) =
        (u16::try_from(entries.len()).ok()?, u32::try_from(directory.len()).ok()?, u32::try_from(archive.len()).ok()?);
    archive.append(&mut directory);
    archive.extend(END);
    archive.extend([0; 4]);
    archive.extend([many, many].into_iter().flat_map(u16::to_le_bytes));
    archive.extend([size, offset].into_iter().flat_map(u32::to_le_bytes));
    archive.extend([0; 2]);
    Some(archive)
}

/// The entries of an archive that is laid out in this way and in no other.
pub fn entries(archive: &[u8]) -> Option<Vec<Entry<'_>>> {
    let (mut rest, mut entries) = (archive, Vec::new());
    while let Some((entry, after)) = entry(rest) {
        entries.push(entry);
        rest = after;
    }
    (framed(&entries)? == archive).then_some(entries)
}

fn entry(from: &[u8]) -> Option<(Entry<'_>, &[u8])> {
    let (head, rest) = from.split_at_checked(30)?;
    let number = |at: usize| head.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
    let short = |at: usize| head.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes);
    if !head.starts_with(&LOCAL) {
        return None;
    }
    let (crc, packed, size, deflated) = (number(14)?, number(18)?, number(22)?, short(8)? == 8);
    let (name, rest) = rest.split_at_checked(usize::from(short(26)?))?;
    let (packed, rest) = rest.split_at_checked(usize::try_from(packed).ok()?)?;
    Some((Entry { name: std::str::from_utf8(name).ok()?, packed, deflated, size, crc }, rest))
}
